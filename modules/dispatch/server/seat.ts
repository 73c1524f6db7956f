import { z } from 'zod'
import { isOfficeOpen } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { nearbyFinders, nearbyTitles } from '#core/area/server/index.ts'
import { OPEN, Point, findAction } from '#core/case/contract.ts'
import { type CaseRow, cardsOf, getProcess, getReadable, ownActs } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { SeatRow, SeatTab } from '../seat/endpoints.ts'
import { slotAt } from '../duty/shift.ts'
import { dutySettings } from './duty-settings.ts'
import { onDuty } from './roster.ts'
import { findHeld } from './shifts.ts'

// What each tab lists; the counts use the same conditions. $2 the roles, $3 now, $4 whether confidential ones are seen.
const tabs: Readonly<Record<z.infer<typeof SeatTab>, string>> = {
  todo: 'c.role = any($2)',
  urgent: 'c.urgency <= 2',
  late: 'c.due_at < $3',
  all: 'true',
}
// Merged reports are worked at their main case. The values a tab does not need are named, so that the statement has their types.
const open = `from "case".card c where c.town = $1 and c.closed_at is null and ($4 or not c.confidential) and $2::text[] is not null and $3::timestamptz is not null
  and not exists (select 1 from "case".live_link l where l.town = c.town and l.case_id = c.id and l.kind = 'merged-into')`

const seesConfidential = (actor: Actor): boolean => [...actor.permissions].some((permission) => permission.endsWith('.confidential.read'))
const asking = (actor: Actor, now: Date): unknown[] => [actor.town, actor.roles, now, seesConfidential(actor)]

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const After = z.tuple([z.union([z.iso.datetime({ offset: true }), z.literal('infinity')]), z.uuid()])

/** A page of the seat's queue, what is due first on top; cases of every process. */
export async function seatQueue(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  now: Date,
  { tab, after, limit }: { tab: z.infer<typeof SeatTab>; after?: string | undefined; limit: number },
): Promise<{ rows: SeatRow[]; next?: string }> {
  const last = readAfter(After, after)
  const rows = await tx.query<CaseRow>(
    `select c.* ${open} and ${tabs[tab]} and ($5::timestamptz is null or (coalesce(c.due_at, 'infinity'::timestamptz), c.id) > ($5, $6::uuid))
     order by coalesce(c.due_at, 'infinity'::timestamptz), c.id limit $7`,
    [...asking(actor, now), last?.[0] ?? null, last?.[1] ?? null, limit + 1],
  )
  const page = rows.slice(0, limit)
  const cards = await cardsOf(tx, platform, actor.town, page)
  const end = page.at(-1)
  return {
    rows: cards.map((card, i): SeatRow => {
      const { data } = page[i]!.state
      const place = Point.safeParse(data['place'])
      return {
        ...card,
        ...(place.success ? { place: place.data } : {}),
        address: text(data['address']),
        classTitle: text(data['classTitle']),
        drill: data['drill'] === true,
      }
    }),
    ...(rows.length > limit && end ? { next: writeCursor([end.due_at?.toISOString() ?? 'infinity', end.id]) } : {}),
  }
}

/** How many each tab lists. */
export async function seatCounts(tx: Tx, actor: Actor, now: Date) {
  const counts = Object.entries(tabs).map(([tab, condition]) => `(count(*) filter (where ${condition}))::int as "${tab}"`)
  const [row] = await tx.query<Record<z.infer<typeof SeatTab>, number>>(`select ${counts.join(', ')} ${open}`, asking(actor, now))
  return { ...row!, at: now.toISOString() }
}

const NEAREST = 3

/**
 * The nearest people, vehicles, cameras and supplies of a case, three each. Outside office hours only people on the roster are
 * shown (features.md 1.2.1: outside working hours ordinary staff are not tracked), whatever a finder answers.
 */
