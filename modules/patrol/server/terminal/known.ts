import { createHmac, timingSafeEqual } from 'node:crypto'
import { towns } from '#core/org/server/index.ts'
import { Fault } from '#platform/contract/problem.ts'
import type { Platform } from '#platform/server/module.ts'
import { samePlate } from '../../jt808/body.ts'
import type { MoverSort, SentPoint } from '../../position.ts'
import { keepBatch } from '../positions.ts'

/** A registered terminal, found by the number it calls itself. */
export interface Terminal {
  readonly town: string
  readonly id: string
  readonly sort: MoverSort
  readonly moverId: string
  readonly plate: string | undefined
  /** What it must sign in with. */
  readonly code: string
}

/**
 * The device of a terminal's number, revoked ones left out. The code follows from the device's secret: a terminal that registers at every start gets
 * the same one, and nothing more is kept.
 */
export async function findTerminal(platform: Platform, number: string): Promise<Terminal | undefined> {
  if (number === '') return undefined
  for (const { code: town } of await towns(platform)) {
    const [row] = await platform.db.read.query<{ id: string; sort: MoverSort; mover_id: string; key_hash: Buffer; plate: string | null }>(
      `select d.id, d.sort, d.mover_id, d.key_hash, v.plate from patrol.device d left join patrol.vehicle v on v.town = d.town and v.id = d.mover_id and d.sort = 'vehicle'
       where d.town = $1 and d.terminal_number = any($2) and d.revoked_at is null limit 1`,
      // Terminals of 2013 say 12 digits, of 2019 20, padded with zeros; on the sticker stand those without.
      [town, [number, number.padStart(12, '0'), number.padStart(20, '0'), number.padStart(11, '0')]],
    )
    if (!row) continue
    const code = createHmac('sha256', row.key_hash).update(`jt808/${number}`).digest('base64url').slice(0, 20)
    return { town, id: row.id, sort: row.sort, moverId: row.mover_id, plate: row.plate ?? undefined, code }
  }
  return undefined
}

/** Whether a terminal may register with the plate it says: a vehicle's must be that vehicle's. */
export const fitsPlate = ({ plate }: Terminal, said: string): boolean => said === '' || plate === undefined || samePlate(plate, said)

export function isCode(terminal: Terminal, said: string): boolean {
  const [a, b] = [Buffer.from(terminal.code), Buffer.from(said)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/**
 * Keeps a terminal's fixes as far as they fall into a duty or a trip; outside nothing is recorded, as promised, and that is no failure.
 * @returns false when the terminal was revoked meanwhile
 */
export async function keepFixes(platform: Platform, terminal: Terminal, points: readonly SentPoint[]): Promise<boolean> {
  const now = platform.now()
  const known = await platform.db.transaction((tx) =>
    tx.query(`update patrol.device set last_at = $3 where town = $1 and id = $2 and revoked_at is null returning 1 as ok`, [
      terminal.town,
      terminal.id,
      now,
    ]),
  )
  if (known.length === 0) return false
  if (points.length === 0) return true
  const { town, sort, moverId } = terminal
  try {
    // The time of the fix is the satellites': there is no skew to take off.
    await platform.db.transaction((tx) => keepBatch(tx, { town, sort, moverId, points, sentAt: now.toISOString(), now }))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
  return true
}
