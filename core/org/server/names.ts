import type { Tx } from '#platform/server/database.ts'

export interface Names {
  readonly unit: (id: string) => string
  readonly person: (id: string) => string
}

/** Names for the ids given, units as they are called today; an unknown id reads 未知单位 / 未知人员. */
export async function namesOf(tx: Tx, town: string, units: Iterable<string>, people: Iterable<string>): Promise<Names> {
  const [unitIds, personIds] = [[...new Set(units)], [...new Set(people)]]
  const rows =
    unitIds.length + personIds.length === 0
      ? []
      : await tx.query<{ id: string; name: string }>(
          `select distinct on (unit_id) unit_id as id, short as name from org.unit_name
             where town = $1 and unit_id = any($2::uuid[]) and valid_from <= (now() at time zone 'Asia/Shanghai')::date order by unit_id, valid_from desc`,
          [town, unitIds],
        )
  const names = personIds.length ? await tx.query<{ id: string; name: string }>(`select id, name from org.person where town = $1 and id = any($2::uuid[])`, [town, personIds]) : []
  const byUnit = new Map(rows.map((r) => [r.id, r.name]))
  const byPerson = new Map(names.map((r) => [r.id, r.name]))
  return { unit: (id) => byUnit.get(id) ?? '未知单位', person: (id) => byPerson.get(id) ?? '未知人员' }
}
