import { z } from 'zod'
import { getLocator } from '#core/area/server/index.ts'
import { type CaseRow, canRead, cardsOf, findCase } from '#core/case/server/index.ts'
import { type Actor } from '#core/org/contract.ts'
import { namesOf, scopeCondition } from '#core/org/server/index.ts'
import { Id } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { type SummonView, WhistleKindKey, type WhistleRow } from '../endpoints.ts'
import { failCallup } from '../faults.ts'
import { whistleKinds } from '../processes/whistle.ts'

const kindTitle = (kind: string): string => whistleKinds.find(({ value }) => value === kind)?.title ?? kind
const kindOf = (kind: string) => WhistleKindKey.catch('enforcement').parse(kind)

export interface WhistleAsk {
  readonly state: 'open' | 'closed' | 'all'
  readonly villageCode?: string | undefined
  readonly kind?: string | undefined
  readonly mine?: boolean | undefined
  readonly after?: string | undefined
  readonly limit: number
}

const Cursor = z.tuple([z.iso.datetime(), Id])

/** Whistles this post may see: of its areas, blown by itself, or that its unit was called to. The newest first. */
export async function listWhistleRows(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  ask: WhistleAsk,
  now: Date,
): Promise<{ rows: WhistleRow[]; next?: string }> {
  const cursor = readAfter(Cursor, ask.after)
  const scope = scopeCondition(
    actor,
    'callup.whistle.read',
    { area: 'w.area_code', unit: ['w.opened_unit', 's.unit_id'], person: ['w.opened_by'] },
    10,
  )
  // A unit's own summons decide too; the plain columns of the row are looked at first.
  const seen =
    scope.text === 'true'
      ? 'true'
      : `exists (select from callup.summon s right join (select 1) one on s.town = w.town and s.case_id = w.case_id where ${scope.text})`
  const rows = await tx.query<
    CaseRow & {
      kind: string
      village: string
      place: [number, number]
      reblown: number
      summoned: number
      arrived: number
      late_units: number
      k: Date
    }
  >(
    `select c.*, w.kind, w.village_code as village, w.place, w.reblown, w.opened_at as k,
       (select count(*) from callup.summon s where s.town = w.town and s.case_id = w.case_id and s.excused_at is null) as summoned,
       (select count(*) from callup.summon s where s.town = w.town and s.case_id = w.case_id and s.arrived_at is not null) as arrived,
       (select count(*) from callup.summon s where s.town = w.town and s.case_id = w.case_id and s.excused_at is null and coalesce(s.arrived_at, $9) > s.must_by) as late_units
     from callup.whistle w join "case".card c on c.town = w.town and c.id = w.case_id
     where w.town = $1 and ($2::boolean is null or (w.closed_at is null) = $2) and ($3::text is null or w.village_code = $3) and ($4::text is null or w.kind = $4)
       and ($5::uuid is null or w.opened_by = $5) and ($6::timestamptz is null or (w.opened_at, w.case_id) < ($6, $7::uuid)) and ${seen}
     order by w.opened_at desc, w.case_id desc limit $8`,
    [
      actor.town,
      ask.state === 'all' ? null : ask.state === 'open',
      ask.villageCode ?? null,
      ask.kind ?? null,
      ask.mine ? actor.personId || null : null,
      cursor?.[0] ?? null,
      cursor?.[1] ?? null,
      ask.limit + 1,
      now,
      ...scope.values,
    ],
  )
  const shown = rows.slice(0, ask.limit)
  const cards = await cardsOf(tx, platform, actor.town, shown)
  const locator = await getLocator(tx, actor.town)
  const last = shown.at(-1)
  return {
    rows: shown.map((row, i) => ({
      ...cards[i]!,
      kind: kindOf(row.kind),
      kindTitle: kindTitle(row.kind),
      villageCode: row.village,
      village: locator.findByCode(row.village, row.k)?.name ?? row.village,
      place: row.place,
      summoned: row.summoned,
      arrived: row.arrived,
      lateUnits: row.late_units,
      reblown: row.reblown,
    })),
    ...(rows.length > ask.limit && last ? { next: writeCursor([last.k.toISOString(), last.id]) } : {}),
  }
}

/** One whistle with its units. @throws Fault callup.not-found, also where this post may not see it */
export async function whistleDetail(tx: Tx, platform: Platform, actor: Actor, id: string, now: Date) {
  const row = await findCase(tx, actor.town, id)
  const [whistle] = await tx.query<{
    kind: string
    village_code: string
    place: [number, number]
    code: string
    opened_by: string | null
    opened_unit: string | null
    opened_at: Date
    reblown: number
    from_case: string | null
  }>(
    `select kind, village_code, place, code, opened_by, opened_unit, opened_at, reblown, from_case from callup.whistle where town = $1 and case_id = $2`,
    [actor.town, id],
  )
  if (!row || !whistle || !canRead(platform, actor, row)) throw failCallup('callup.not-found')
  const summons = await tx.query<{
    unit_id: string
    lead: boolean
    must_by: Date
    arrived_at: Date | null
    arrived_by: string | null
    distance: number | null
    way: string | null
    mocked: boolean
    excused_at: Date | null
    answered_at: Date | null
    fair: number | null
    stars: number | null
    words: string
  }>(
    `select unit_id, lead, must_by, arrived_at, arrived_by, distance, way, mocked, excused_at, answered_at, fair, stars, words from callup.summon
     where town = $1 and case_id = $2 order by round, lead desc, unit_id`,
    [actor.town, id],
  )
  const data = row.state.data
  const wanted = z.array(z.string()).catch([]).parse(data['wanted'])
  const names = await namesOf(tx, actor.town, [...summons.map((one) => one.unit_id), ...wanted], [])
  const own = whistle.opened_by === actor.personId || (whistle.opened_unit !== null && actor.unitIds.includes(whistle.opened_unit))
  const closed = row.closed_at !== null
  const text = (key: string): string => (typeof data[key] === 'string' ? data[key] : '')
  return {
    id,
    kind: kindOf(whistle.kind),
    kindTitle: kindTitle(whistle.kind),
    village: (await getLocator(tx, actor.town)).findByCode(whistle.village_code, whistle.opened_at)?.name ?? whistle.village_code,
    place: whistle.place,
    address: text('address'),
    description: text('description'),
    why: text('why'),
    wanted: wanted.map((unit) => ({ id: unit, name: names.unit(unit) })),
    summons: summons.map((one): SummonView => ({
      unitId: one.unit_id,
      unit: names.unit(one.unit_id),
      lead: one.lead,
      mustBy: one.must_by.toISOString(),
      ...(one.arrived_at ? { arrivedAt: one.arrived_at.toISOString(), arrivedBy: one.arrived_by ?? '' } : {}),
      ...(one.distance === null ? {} : { distance: one.distance }),
      ...(one.way === 'scan' || one.way === 'position' ? { way: one.way } : {}),
      mocked: one.mocked,
      late: one.excused_at === null && (one.arrived_at ?? now) > one.must_by,
      excused: one.excused_at !== null,
      ...(one.answered_at ? { answeredAt: one.answered_at.toISOString() } : {}),
      // What the whistler gave is for after the end: before it nobody is to be impressed by it.
      ...(one.stars !== null && closed ? { stars: one.stars } : {}),
      ...(one.fair !== null && closed ? { fair: one.fair } : {}),
      words: closed ? one.words : '',
    })),
    ...(own && !closed ? { code: whistle.code } : {}),
    reblown: whistle.reblown,
    ...(whistle.from_case ? { fromCase: whistle.from_case } : {}),
  }
}
