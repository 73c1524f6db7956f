import { type Tx, prepared } from '#platform/server/database.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Unit, UnitDetail } from '../unit.ts'

/** Columns of a unit as it was on day $2; a unit not yet or no longer open shows its first or last name. */
export const unitSelect = `
  select u.id, u.code, u.kind, n.name, n.short, p.parent_id as "parentId", u.position, u.valid_from as "from", u.valid_to as "to", u.version
  from org.unit u
  join lateral (
    select un.name, un.short from org.unit_name un
    where un.town = u.town and un.unit_id = u.id and un.valid_from <= greatest($2::date, u.valid_from)
    order by un.valid_from desc limit 1
  ) n on true
  left join lateral (
    select up.parent_id from org.unit_parent up
    where up.town = u.town and up.unit_id = u.id and up.valid_from <= greatest($2::date, u.valid_from)
    order by up.valid_from desc limit 1
  ) p on true
  where u.town = $1`

/** What of a row is in force on day $2. */
export const inForce = (table: string) => `${table}.valid_from <= $2 and (${table}.valid_to is null or ${table}.valid_to > $2)`

/** A unit by id as of a day, also when closed. */
export async function findUnit(tx: Tx, town: string, id: string, day: string): Promise<Unit | undefined> {
  return (await tx.query<Unit>(findStatement, [town, day, id]))[0]
}

const findStatement = prepared(`${unitSelect} and u.id = $3`)

/** @throws Fault platform.not-found */
export async function getUnit(tx: Tx, town: string, id: string, day: string): Promise<Unit> {
  const unit = await findUnit(tx, town, id, day)
  if (!unit) throw failPlatform('platform.not-found', { detail: '没有这个单位' })
  return unit
}

/** A unit with every name and parent it had. @throws Fault platform.not-found */
export async function getUnitDetail(tx: Tx, town: string, id: string, day: string): Promise<UnitDetail> {
  const unit = await getUnit(tx, town, id, day)
  const names = await tx.query<UnitDetail['names'][number]>(
    `select name, short, valid_from as "from", valid_to as "to" from org.unit_name where town = $1 and unit_id = $2 order by valid_from`,
    [town, id],
  )
  const parents = await tx.query<UnitDetail['parents'][number]>(
    `select parent_id as "parentId", valid_from as "from", valid_to as "to" from org.unit_parent where town = $1 and unit_id = $2 order by valid_from`,
    [town, id],
  )
  return { ...unit, names, parents }
}

export interface UnitFilter {
  readonly kind?: string | undefined
  readonly parentId?: string | undefined
  /** Part of the name, short name or code. */
  readonly like?: string | undefined
  readonly after?: readonly [position: number, id: string] | undefined
  readonly limit?: number
}

/** The units open on a day, in display order. */
export async function listUnits(tx: Tx, town: string, day: string, filter: UnitFilter = {}): Promise<Unit[]> {
  return tx.query<Unit>(
    `${unitSelect} and ${inForce('u')}
       and ($3::text is null or u.kind = $3)
       and ($4::uuid is null or p.parent_id = $4)
       and ($5::text is null or n.name like $5 or n.short like $5 or u.code like $5)
       and ($6::int is null or (u.position, u.id) > ($6, $7::uuid))
     order by u.position, u.id limit $8`,
    [town, day, filter.kind, filter.parentId, filter.like, filter.after?.[0], filter.after?.[1], filter.limit ?? 10_000],
  )
}

/** A unit and every unit below it on a day; `union` ends the walk even where two units sit below each other. */
export async function unitSubtree(tx: Tx, town: string, unitId: string, day: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `with recursive below (id) as (
       select $3::uuid
       union
       select up.unit_id from below b join org.unit_parent up on up.town = $1 and up.parent_id = b.id and ${inForce('up')}
     ) select id from below`,
    [town, day, unitId],
  )
  return rows.map((row) => row.id)
}

const namesStatement = prepared(`select u.id, (
    select un.name from org.unit_name un
    where un.town = u.town and un.unit_id = u.id and un.valid_from <= greatest($2::date, u.valid_from)
    order by un.valid_from desc limit 1) as name
  from org.unit u where u.town = $1 and u.id = any($3::uuid[])`)
/** Names of many units on a day, for lists. */
export async function unitNames(tx: Tx, town: string, ids: readonly string[], day: string): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.query<{ id: string; name: string }>(namesStatement, [town, day, [...new Set(ids)]])
  return new Map(rows.map((row) => [row.id, row.name]))
}
