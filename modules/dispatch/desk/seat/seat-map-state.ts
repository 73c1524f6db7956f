import type { z } from 'zod'
import type { AroundGroup, SeatRow } from '../../seat/endpoints.ts'
import type { SeatMapState } from './SeatMap.tsx'

interface Seen {
  readonly rows: readonly SeatRow[]
  readonly current: string | undefined
  readonly place: readonly [number, number] | undefined
  readonly groups: readonly z.infer<typeof AroundGroup>[]
  readonly fresh: ReadonlySet<string>
}

const tones = ['critical', 'urgent', 'normal', 'low'] as const

/** What the seat's map shows, from what the seat knows. Pure. */
export function mapStateOf({ rows, current, place, groups, fresh }: Seen): SeatMapState {
  const cases = rows.flatMap(({ id, place: at, title, urgency, process }) =>
    at ? [{ id, at, title, kind: process, tone: tones[urgency - 1] ?? ('normal' as const) }] : [],
  )
  const near = groups.flatMap(({ sort, rows: found }) =>
    found.map(({ id, at, title, seenAt, stale }) => ({
      id,
      at,
      title,
      kind: sort,
      tone: sort === 'people' || sort === 'vehicles' ? ('officer' as const) : ('quiet' as const),
      ...(seenAt === undefined ? {} : { seenAt }),
      ...(stale === undefined ? {} : { stale }),
    })),
  )
  const movers = new Set(['people', 'vehicles'])
  return {
    cases,
    people: near.filter(({ kind }) => movers.has(kind)),
    cameras: near.filter(({ kind }) => kind === 'cameras'),
    resources: near.filter(({ kind }) => kind === 'resources'),
    chosen: place ?? cases.find(({ id }) => id === current)?.at,
    news: cases.filter(({ id }) => fresh.has(id)).map(({ id, at }) => ({ id, at })),
  }
}
