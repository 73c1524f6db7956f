import { type Area, isValidOn, tierWords } from '#core/area/contract.ts'
import { listAreas } from '#core/area/server/index.ts'
import { type AwayFinder, personNames } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { type Holder, type Rest, type Staffing, type StandIn, awaysOn, coverOf, coverWords } from '../coverage.ts'
import type { GridCover } from '../endpoints.ts'

/** Grids somebody covers: the basic layer and the professional grids; micro-grids are looked after by volunteers without an account. */
const covered = new Set(['grid', 'professional'])

/** The town's grids that count on a day, by code. */
export async function gridsOn(tx: Tx, town: string, day: string): Promise<{ grids: Area[]; villages: Map<string, string> }> {
  const areas = (await listAreas(tx, town)).filter((area) => isValidOn(area, day))
  return {
    grids: areas.filter(({ tier }) => covered.has(tier)).sort((a, b) => (a.code < b.code ? -1 : 1)),
    villages: new Map(areas.filter(({ tier }) => tier === 'village').map(({ code, name }) => [code, name])),
  }
}

/** Who holds grid posts between two days, who rests, who stands in. */
export async function staffingBetween(tx: Tx, town: string, from: string, to: string): Promise<(day: string) => Staffing> {
  const members = await tx.query<{
    person_id: string
    person_name: string
    post_id: string
    post_title: string
    areas: string[]
    substitute_for: string | null
    valid_from: string
    valid_to: string | null
  }>(
    `select person_id, person_name, post_id, post_title, areas, substitute_for, valid_from, valid_to from org.member
     where town = $1 and role = 'grid-worker' and valid_from <= $3 and (valid_to is null or valid_to > $2) order by post_title, person_id`,
    [town, from, to],
  )
  const rests = await tx.query<{ person_id: string; from_day: string; to_day: string; reason: string }>(
    `select person_id, from_day, to_day, reason from grid.rest where town = $1 and to_day >= $2 and from_day <= $3`,
    [town, from, to],
  )
  const standIns = await tx.query<{ post_id: string; substitute_id: string | null; rest_weekdays: number[] }>(
    `select post_id, substitute_id, rest_weekdays from grid.stand_in where town = $1`,
    [town],
  )
  const names = await personNames(
    tx,
    town,
    standIns.flatMap(({ substitute_id }) => substitute_id ?? []),
  )
  const restList = rests.map((row): Rest => ({ personId: row.person_id, from: row.from_day, to: row.to_day, reason: row.reason }))
  const ruleList = standIns.map((row): StandIn => ({
    postId: row.post_id,
    ...(row.substitute_id ? { substituteId: row.substitute_id } : {}),
    restWeekdays: row.rest_weekdays,
  }))
  return (day) => ({
    names,
    rests: restList,
    standIns: ruleList,
    holders: members
      .filter(({ valid_from, valid_to }) => valid_from <= day && (valid_to === null || day < valid_to))
      .map((row): Holder => ({
        personId: row.person_id,
        name: row.person_name,
        postId: row.post_id,
        postTitle: row.post_title,
        areas: row.areas,
        standsIn: row.substitute_for !== null,
      })),
  })
}

/** Grid workers resting on a day and who stands in, for whoever sends people out. */
export const restsOfDay: AwayFinder = {
  find: async (tx, town, day) => awaysOn(day, (await staffingBetween(tx, town, day, day))(day)),
}

/** Every grid of a day with who covers it. */
export async function coverageOn(tx: Tx, town: string, day: string): Promise<GridCover[]> {
  const [{ grids, villages }, staffing] = await Promise.all([gridsOn(tx, town, day), staffingBetween(tx, town, day, day)])
  const staff = staffing(day)
  return grids.map((grid) => viewOf(grid, villages, day, staff))
}

/** What is set for a post: its weekly rest, who stands in. */
function ruleOf(postId: string, { standIns, names }: Staffing) {
  const rule = standIns.find((one) => one.postId === postId)
  return {
    restWeekdays: [...(rule?.restWeekdays ?? [])],
    ...(rule?.substituteId ? { substitute: { personId: rule.substituteId, name: names.get(rule.substituteId) ?? '' } } : {}),
  }
}

function viewOf(grid: Area, villages: ReadonlyMap<string, string>, day: string, staff: Staffing): GridCover {
  const { state, people, substitute } = coverOf(grid.code, day, staff)
  const villageCode = grid.code.slice(0, 12)
  return {
    code: grid.code,
    name: grid.name,
    tier: grid.tier,
    tierTitle: tierWords[grid.tier],
    villageCode,
    village: villages.get(villageCode) ?? '',
    state,
    stateTitle: coverWords[state],
    people: people.map((person) => ({ ...person, ...ruleOf(person.postId, staff) })),
    ...(substitute ? { substitute } : {}),
  }
}

/**
 * Seven days: how many grids are covered by their own people, by substitutes, by nobody.
 * @param seen which grids the asking post may see: nothing else is counted or named
 */
export async function coverageWeek(tx: Tx, town: string, days: readonly string[], seen: (grid: { code: string }) => boolean) {
  const staffing = await staffingBetween(tx, town, days[0]!, days.at(-1)!)
  const found = []
  for (const day of days) {
    const { grids, villages } = await gridsOn(tx, town, day)
    const staff = staffing(day)
    const covers = grids.filter(seen).map((grid) => viewOf(grid, villages, day, staff))
    found.push({
      day,
      ...countsOf(covers),
      uncovered: covers.filter(({ state }) => state === 'none').map(({ code, name }) => ({ code, name })),
    })
  }
  return { days: found }
}

export function countsOf(covers: readonly Pick<GridCover, 'state'>[]) {
  const count = (state: GridCover['state']) => covers.filter((cover) => cover.state === state).length
  return { own: count('own'), substitute: count('substitute'), none: count('none') }
}
