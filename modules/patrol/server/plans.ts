import { z } from 'zod'
import { addDays } from '#core/calendar/contract.ts'
import { dayAt } from '#core/area/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type Actor, awayChanged, reaches } from '#core/org/contract.ts'
import { type Away, type Member, awayOn, peopleAt, personNames, scopeCondition, towns } from '#core/org/server/index.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { type Platform, onFact } from '#platform/server/module.ts'
import { recurring } from '#platform/server/recurring.ts'
import { type Answer, answering, instead } from '../answering.ts'
import { failPatrol } from '../faults.ts'
import { type Plan, type PlanDraft, runsOn, windowsOf } from '../plan.ts'

/** Rounds lie ready this many days ahead, today included. */
const AHEAD = 7

interface Row {
  id: string
  title: string
  area_code: string
  checklist_ids: string[]
  weekdays: number[]
  times: number
  window_from: string
  window_to: string
  person_id: string | null
  from_day: string
  to_day: string | null
  active: boolean
  version: number
  kinds: string[]
  objects: number
}

const select = `select p.id, p.title, p.area_code, p.checklist_ids, p.weekdays, p.times, p.window_from, p.window_to, p.person_id, p.from_day, p.to_day, p.active, p.version,
    array(select c.title from patrol.checklist c where c.town = p.town and c.id = any(p.checklist_ids) order by c.title) as kinds,
    (select count(*) from patrol.object o where o.town = p.town and o.active and o.area_code >= p.area_code and o.area_code < p.area_code || 'z'
       and (cardinality(p.checklist_ids) = 0 or o.checklist_id = any(p.checklist_ids))) as objects
  from patrol.plan p where p.town = $1`

async function viewsOf(tx: Tx, town: string, rows: readonly Row[], now: Date): Promise<Plan[]> {
  const locator = await getLocator(tx, town)
  const names = await personNames(
    tx,
    town,
    rows.flatMap(({ person_id }) => person_id ?? []),
  )
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    areaCode: row.area_code,
    areaName: locator.findByCode(row.area_code, now)?.name ?? '',
    checklistIds: row.checklist_ids,
    kinds: row.kinds,
    weekdays: row.weekdays,
    times: row.times,
    windowFrom: row.window_from,
    windowTo: row.window_to,
    ...(row.person_id ? { personId: row.person_id } : {}),
    person: row.person_id ? (names.get(row.person_id) ?? '') : '',
    fromDay: row.from_day,
    ...(row.to_day ? { toDay: row.to_day } : {}),
    active: row.active,
    version: row.version,
    objects: row.objects,
  }))
}

const Cursor = z.tuple([z.string(), Id])

/** Plans of this post's areas, by area then id. */
export async function listPlanRows(tx: Tx, actor: Actor, { after, limit }: { after?: string | undefined; limit: number }, now: Date) {
  const cursor = readAfter(Cursor, after)
  const scope = scopeCondition(actor, 'patrol.object.read', { area: 'p.area_code' }, 5)
  const rows = await tx.query<Row>(
    `${select} and ($2::text is null or (p.area_code, p.id) > ($2, $3::uuid)) and ${scope.text} order by p.area_code, p.id limit $4`,
    [actor.town, cursor?.[0] ?? null, cursor?.[1] ?? null, limit + 1, ...scope.values],
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: await viewsOf(tx, actor.town, shown, now),
    ...(rows.length > limit && last ? { next: writeCursor([last.area_code, last.id]) } : {}),
  }
}

async function getRow(tx: Tx, town: string, id: string): Promise<Row> {
  const [row] = await tx.query<Row>(`${select} and p.id = $2`, [town, id])
  if (!row) throw failPatrol('patrol.plan-unknown')
  return row
}

function checkArea(actor: Actor, areaCode: string): void {
  if (reaches(actor, 'patrol.plan.manage', { areaCode })) return
  throw failPlatform('platform.forbidden', { detail: '只能为本辖区编制巡查计划' })
}

