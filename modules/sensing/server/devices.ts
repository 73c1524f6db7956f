import { randomBytes } from 'node:crypto'
import { bigrams } from '#platform/contract/bigrams.ts'
import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import { audit } from '#platform/server/audit.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Actor } from '#core/org/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import type { DeviceDraft } from '../device.ts'
import { failSensing } from '../faults.ts'
import type { DeviceState } from '../kind.ts'
import { findKind } from '../kinds/kinds.ts'
import { hashSecret } from './broker/known.ts'

/** A device ready to be written: placed in its grid, its heartbeat known. */
export interface PlacedDevice {
  readonly id: string
  readonly draft: DeviceDraft
  readonly areaCode: string
  readonly areaName: string
  readonly heartbeat: number
}

/** The lowest tier a place lies in with its names; the whole town's where nothing holds it. */
export async function placeIn(
  tx: Tx,
  town: string,
  place: readonly [number, number] | undefined,
  now: Date,
): Promise<{ areaCode: string; areaName: string; outside: boolean }> {
  if (!place) return { areaCode: town, areaName: '', outside: false }
  const located = (await getLocator(tx, town)).locate([place[0], place[1]], now)
  const lowest = located.micro ?? located.grid ?? located.village
  if (!lowest) return { areaCode: town, areaName: '镇域外', outside: true }
  const names = [located.village?.name, located.grid?.name].filter((n, i, all): n is string => Boolean(n) && all.indexOf(n) === i)
  return { areaCode: lowest.code, areaName: names.join(' · '), outside: false }
}

export async function placed(tx: Tx, town: string, draft: DeviceDraft, now: Date, id = newId(now.getTime())): Promise<PlacedDevice> {
  const kind = findKind(draft.kind)
  if (!kind) throw failSensing('sensing.kind-unknown', { fields: [{ path: 'kind', message: '没有这种设备' }] })
  return { id, draft, ...(await placeIn(tx, town, draft.place, now)), heartbeat: draft.heartbeat ?? kind.heartbeat }
}

const gramsOf = (draft: DeviceDraft): string[] => bigrams(`${draft.name} ${draft.key} ${draft.component ?? ''} ${draft.address}`)

// changed_at is the database's clock, not ours: the processes that keep the ledger in memory ask for what changed since they last looked.
/** The columns of a draft, in the order of the arrays below. */
const written = `key, kind, name, component, place, address, area_code, area_name, owner_id, upkeep_id, maker, model, installed_on, battery_on, format, mapping, aliases, own_heartbeat, heartbeat, note, grams`
const unnested = `unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[], $9::float8[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::text[],
  $16::text[], $17::date[], $18::date[], $19::text[], $20::jsonb[], $21::jsonb[], $22::int[], $23::int[], $24::text[], $25::jsonb[])
  as u (id, key, kind, name, component, x, y, address, area_code, area_name, owner_id, upkeep_id, maker, model, installed_on, battery_on, format, mapping, aliases, own_heartbeat, heartbeat, note, grams)`
const selected = `key, kind, name, component, case when x is null then null else point(x, y) end, address, area_code, area_name, owner_id, upkeep_id, maker, model, installed_on, battery_on,
  format, mapping, array(select jsonb_array_elements_text(aliases)), own_heartbeat, heartbeat, note, array(select jsonb_array_elements_text(grams))`

const valuesOf = (town: string, now: Date, all: readonly PlacedDevice[]): unknown[] => {
  const of = <T>(pick: (device: PlacedDevice) => T | undefined): (T | null)[] => all.map((device) => pick(device) ?? null)
  return [
    town,
    now,
    of((d) => d.id),
    of((d) => d.draft.key),
    of((d) => d.draft.kind),
    of((d) => d.draft.name),
    of((d) => d.draft.component),
    of((d) => d.draft.place?.[0]),
    of((d) => d.draft.place?.[1]),
    of((d) => d.draft.address),
    of((d) => d.areaCode),
    of((d) => d.areaName),
    of((d) => d.draft.ownerId),
    of((d) => d.draft.upkeepId),
    of((d) => d.draft.maker),
    of((d) => d.draft.model),
    of((d) => d.draft.installedOn),
    of((d) => d.draft.batteryOn),
    of((d) => d.draft.format),
    of((d) => d.draft.mapping && JSON.stringify(d.draft.mapping)),
    of((d) => JSON.stringify(d.draft.aliases)),
    of((d) => d.draft.heartbeat),
    of((d) => d.heartbeat),
    of((d) => d.draft.note),
    of((d) => JSON.stringify(gramsOf(d.draft))),
  ]
}

