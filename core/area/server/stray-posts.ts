import type { Actor } from '#core/org/contract.ts'
import { listPostRows } from '#core/org/server/index.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import { type Area, type AreaRef, dayAt } from '../area.ts'
import type { listAreaNames, listStrayPosts } from '../post-endpoints.ts'
import { successorsOf } from '../successors.ts'
import { getLocator } from './locator.ts'
import { listAreas } from './store.ts'

interface Ended {
  readonly area?: Area
  /** First day without it; absent for a code that never was. */
  readonly on?: string
}

/** The codes whose last version ends, in the past or ahead. */
function endedCodes(all: readonly Area[]): (code: string) => Ended | undefined {
  const versions = Map.groupBy(all, ({ code }) => code)
  return (code) => {
    const last = versions.get(code)?.toSorted((a, b) => b.validFrom.localeCompare(a.validFrom))[0]
    if (!last) return {}
    return last.validTo === undefined ? undefined : { area: last, on: last.validTo }
  }
}

/** Posts in force whose areas end: after a merge the people would answer for nothing without anybody noticing. */
export async function strayPostsOf(call: Call<typeof listStrayPosts, Actor>): Promise<AnswerOf<typeof listStrayPosts>> {
  const { tx, actor, now } = call
  const today = dayAt(now)
  const [all, posts, locator] = await Promise.all([
    listAreas(tx, actor.town),
    listPostRows(tx, actor.town, today, { open: true }),
    getLocator(tx, actor.town),
  ])
  const ended = endedCodes(all)
  const strayOf = (code: string) => {
    const end = ended(code)
    if (!end) return []
    const { area, on } = end
    // On the day the change counts, which may lie ahead: that is when somebody must have taken over.
    const successors = area && on !== undefined ? successorsOf(area, locator, on > today ? on : today) : []
    return [{ code, name: area?.name ?? '', ...(on === undefined ? {} : { endedOn: on }), successors }]
  }
  return {
    posts: posts.flatMap(({ id, title, unitName, role, areas, to, version, holders }) => {
      const strays = areas.flatMap(strayOf)
      if (strays.length === 0) return []
      return [{ postId: id, title, unitName, role, areas, to, version, holders: holders.map(({ name }) => name), strays }]
    }),
  }
}

/** Names and parents of what counts today. */
export async function areaNames(tx: Tx, town: string, day: string): Promise<AnswerOf<typeof listAreaNames>['areas']> {
  const rows = await tx.query<AreaRef & { parent: string | null }>(
    `select id, code, name, tier, parent from area.area
     where town = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2) order by length(code), code`,
    [town, day],
  )
  return rows.map(({ parent, ...area }) => (parent === null ? area : { ...area, parent }))
}