const valuesOf = (plan: PlanDraft) => [
  plan.title,
  plan.areaCode,
  plan.checklistIds,
  plan.weekdays,
  plan.times,
  plan.windowFrom,
  plan.windowTo,
  plan.personId ?? null,
  plan.fromDay,
  plan.toDay ?? null,
  plan.active,
]

/** @throws Fault patrol.plan-empty, platform.forbidden for somebody else's area */
export async function addPlan(tx: Tx, platform: Platform, actor: Actor, plan: PlanDraft, now: Date): Promise<Plan> {
  checkArea(actor, plan.areaCode)
  const id = newId(now.getTime())
  await tx.query(
    `insert into patrol.plan (town, id, title, area_code, checklist_ids, weekdays, times, window_from, window_to, person_id, from_day, to_day, active)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [actor.town, id, ...valuesOf(plan)],
  )
  return settle(tx, platform, actor.town, id, now)
}

/** @throws Fault patrol.plan-unknown, patrol.plan-empty, platform.conflict, platform.forbidden */
export async function changePlan(
  tx: Tx,
  platform: Platform,
  actor: Actor,
  id: string,
  { version, plan }: { version: number; plan: PlanDraft },
  now: Date,
): Promise<Plan> {
  const before = await getRow(tx, actor.town, id)
  checkArea(actor, before.area_code)
  checkArea(actor, plan.areaCode)
  const done = await tx.query(
    `update patrol.plan set title = $3, area_code = $4, checklist_ids = $5, weekdays = $6, times = $7, window_from = $8, window_to = $9, person_id = $10, from_day = $11,
       to_day = $12, active = $13, version = version + 1 where town = $1 and id = $2 and version = $14 returning 1 as ok`,
    [actor.town, id, ...valuesOf(plan), version],
  )
  if (done.length === 0) throw failPlatform('platform.conflict', { extra: { current: (await viewsOf(tx, actor.town, [before], now))[0] } })
  // What nobody began follows the plan; what is under way or past stays as it was.
  await tx.query(`delete from patrol.round where town = $1 and plan_id = $2 and state = 'planned' and day >= $3`, [
    actor.town,
    id,
    dayAt(now),
  ])
  return settle(tx, platform, actor.town, id, now)
}

async function settle(tx: Tx, platform: Platform, town: string, id: string, now: Date): Promise<Plan> {
  const row = await getRow(tx, town, id)
  if (row.objects === 0 && row.active) throw failPatrol('patrol.plan-empty')
  await makeRounds(tx, platform, town, [row], now)
  return (await viewsOf(tx, town, [row], now))[0]!
}

interface Walked {
  readonly area_code: string
  readonly person_id: string | null
}

/** Says who walks a plan's rounds on each day, rest days and substitutes counted in. Asked once a day for everybody: a town has a hundred plans. */
function walkersOf(tx: Tx, platform: Platform, town: string): (plan: Walked, day: string) => Promise<Answer | undefined> {
  const known = new Map<string, { workers: readonly Member[]; away: readonly Away[] }>()
  return async (plan, day) => {
    let people = known.get(day)
    if (!people) {
      people = { workers: await peopleAt(tx, town, { role: 'grid-worker', day }), away: await awayOn(platform, tx, town, day) }
      known.set(day, people)
    }
    return plan.person_id ? instead(plan.person_id, people.away) : answering(people.workers, plan.area_code, people.away)
  }
}

/** Lays the coming days' rounds of some plans ready; those that exist stay. A window already over makes no round. */
async function makeRounds(tx: Tx, platform: Platform, town: string, plans: readonly Row[], now: Date): Promise<void> {
  const rows: object[] = []
  const walker = walkersOf(tx, platform, town)
  for (let k = 0; k < AHEAD; k++) {
    const day = addDays(dayAt(now), k)
    for (const plan of plans) {
      const asked = { weekdays: plan.weekdays, fromDay: plan.from_day, toDay: plan.to_day ?? undefined, active: plan.active }
      if (!runsOn(asked, day)) continue
      const midnight = Date.parse(`${day}T00:00:00+08:00`)
      const who = await walker(plan, day)
      windowsOf({ windowFrom: plan.window_from, windowTo: plan.window_to, times: plan.times }).forEach(({ from, to }, ordinal) => {
        if (midnight + to * 60_000 <= now.getTime()) return
        rows.push({
          id: newId(),
          plan: plan.id,
          ordinal,
          title: plan.times > 1 ? `${plan.title}（第 ${ordinal + 1} 次）` : plan.title,
          area: plan.area_code,
          day,
          from: new Date(midnight + from * 60_000).toISOString(),
          to: new Date(midnight + to * 60_000).toISOString(),
          person: who?.personId ?? null,
          stands: who?.standsFor ?? null,
        })
      })
    }
  }
  if (rows.length === 0) return
  await tx.query(
    `insert into patrol.round (town, id, plan_id, ordinal, title, area_code, day, window_from, window_to, person_id, stands_for, state)
     select $1, x.id, x.plan, x.ordinal, x.title, x.area, x.day, x."from", x."to", x.person, x.stands, 'planned'
     from jsonb_to_recordset($2::jsonb) as x (id uuid, plan uuid, ordinal int, title text, area text, day date, "from" timestamptz, "to" timestamptz, person uuid, stands uuid)
     on conflict (town, plan_id, day, ordinal) do nothing`,
    [town, JSON.stringify(rows)],
  )
}

/**
 * Asks anew who walks the rounds nobody has begun: after a rest, a substitute or a post changed. What was sent to somebody by hand stays.
 * @param from, to days, both inclusive; what is past or not yet laid ready is left alone
 */
export async function askAnew(tx: Tx, platform: Platform, town: string, from: string, to: string, now: Date): Promise<void> {
  const rounds = await tx.query<{
    id: string
    day: string
    area_code: string
    plan_person: string | null
    person_id: string | null
    stands_for: string | null
  }>(
    `select r.id, r.day, r.area_code, p.person_id as plan_person, r.person_id, r.stands_for from patrol.round r join patrol.plan p on p.town = r.town and p.id = r.plan_id
     where r.town = $1 and r.state = 'planned' and not r.handed and r.day >= greatest($2::date, $4::date) and r.day <= $3 order by r.day desc, r.id desc limit 20000`,
    [town, from, to, dayAt(now)],
  )
  const walker = walkersOf(tx, platform, town)
  const changed: object[] = []
  for (const { id, day, area_code, plan_person, person_id, stands_for } of rounds) {
    const who = await walker({ area_code, person_id: plan_person }, day)
    if ((who?.personId ?? null) === person_id && (who?.standsFor ?? null) === stands_for) continue
    changed.push({ id, person: who?.personId ?? null, stands: who?.standsFor ?? null })
  }
  if (changed.length === 0) return
  await tx.query(
    `update patrol.round r set person_id = x.person, stands_for = x.stands from jsonb_to_recordset($2::jsonb) as x (id uuid, person uuid, stands uuid)
     where r.town = $1 and r.id = x.id and r.state = 'planned'`,
    [town, JSON.stringify(changed)],
  )
}

/** A rest told today moves the rounds of its days to whoever stands in. */
export const coverRests = onFact(awayChanged, 'patrol.rounds-cover', (tx, { from, to }, { town }, platform) =>
  askAnew(tx, platform, town, from, to, platform.now()),
)

/** Lays ready the rounds of every active plan of a town. */
export async function makeAllRounds(tx: Tx, platform: Platform, town: string, now: Date): Promise<void> {
  await makeRounds(tx, platform, town, await tx.query<Row>(`${select} and p.active`, [town]), now)
}

/** Every night the coming week lies ready, with whoever holds the posts by then. */
export const planRounds = recurring('patrol.rounds-plan', { daily: '00:10' }, async (tx, _job, platform) => {
  for (const { code } of await towns(platform)) {
    const now = platform.now()
    await makeAllRounds(tx, platform, code, now)
    await askAnew(tx, platform, code, dayAt(now), addDays(dayAt(now), AHEAD), now)
  }
})
