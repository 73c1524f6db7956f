import { getCalendar } from '#core/calendar/server/index.ts'
import { isOfficeOpen } from '#core/calendar/contract.ts'
import { notify } from '#core/notice/server/index.ts'
import { peopleAt, towns } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { publish, recurring } from '#platform/server/index.ts'
import type { Platform } from '#platform/server/module.ts'
import { adviceMoved } from '../facts.ts'
import { type Forecast, reasonOf, waitText } from '../forecast.ts'
import { meanWait } from '../erlang.ts'
import { type TidalAdvice, type TidalCheck, isLapsed, judge, uncounted } from '../tidal.ts'
import { weekdayOf } from '../weekday.ts'
import { endAdvice, findPending } from './advices.ts'
import { missAppointments } from './booking.ts'
import type { CounterRow } from './counters.ts'
import { forecastFor } from './evidence.ts'
import { type Standing, poolOf, readStanding } from './standing.ts'

interface Look {
  readonly tx: Tx
  readonly town: string
  readonly now: Date
  readonly standing: Standing
  readonly check: TidalCheck
  readonly forecast: Forecast
}

/** Why, in the words the named person reads: each figure the rule looked at, and what one window more or less would do. */
export function whyOf({ check, forecast, standing }: Pick<Look, 'check' | 'forecast' | 'standing'>, kind: TidalAdvice['kind']): string {
  const rule = standing.setting.tidal
  const { wait, waiting, open } = check
  const each = open > 0 ? `每窗 ${Math.round((waiting / open) * 10) / 10} 人` : '没有窗口开放'
  const after = waitText(meanWait({ arrivals: forecast.arrivals, served: forecast.served, windows: kind === 'open' ? open + 1 : open - 1 }))
  const found =
    kind === 'open'
      ? `预计等候 ${waitText(wait)}（界限 ${rule.openWait} 分钟），现有 ${waiting} 人等候、${open} 个窗口开放，${each}（界限 ${rule.openEach} 人），连续 ${rule.openChecks} 次如此。再开一个窗口，预计等候 ${after}。`
      : `预计等候 ${waitText(wait)}（界限 ${rule.closeWait} 分钟），只有 ${waiting} 人等候（界限 ${rule.closeWaiting} 人），连续 ${rule.closeChecks} 次如此。关一个窗口后，预计等候 ${after}。`
  return `${found}${reasonOf(forecast, weekdayOf(standing.today))}。`
}

/** Who is told: whoever is named for the window, or has it open; without one, whoever leads the hall. */
async function toldOf(tx: Tx, town: string, day: string, counter: CounterRow, kind: TidalAdvice['kind']): Promise<string[]> {
  const named = kind === 'open' ? counter.opener : counter.person_id
  if (named) return [named]
  return (await peopleAt(tx, town, { role: 'hall-lead', day })).map(({ personId }) => personId)
}

async function advise(look: Look, advice: TidalAdvice): Promise<void> {
  const { tx, town, now, standing } = look
  const counter = standing.counters.find(({ id }) => id === advice.window)!
  const told = [...new Set(await toldOf(tx, town, standing.today, counter, advice.kind))]
  const why = whyOf(look, advice.kind)
  await tx.query(`insert into hall.advice (town, id, kind, counter_id, told, at, why) values ($1, $2, $3, $4, $5, $6, $7)`, [
    town,
    newId(now.getTime()),
    advice.kind,
    counter.id,
    told,
    now,
    why,
  ])
  const title = advice.kind === 'open' ? `请开放 ${counter.number} 号潮汐窗口` : `可以关闭 ${counter.number} 号潮汐窗口`
  await notify(
    tx,
    town,
    now,
    told.map((personId) => ({ personId })),
    { kind: 'hall.tidal', title, words: why, urgent: advice.kind === 'open', object: 'hall:tidal' },
  )
  await publish(tx, town, adviceMoved, {}, ['*'])
}

/** When each tidal window got the state it has, or somebody said no to changing it. */
async function windowsOf({ tx, town, standing }: Pick<Look, 'tx' | 'town' | 'standing'>) {
  const refused = await tx.query<{ counter_id: string; at: Date }>(
    `select counter_id, max(ended_at) as at from hall.advice where town = $1 and outcome = 'refused' and at > $2 group by counter_id`,
    [town, new Date(`${standing.today}T00:00:00+08:00`)],
  )
  return standing.counters
    .filter(({ kind }) => kind === 'tidal')
    .map((counter) => {
      const moments = [
        counter.person_id === null ? counter.closed_at : counter.since,
        refused.find(({ counter_id }) => counter_id === counter.id)?.at,
      ].filter((moment) => moment !== null && moment !== undefined)
      return {
        id: counter.id,
        open: counter.person_id !== null,
        since: moments.length > 0 ? Math.max(...moments.map((moment) => moment.getTime())) : undefined,
      }
    })
}

/**
 * Looks at the hall once by the tidal rule: counts, advises the named person, takes back an advice whose cause is gone. While one is unanswered
 * there is no second. Outside office hours with nobody waiting and no window open there is nothing to look at.
 */
export async function lookOnce(tx: Tx, platform: Platform, town: string, now: Date): Promise<void> {
  // Two looks at once would count twice.
  await tx.query(`insert into hall.tidal_look (town, at, over_count, under_count) values ($1, $2, 0, 0) on conflict do nothing`, [
    town,
    now,
  ])
  const [counted] = await tx.query<{ over_count: number; under_count: number }>(
    `select over_count, under_count from hall.tidal_look where town = $1 for update`,
    [town],
  )
  const standing = await readStanding(tx, platform, town, now)
  const pool = poolOf(standing)
  const tides = await windowsOf({ tx, town, standing })
  const calm = pool.waiting === 0 && pool.open === 0 && tides.every(({ open }) => !open)
  const quiet = tides.length === 0 || (calm && !isOfficeOpen(await getCalendar(tx, town), now.getTime()))
  const forecast = await forecastFor(tx, platform, {
    town,
    today: standing.today,
    now,
    setting: standing.setting,
    domains: pool.domains,
    open: pool.open,
  })
  const check = { at: now.getTime(), wait: forecast.wait, waiting: pool.waiting, open: pool.open }
  const pending = await findPending(tx, town)
  const rule = standing.setting.tidal
  if (pending && (quiet || isLapsed(pending.kind, check, rule))) await endAdvice(tx, town, pending.id, { at: now, outcome: 'lapsed' })
  const before = quiet ? uncounted : { over: counted?.over_count ?? 0, under: counted?.under_count ?? 0 }
  const { count, advice } = quiet || pending ? { count: uncounted, advice: undefined } : judge(before, check, rule, tides)
  await tx.query(`update hall.tidal_look set at = $2, over_count = $3, under_count = $4 where town = $1`, [
    town,
    now,
    // A rule that cannot be met (no spare window) must not count up for ever.
    Math.min(count.over, 99),
    Math.min(count.under, 99),
  ])
  if (advice) await advise({ tx, town, now, standing, check, forecast }, advice)
}

/** Every five minutes (rules.md §5.7), for every town. */
export const tidalJob = recurring('hall.tidal', { everyMinutes: 5 }, async (tx, _job, platform) => {
  const now = platform.now()
  for (const { code } of await towns(platform)) {
    await missAppointments(tx, code, now)
    await lookOnce(tx, platform, code, now)
  }
})