export async function around(tx: Tx, platform: Platform, actor: Actor, caseId: string, now: Date) {
  const { state } = await getReadable(tx, platform, actor, caseId)
  const place = Point.safeParse(state.data['place'])
  if (!place.success) return { groups: [], at: now.toISOString() }
  const finders = nearbyFinders.from(platform.contributions)
  const calendar = await getCalendar(tx, actor.town)
  const slot = slotAt((await dutySettings(tx, actor.town)).value, now.getTime())
  const resting = !isOfficeOpen(calendar, now.getTime())
  const rostered = resting && slot ? new Set((await onDuty(tx, actor.town, slot)).map(({ person }) => person.id)) : undefined
  const sorts = Object.entries(nearbyTitles) as [keyof typeof nearbyTitles, string][]
  const groups = await Promise.all(
    sorts.map(async ([sort, title]) => {
      const own = finders.filter((finder) => finder.sort === sort)
      const allowed = own.filter(
        ({ permission }) => actor.permissions.has(permission) && (sort !== 'people' || actor.permissions.has('dispatch.position.read')),
      )
      const asked = { tx, platform, actor, now, point: place.data, limit: resting && sort === 'people' ? 200 : NEAREST }
      const found = (await Promise.all(allowed.map((finder) => finder.find(asked)))).flat()
      const seen = sort === 'people' && resting ? found.filter(({ personId }) => personId !== undefined && rostered?.has(personId)) : found
      const rows = seen.toSorted((a, b) => Number(a.stale ?? false) - Number(b.stale ?? false) || a.distance - b.distance).slice(0, NEAREST)
      return {
        sort,
        title,
        installed: own.length > 0,
        rows,
        remark: remarkOf({ sort, own: own.length, allowed: allowed.length, rows: rows.length, resting }),
      }
    }),
  )
  return { place: place.data, groups, at: now.toISOString() }
}

interface Found {
  readonly sort: keyof typeof nearbyTitles
  readonly own: number
  readonly allowed: number
  readonly rows: number
  readonly resting: boolean
}

function remarkOf({ sort, own, allowed, rows, resting }: Found): string {
  if (own === 0)
    return { people: '还没有接入人员定位', vehicles: '还没有接入车辆定位', cameras: '还没有接入视频点位', resources: '还没有登记物资' }[
      sort
    ]
  if (allowed === 0) return '当前岗位不能查看'
  if (sort === 'people' && resting) return '现在是非工作时间，只显示当班人员'
  return rows === 0
    ? { people: '附近没有在岗人员', vehicles: '附近没有车辆', cameras: '附近没有摄像机', resources: '预案物资还没有标注位置' }[sort]
    : ''
}

/** What I did in this shift: since it was taken over, or since today began. */
export async function mySeat(tx: Tx, platform: Platform, actor: Actor, now: Date) {
  const held = await findHeld(tx, actor.town)
  const slot = slotAt((await dutySettings(tx, actor.town)).value, now.getTime())
  const since =
    held && now.getTime() - held.taken_at.getTime() < 24 * 3_600_000
      ? held.taken_at
      : new Date(slot?.startsAt ?? now.getTime() - 8 * 3_600_000)
  const acts = actor.personId ? await ownActs(tx, actor.town, actor.personId, since) : []
  const titled = await Promise.all(
    acts.map(async ({ process, version, action, count }) => {
      const definition = await getProcess(tx, platform, actor.town, process, version)
      return { title: action === OPEN ? `登记${definition.title}` : (findAction(definition, action)?.title ?? action), count }
    }),
  )
  const byTitle = Map.groupBy(titled, ({ title }) => title)
  return {
    since: since.toISOString(),
    shift: held?.title ?? slot?.title ?? '',
    acts: [...byTitle].map(([title, ones]) => ({ title, count: ones.reduce((sum, { count }) => sum + count, 0) })),
    cases: acts.reduce((sum, { cases }) => sum + cases, 0),
    at: now.toISOString(),
  }
}
