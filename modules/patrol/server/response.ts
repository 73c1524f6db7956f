import { z } from 'zod'
import { dayAt } from '#core/area/contract.ts'
import { addDays } from '#core/calendar/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import { route } from '#core/org/server/index.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { failPatrol } from '../faults.ts'
import {
  type CaseTimes,
  type DayWork,
  ResponseRule,
  complianceOf,
  createRule,
  judgeCase,
  judgeDay,
  listRules,
  readCompliance,
  sampleRules,
  saveRule,
  testRule,
} from '../response.ts'

/** More days than this in one look would read too many acts. */
const LONGEST = 31

/** The town's own rules; a shipped sample stands until the town changes it. */
async function rulesOf(tx: Tx, town: string): Promise<ResponseRule[]> {
  const rows = await tx.query<{ key: string; title: string; sample: boolean; steps: unknown; active: boolean; version: number }>(
    `select key, title, sample, steps, active, version from patrol.rule where town = $1 order by key limit 100`,
    [town],
  )
  const own = rows.map((row) => ResponseRule.parse(row))
  return [...own, ...sampleRules.filter((sample) => !own.some(({ key }) => key === sample.key))]
}

async function getRule(tx: Tx, town: string, key: string): Promise<ResponseRule> {
  const rule = (await rulesOf(tx, town)).find((each) => each.key === key)
  if (!rule) throw failPatrol('patrol.rule-unknown')
  return rule
}

async function writeRule(tx: Tx, actor: Actor, { key, ...rule }: ResponseRule, now: Date): Promise<ResponseRule> {
  await tx.query(
    `insert into patrol.rule as r (town, key, title, sample, steps, active, version, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (town, key) do update set title = excluded.title, sample = excluded.sample, steps = excluded.steps, active = excluded.active, version = excluded.version,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [actor.town, key, rule.title, rule.sample, JSON.stringify(rule.steps), rule.active, rule.version, now, actor.name],
  )
  return getRule(tx, actor.town, key)
}

async function addRule(tx: Tx, actor: Actor, rule: Omit<ResponseRule, 'version'>, now: Date): Promise<ResponseRule> {
  if ((await rulesOf(tx, actor.town)).some(({ key }) => key === rule.key))
    throw failPatrol('patrol.rule-faulty', { detail: '已有这个代号的规则', fields: [{ path: 'key', message: '已有这个代号的规则' }] })
  return writeRule(tx, actor, { ...rule, version: 1 }, now)
}

async function keepRule(tx: Tx, actor: Actor, key: string, rule: Omit<ResponseRule, 'key'>, now: Date): Promise<ResponseRule> {
  const before = await getRule(tx, actor.town, key)
  if (before.version !== rule.version) throw failPlatform('platform.conflict', { extra: { current: before } })
  return writeRule(tx, actor, { ...rule, key, version: rule.version + 1 }, now)
}

/** First times of the acts of every incident reported in some days. */
async function caseTimes(tx: Tx, town: string, from: Date, to: Date): Promise<CaseTimes[]> {
  const rows = await tx.query<{ urgency: number; done: Record<string, number> }>(
    `select c.urgency, (select jsonb_object_agg(x.action, x.at) from (
       select a.action, (extract(epoch from min(a.at)) * 1000)::bigint as at from "case".act a where a.town = c.town and a.case_id = c.id group by a.action) x) as done
     from "case".card c where c.town = $1 and c.process = 'incident' and c.opened_at >= $2 and c.opened_at < $3 order by c.opened_at desc limit 20000`,
    [town, from, to],
  )
  return rows.map(({ urgency, done }) => ({ urgency, done: done ?? {} }))
}

/** What each person on duty did on each of some days. */
async function dayWorks(tx: Tx, town: string, from: Date, to: Date): Promise<DayWork[]> {
  return tx.query<{ rounds: number; kinds: number; items: number }>(
    `with out as (select distinct person_id, (started_at at time zone 'Asia/Shanghai')::date as day from patrol.duty where town = $1 and started_at >= $2 and started_at < $3 and kind = 'grid')
     select (select count(*) from patrol.round r where r.town = $1 and r.person_id = out.person_id and r.day = out.day and r.state = 'done') as rounds, v.kinds, v.items
     from out left join lateral (select count(distinct checklist_id) as kinds, count(distinct object_id) as items from patrol.visit v
       where v.town = $1 and v.person_id = out.person_id and (v.at at time zone 'Asia/Shanghai')::date = out.day) v on true limit 20000`,
    [town, from, to],
  )
}

const verdictWords = { met: '达标', missed: '未达标', running: '还没到时限', 'not-due': '不适用' } as const
const Span = z.object({ from: z.string(), to: z.string() })

export const responseRoutes = [
  route(listRules, async ({ tx, actor }) => ({ rules: await rulesOf(tx, actor.town) })),
  route(createRule, ({ tx, actor, body, now }) => addRule(tx, actor, body, now)),
  route(saveRule, ({ tx, actor, params, body, now }) => keepRule(tx, actor, params.key, body, now)),
  route(readCompliance, async ({ tx, actor, params, query, now }) => {
    const rule = await getRule(tx, actor.town, params.key)
    const to = query.to ?? dayAt(now)
    const asked = Span.parse({ from: query.from ?? addDays(to, -6), to })
    const from = asked.from < addDays(to, 1 - LONGEST) ? addDays(to, 1 - LONGEST) : asked.from
    const span = [new Date(`${from}T00:00:00+08:00`), new Date(`${addDays(to, 1)}T00:00:00+08:00`)] as const
    const wants = (kind: 'between' | 'daily') => rule.steps.some((step) => step.kind === kind)
    const cases = wants('between') ? await caseTimes(tx, actor.town, ...span) : []
    const days = wants('daily') ? await dayWorks(tx, actor.town, ...span) : []
    return { rule, from, to, cases: cases.length, personDays: days.length, steps: complianceOf(rule, cases, days, now.getTime()) }
  }),
  route(testRule, async ({ body }) => {
    const times: CaseTimes = {
      urgency: body.urgency,
      done: { open: 0, ...Object.fromEntries(Object.entries(body.minutes).map(([key, minutes]) => [key, minutes * 60_000])) },
    }
    return {
      steps: body.steps.map((step) => {
        const verdict = step.kind === 'between' ? judgeCase(step, times, body.passed * 60_000) : judgeDay(step, body.work)
        return { name: step.name, verdict, words: verdictWords[verdict] }
      }),
    }
  }),
]
