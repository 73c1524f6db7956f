import { type Actor, dayOf } from '#core/org/contract.ts'
import { namesOf, peopleAt, record } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import type { CounterSetup, saveCounter } from '../endpoints.ts'
import { failHall } from '../faults.ts'
import { tellMoved } from './counter-acts.ts'
import { getDomain, getSetting } from './settings.ts'

type SetupRow = Omit<CounterSetup, 'opener'> & { readonly opener: string | null }

/** Every window, also those out of use, with who may be told to open one. */
export async function listSetupRows(tx: Tx, town: string, now: Date) {
  const rows = await tx.query<SetupRow>(
    `select c.id, c.number, c.title, c.kind, c.opener, c.active,
       array(select k.domain from hall.skill k where k.town = c.town and k.counter_id = c.id and k.valid_from <= $2 and (k.valid_to is null or k.valid_to > $2) order by k.domain) as skills
     from hall.counter c where c.town = $1 order by c.number`,
    [town, dayOf(now)],
  )
  const clerks = await peopleAt(tx, town, { role: 'counter', day: dayOf(now) })
  const names = await namesOf(
    tx,
    town,
    [],
    rows.flatMap(({ opener }) => (opener ? [opener] : [])),
  )
  return {
    rows: rows.map((row) => ({ ...row, ...(row.opener ? { openerName: names.person(row.opener) } : {}) })),
    clerks: [...new Map(clerks.map(({ personId, name }) => [personId, { id: personId, name }])).values()],
  }
}

/** Writes a window; skills it no longer has end today, new ones begin today. Also the importers' way. */
export async function storeCounter(tx: Tx, town: string, { skills, ...setup }: CounterSetup, day: string): Promise<void> {
  await tx.query(
    `insert into hall.counter (town, id, number, title, kind, opener, active) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (town, id) do update set number = excluded.number, title = excluded.title, kind = excluded.kind, opener = excluded.opener, active = excluded.active`,
    [town, setup.id, setup.number, setup.title, setup.kind, setup.opener, setup.active],
  )
  // One that began today and ends today never held.
  await tx.query(`delete from hall.skill where town = $1 and counter_id = $2 and valid_from >= $3 and domain <> all($4)`, [
    town,
    setup.id,
    day,
    skills,
  ])
  await tx.query(`update hall.skill set valid_to = $3 where town = $1 and counter_id = $2 and valid_to is null and domain <> all($4)`, [
    town,
    setup.id,
    day,
    skills,
  ])
  await tx.query(
    `insert into hall.skill (town, counter_id, domain, valid_from) select $1, $2, d, $3 from unnest($4::text[]) d
     where not exists (select from hall.skill k where k.town = $1 and k.counter_id = $2 and k.domain = d and k.valid_to is null)
     on conflict (town, counter_id, domain, valid_from) do update set valid_to = null`,
    [town, setup.id, day, skills],
  )
}

/** @throws Fault hall.number-used, hall.domain-unknown, hall.busy for a window somebody has open */
export async function keepCounter(call: Call<typeof saveCounter, Actor>): Promise<CounterSetup> {
  const { tx, actor, params, body, now } = call
  const { actionId: _actionId, ...draft } = body
  const { setting } = await getSetting(tx, actor.town)
  for (const key of draft.skills) getDomain(setting, key)
  const [other] = await tx.query(`select 1 as ok from hall.counter where town = $1 and number = $2 and id <> $3`, [
    actor.town,
    draft.number,
    params.id,
  ])
  if (other) throw failHall('hall.number-used', { fields: [{ path: 'number', message: `${draft.number} 号窗口已经有了` }] })
  const [open] = await tx.query(`select 1 as ok from hall.shift where town = $1 and counter_id = $2 and until is null`, [
    actor.town,
    params.id,
  ])
  if (open && !draft.active) throw failHall('hall.busy', { detail: '窗口正开放，先关闭再停用' })
  const setup = { ...draft, id: params.id }
  await storeCounter(tx, actor.town, setup, dayOf(now))
  await record(call, { kind: 'hall.counter-changed', object: `counter:${params.id}`, detail: { ...setup } })
  await tellMoved({ tx, actor })
  return setup
}