/** PostgreSQL's word for a broken unique index as ours. */
function clash(error: unknown): never {
  const about = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
  if (about === 'device_key') throw failSensing('sensing.key-taken', { fields: [{ path: 'key', message: '设备编号已被使用' }] })
  if (about === 'device_component')
    throw failSensing('sensing.component-taken', { fields: [{ path: 'component', message: '部件编码已登记在别的设备上' }] })
  throw error
}

/** Writes new devices, all or none. @throws Fault sensing.key-taken, sensing.component-taken */
export async function insertDevices(tx: Tx, town: string, all: readonly PlacedDevice[], now: Date): Promise<void> {
  if (all.length === 0) return
  await tx
    .query(
      `insert into sensing.device (town, id, created_at, changed_at, ${written}) select $1, id, $2, clock_timestamp(), ${selected} from ${unnested}`,
      valuesOf(town, now, all),
    )
    .catch(clash)
}

/** Writes devices that are there already under new words. @returns how many were found in the version seen, where one is given */
export async function updateDevices(tx: Tx, town: string, all: readonly PlacedDevice[], now: Date, seen?: number): Promise<number> {
  if (all.length === 0) return 0
  const names = written.split(', ')
  const rows = await tx
    .query(
      `update sensing.device d set ${names.map((name) => `${name} = s.${name}`).join(', ')}, changed_at = clock_timestamp(), version = d.version + 1
       from (select id, ${written} from (select id, ${selected} from ${unnested}) as v (id, ${written})) s
       where d.town = $1 and d.id = s.id and $2::timestamptz is not null ${seen === undefined ? '' : 'and d.version = $26'} returning d.id`,
      [...valuesOf(town, now, all), ...(seen === undefined ? [] : [seen])],
    )
    .catch(clash)
  return rows.length
}

/** Changes one device. @throws Fault platform.conflict when somebody else did in between */
export async function changeDevice(tx: Tx, actor: Actor, id: string, draft: DeviceDraft, seen: number, now: Date): Promise<void> {
  const [row] = await tx.query(`select 1 as ok from sensing.device where town = $1 and id = $2`, [actor.town, id])
  if (!row) throw failSensing('sensing.device-missing')
  if ((await updateDevices(tx, actor.town, [await placed(tx, actor.town, draft, now, id)], now, seen)) === 0)
    throw failPlatform('platform.conflict')
}

/** Takes a device out of use, back in, or off the books. */
export async function setState(tx: Tx, actor: Actor, id: string, state: DeviceState, words: string, now: Date): Promise<void> {
  const [row] = await tx.query(
    `update sensing.device set state = $3, changed_at = clock_timestamp(), version = version + 1, note = case when $4 = '' then note else $4 end where town = $1 and id = $2 returning id`,
    [actor.town, id, state, words],
  )
  if (!row) throw failSensing('sensing.device-missing')
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'sensing.device-state-set',
    object: `device:${id}`,
    reason: words,
    detail: { state },
  })
}

/** Gives a device a new secret: 128 random bits, of which only the digest stays here. */
export async function giveSecret(tx: Tx, actor: Actor, id: string, now: Date): Promise<{ key: string; secret: string }> {
  const secret = randomBytes(16).toString('hex')
  const [row] = await tx.query<{ key: string }>(
    `update sensing.device set secret_hash = $3, secret_at = $4, changed_at = clock_timestamp() where town = $1 and id = $2 returning key`,
    [actor.town, id, hashSecret(secret), now],
  )
  if (!row) throw failSensing('sensing.device-missing')
  await audit(tx, {
    town: actor.town,
    at: now,
    subject: actor.subject,
    post: actor.postTitle,
    kind: 'sensing.secret-given',
    object: `device:${id}`,
  })
  return { key: row.key, secret }
}
