import { type Tx, prepared } from '#platform/server/database.ts'
import type { Day } from '../day.ts'
import { inForce } from './unit-rows.ts'

/** Somebody at a post on a day. */
export interface Member {
  readonly personId: string
  readonly name: string
  readonly postId: string
  readonly postTitle: string
  readonly role: string
  readonly areas: readonly string[]
  readonly unitId: string
}

export interface MemberQuery {
  readonly role?: string | undefined
  /** Who answers for the place: their areas hold this code or a prefix of it. */
  readonly areaCode?: string | undefined
  readonly unitIds?: readonly string[] | undefined
  readonly personIds?: readonly string[] | undefined
  readonly day: Day
}

/**
 * The people in office on a day by role, place, unit. Asked by place, the nearest come first: who has the micro-grid
 * before who has the village. A person at two posts appears twice.
 */
export async function peopleAt(tx: Tx, town: string, { role, areaCode, unitIds, personIds, day }: MemberQuery): Promise<Member[]> {
  const prefixes = areaCode === undefined ? undefined : prefixesOf(areaCode)
  const rows = await tx.query<Member>(membersStatement, [town, day, role, prefixes, unitIds, personIds])
  if (!prefixes) return rows
  const depth = (member: Member) => Math.max(...member.areas.filter((area) => areaCode!.startsWith(area)).map((area) => area.length))
  return rows.sort((a, b) => depth(b) - depth(a))
}

const membersStatement = prepared(
  `select p.id as "personId", p.name, po.id as "postId", po.title as "postTitle", po.role, po.areas, po.unit_id as "unitId"
     from org.post po
     join org.appointment a on a.town = po.town and a.post_id = po.id and ${inForce('a')}
     join org.person p on p.town = po.town and p.id = a.person_id and p.status = 'active'
     where po.town = $1 and ${inForce('po')}
       and ($3::text is null or po.role = $3)
       and ($4::text[] is null or po.areas && $4)
       and ($5::uuid[] is null or po.unit_id = any($5))
       and ($6::uuid[] is null or p.id = any($6))
     order by po.title collate "C", p.id`,
)

/** Names of many people, for lists. */
export async function personNames(tx: Tx, town: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ id: string; name: string }>(personsStatement, [town, [...new Set(ids)]])
  return new Map(rows.map((row) => [row.id, row.name]))
}

const personsStatement = prepared(`select id, name from org.person where town = $1 and id = any($2::uuid[])`)

const prefixesOf = (code: string): string[] => Array.from({ length: code.length }, (_, i) => code.slice(0, i + 1))
