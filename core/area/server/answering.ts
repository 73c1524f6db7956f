import type { Member } from '#core/org/server/index.ts'
import { namesOf, peopleAt } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { AreaRef } from '../area.ts'
import type { Located } from '../located.ts'
import type { Answering } from '../record.ts'

/** In the centre everybody's post covers the town; these are the ones who answer for it. */
const townRoles = new Set(['leader', 'watch-officer'])

/**
 * Who answers for each of these areas on a day: the posts given exactly this area. Names and posts only.
 * @param day `YYYY-MM-DD`
 */
export async function answeringFor(tx: Tx, town: string, areas: readonly AreaRef[], day: string): Promise<Answering[]> {
  // Asked for the longest codes: their answer holds everybody of the shorter ones that begin them.
  const longest = areas.filter((area) => !areas.some((other) => other.code !== area.code && other.code.startsWith(area.code)))
  const members: Member[] = []
  for (const { code } of longest) members.push(...(await peopleAt(tx, town, { areaCode: code, day })))
  const units = [...new Set(members.map((member) => member.unitId))]
  const names = await namesOf(tx, town, units, [], day)
  return areas.map(({ code, name, tier }) => {
    const own = members.filter(({ areas: covered, role }) => covered.includes(code) && (tier !== 'town' || townRoles.has(role)))
    const distinct = [...new Map(own.map((member) => [`${member.personId}\n${member.postId}`, member])).values()]
    return {
      code,
      name,
      tier,
      people: distinct.map((member) => ({
        personId: member.personId,
        name: member.name,
        postTitle: member.postTitle,
        unitName: names.unit(member.unitId),
      })),
    }
  })
}

/** The areas a point was found in, smallest first, overlays last. */
export function tiersOf({ micro, grid, village, town, professional, police }: Located): AreaRef[] {
  return [micro, grid, village, town, ...professional, ...police].filter((area) => area !== undefined)
}
