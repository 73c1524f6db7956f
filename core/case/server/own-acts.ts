import type { Tx } from '#platform/server/database.ts'

/** How often a person did an action since a moment. */
export interface OwnActs {
  readonly process: string
  readonly version: number
  readonly action: string
  readonly count: number
  readonly cases: number
}

/** What one person did, by action: their own day's work. Served by the index on person and time. */
export async function ownActs(tx: Tx, town: string, personId: string, since: Date): Promise<OwnActs[]> {
  return tx.query<OwnActs>(
    `select c.process, c.version, a.action, count(*)::int as count, count(distinct a.case_id)::int as cases
     from "case".action a join "case".cases c on c.town = a.town and c.id = a.case_id
     where a.town = $1 and a.person_id = $2 and a.at >= $3 group by c.process, c.version, a.action order by count desc, a.action`,
    [town, personId, since],
  )
}
