import type { Actor } from '#core/org/contract.ts'
import { record } from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import { publish } from '#platform/server/index.ts'
import type { saveSetting } from '../endpoints.ts'
import { queueMoved } from '../facts.ts'
import { failHall } from '../faults.ts'
import { type Domain, HallSetting, defaultSetting } from '../setting.ts'

/** The hall's setting; version 0 while nobody has changed anything. */
export async function getSetting(tx: Tx, town: string): Promise<{ setting: HallSetting; version: number }> {
  const [row] = await tx.query<{ setting: unknown; version: number }>(`select setting, version from hall.setting where town = $1`, [town])
  // Read leniently: a newer program may have added fields.
  const own = row ? HallSetting.safeParse(row.setting) : undefined
  return { setting: own?.success ? own.data : defaultSetting, version: row?.version ?? 0 }
}

/** The domain of a key. @throws Fault hall.domain-unknown */
export function getDomain({ domains }: HallSetting, key: string): Domain {
  const domain = domains.find((each) => each.key === key)
  if (!domain) throw failHall('hall.domain-unknown', { fields: [{ path: 'domain', message: '没有这个业务类别' }] })
  return domain
}

/** Writes a town's setting whatever it was: the importers' way. */
export async function storeSetting(tx: Tx, town: string, setting: HallSetting, now: Date): Promise<void> {
  await tx.query(
    `insert into hall.setting (town, setting, version, changed_at) values ($1, $2, 1, $3)
     on conflict (town) do update set setting = excluded.setting, version = setting.version + 1, changed_at = excluded.changed_at`,
    [town, JSON.stringify(setting), now],
  )
}

/** Keeps the setting and tells the pages. @throws Fault hall.setting-changed when somebody else was quicker */
export async function keepSetting(call: Call<typeof saveSetting, Actor>): Promise<{ setting: HallSetting; version: number }> {
  const { tx, actor, body, now } = call
  const kept = await tx.query(
    `insert into hall.setting as s (town, setting, version, changed_at, changed_by)
     select $1, $2, 1, $3, $4 where $5 = 0 or exists (select from hall.setting where town = $1)
     on conflict (town) do update set setting = excluded.setting, version = s.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by
     where s.version = $5 returning version`,
    [actor.town, JSON.stringify(body.setting), now, actor.personId || null, body.seen],
  )
  if (kept.length === 0) throw failHall('hall.setting-changed')
  await record(call, { kind: 'hall.setting-changed', object: 'hall', detail: { ...body.setting } })
  await publish(tx, actor.town, queueMoved, {}, ['*'])
  return getSetting(tx, actor.town)
}
