/**
 * A place in the outbox. Order is (transaction, number): numbers alone are handed out before the commit, so a later
 * number may become visible first; whole transactions older than every running one are settled for good.
 */
export interface Position {
  /** A PostgreSQL xid8 as text: 64 bits do not fit a double. */
  readonly xid: string
  readonly seq: number
}

export const beginning: Position = { xid: '0', seq: 0 }

/** Below zero when `a` comes first. */
export function comparePositions(a: Position, b: Position): number {
  if (a.xid === b.xid) return a.seq - b.seq
  return BigInt(a.xid) < BigInt(b.xid) ? -1 : 1
}

/** The id of a live event, `<xid>.<seq>`. */
export function writePosition({ xid, seq }: Position): string {
  return `${xid}.${seq}`
}

/** Reads it back; undefined when it is not one of ours. */
export function readPosition(text: string): Position | undefined {
  const match = /^(0|[1-9]\d{0,18})\.(0|[1-9]\d{0,14})$/.exec(text)
  return match ? { xid: match[1]!, seq: Number(match[2]) } : undefined
}
