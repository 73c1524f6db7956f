import { bigrams } from '#platform/contract/bigrams.ts'
import type { Tx } from '#platform/server/database.ts'
import { failService } from '../../faults.ts'
import type { MatterVersion } from '../../matter.ts'
import type { OneThingVersion } from '../../one-thing.ts'
import type { OneThingInForce } from '../../one-thing-plan.ts'

/** The version of a one-thing that stands on a day, with its matters of that day; undefined when none does. */
export async function findOneThing(tx: Tx, town: string, code: string, day: string): Promise<OneThingInForce | undefined> {
  const [row] = await tx.query<{ spec: OneThingVersion }>(
    `select spec from service.one_thing
      where town = $1 and code = $2 and from_day <= $3 and (to_day is null or to_day > $3)
      order by from_day desc limit 1`,
    [town, code, day],
  )
  if (!row) return undefined
  return {
    version: row.spec,
    matters: await mattersOn(
      tx,
      town,
      row.spec.items.map((item) => item.code),
      day,
    ),
  }
}

/** @throws Fault service.one-thing-missing */
export async function getOneThing(tx: Tx, town: string, code: string, day: string): Promise<OneThingInForce> {
  const found = await findOneThing(tx, town, code, day)
  if (!found) throw failService('service.one-thing-missing')
  return found
}

/** The versions of some matters that stand on a day, in order of code; one that does not stand is left out. */
export async function mattersOn(tx: Tx, town: string, codes: readonly string[], day: string): Promise<MatterVersion[]> {
  const rows = await tx.query<{ spec: MatterVersion }>(
    `select distinct on (code) spec from service.matter
      where town = $1 and code = any($2) and from_day <= $3 and (to_day is null or to_day > $3)
      order by code, from_day desc`,
    [town, codes, day],
  )
  return rows.map(({ spec }) => spec)
}

/** Stores versions as they are, many at once; a version of the same code and day is replaced. They are checked before. */
export async function storeOneThings(tx: Tx, town: string, things: readonly OneThingVersion[], by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into service.one_thing (town, code, from_day, to_day, name, spec, grams, changed_at, changed_by)
     select $1, r.code, r.from_day, r.to_day, r.name, r.spec, array(select jsonb_array_elements_text(r.grams)), $3, $4
       from jsonb_to_recordset($2::jsonb) as r (code text, from_day date, to_day date, name text, spec jsonb, grams jsonb)
     on conflict (town, code, from_day) do update set to_day = excluded.to_day, name = excluded.name, spec = excluded.spec,
        grams = excluded.grams, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    [
      town,
      JSON.stringify(
        things.map((thing) => ({
          code: thing.code,
          from_day: thing.from,
          to_day: thing.to ?? null,
          name: thing.name,
          spec: thing,
          grams: bigrams(`${thing.code} ${thing.name}`),
        })),
      ),
      now,
      by,
    ],
  )
}
