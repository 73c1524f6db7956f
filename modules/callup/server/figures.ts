import { getLocator } from '#core/area/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { namesOf, scopeCondition } from '#core/org/server/index.ts'
import { addDays } from '#core/calendar/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import { arrivalRate, bandOf, bandWords, reblownRate, silencedRate } from '../rates.ts'

const ms = (at: Date | null): number | undefined => at?.getTime()

/** The three rates of rules.md §3.2 over whistles blown in some days, by unit, and each village's share against the town's. No points anywhere. */
export async function callupFigures(tx: Tx, actor: Actor, from: string, to: string, now: Date) {
  const { town } = actor
  const span = [new Date(`${from}T00:00:00+08:00`), new Date(`${addDays(to, 1)}T00:00:00+08:00`)]
  const scope = scopeCondition(actor, 'callup.figures.read', { area: 'w.area_code', unit: ['w.opened_unit'] }, 4)
  const whistles = await tx.query<{
    case_id: string
    village_code: string
    due_at: Date | null
    silenced_at: Date | null
    result: string | null
    reblown: number
  }>(
    `select case_id, village_code, due_at, silenced_at, result, reblown from callup.whistle w where town = $1 and opened_at >= $2 and opened_at < $3 and ${scope.text} order by opened_at desc limit 20000`,
    [town, ...span, ...scope.values],
  )
  const ids = whistles.map(({ case_id }) => case_id)
  const summons = await tx.query<{
    unit_id: string
    must_by: Date
    arrived_at: Date | null
    excused_at: Date | null
    stars: number | null
  }>(`select unit_id, must_by, arrived_at, excused_at, stars from callup.summon where town = $1 and case_id = any($2::uuid[])`, [town, ids])
  const cases = await tx.query<{ village_code: string; n: number }>(
    `select village_code, count(*) as n from "case".card where town = $1 and process = 'incident' and opened_at >= $2 and opened_at < $3 and village_code <> '' group by village_code`,
    [town, ...span],
  )
  const whistleFacts = whistles.map((one) => ({
    dueAt: ms(one.due_at),
    silencedAt: ms(one.silenced_at),
    dropped: one.result === 'rejected' || one.result === 'withdrawn',
    reblown: one.reblown > 0,
  }))
  const summonFacts = summons.map((one) => ({
    unit: one.unit_id,
    stars: one.stars,
    mustBy: one.must_by.getTime(),
    arrivedAt: ms(one.arrived_at),
    excused: one.excused_at !== null,
  }))
  const byUnit = Map.groupBy(summonFacts, ({ unit }) => unit)
  const names = await namesOf(tx, town, [...byUnit.keys()], [])
  const blown = Map.groupBy(
    whistles.filter(({ result }) => result !== 'rejected' && result !== 'withdrawn'),
    ({ village_code }) => village_code,
  )
  const casesOf = new Map(cases.map(({ village_code, n }) => [village_code, n]))
  const all = { whistles: [...blown.values()].reduce((sum, list) => sum + list.length, 0), cases: cases.reduce((sum, { n }) => sum + n, 0) }
  const locator = await getLocator(tx, town)
  const codes = [...new Set([...blown.keys(), ...casesOf.keys()])].sort()
  return {
    arrival: arrivalRate(summonFacts, now.getTime()),
    silenced: silencedRate(whistleFacts, now.getTime()),
    reblown: reblownRate(whistleFacts),
    units: [...byUnit].map(([unitId, list]) => {
      const stars = list.flatMap((one) => one.stars ?? [])
      return {
        unitId,
        unit: names.unit(unitId),
        arrival: arrivalRate(list, now.getTime()),
        ...(stars.length > 0 ? { stars: Math.round((stars.reduce((a, b) => a + b, 0) / stars.length) * 10) / 10 } : {}),
        rated: stars.length,
      }
    }),
    villages: codes.flatMap((code) => {
      const name = locator.findByCode(code, now)?.name
      const n = casesOf.get(code) ?? 0
      const count = blown.get(code)?.length ?? 0
      const band = bandOf(count, n, all)
      return name === undefined
        ? []
        : [
            {
              code,
              name,
              whistles: count,
              cases: n,
              ...(n > 0 ? { perHundred: Math.round((count / n) * 1000) / 10 } : {}),
              band,
              bandTitle: bandWords[band],
            },
          ]
    }),
    at: now.toISOString(),
  }
}
