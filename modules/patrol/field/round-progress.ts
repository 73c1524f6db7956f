import type { OutboxItem } from '#platform/client/outbox/item.ts'
import type { PatrolObject, RoundDetail } from '../contract.ts'
import { roundKind, visitKind } from './kinds.ts'

/** How far a round is, with what this phone did and the centre does not know yet. */
export interface Progress {
  readonly state: 'planned' | 'running' | 'done' | 'missed'
  /** Objects seen here or known to be seen. */
  readonly seen: ReadonlySet<string>
}

/** @param items round and visit items of the outbox; what the centre refused counts for nothing */
export function progressOf({ round, stops }: RoundDetail, items: readonly OutboxItem[]): Progress {
  const own = items.filter((item) => item.state !== 'refused')
  const tapped = (start: boolean): boolean =>
    own.some((item) => {
      const body = item.kind === roundKind.key ? roundKind.body.safeParse(item.body) : undefined
      return body?.success === true && body.data.id === round.id && body.data.start === start
    })
  const visited = own.flatMap((item) => {
    const body = item.kind === visitKind.key ? visitKind.body.safeParse(item.body) : undefined
    return body?.success && body.data.roundId === round.id ? [body.data.objectId] : []
  })
  const seen = new Set([...stops.filter(({ visitedAt }) => visitedAt).map(({ objectId }) => objectId), ...visited])
  if (round.state === 'done' || tapped(false)) return { state: 'done', seen }
  return { state: round.state === 'running' || tapped(true) ? 'running' : round.state, seen }
}

/** The round under way an object belongs to: a code scanned on the way counts for it without being told so. */
export function roundOf(
  rounds: readonly RoundDetail[],
  items: readonly OutboxItem[],
  object: Pick<PatrolObject, 'id' | 'areaCode'>,
): string | undefined {
  const mine = rounds.find((one) => {
    const within =
      one.stops.length > 0
        ? one.stops.some(({ objectId }) => objectId === object.id)
        : one.round.areaCode !== '' && object.areaCode.startsWith(one.round.areaCode)
    return within && progressOf(one, items).state === 'running'
  })
  return mine?.round.id
}
