import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { personNames } from '#core/org/server/index.ts'
import { Id, newId } from '#platform/contract/id.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldFaults } from '#platform/server/http/input.ts'
import { failPatrol } from '../faults.ts'
import type { BatchReceipt, MoverSort } from '../position.ts'
import { fixOf } from '../tracker.ts'
import { type Device, TrackerQuery } from '../vehicle.ts'
import { keepBatch } from './positions.ts'

const Cursor = z.tuple([Id])
const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest()

interface Row {
  id: string
  name: string
  sort: MoverSort
  mover_id: string
  terminal_number: string | null
  created_at: Date
  last_at: Date | null
  revoked_at: Date | null
  vehicle: string | null
}

const select = `select d.id, d.name, d.sort, d.mover_id, d.terminal_number, d.created_at, d.last_at, d.revoked_at, v.name as vehicle
  from patrol.device d left join patrol.vehicle v on v.town = d.town and v.id = d.mover_id where d.town = $1`

async function views(tx: Tx, town: string, rows: readonly Row[]): Promise<Device[]> {
  const names = await personNames(
    tx,
    town,
    rows.filter(({ sort }) => sort === 'person').map(({ mover_id }) => mover_id),
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    sort: row.sort,
    moverId: row.mover_id,
    moverName: row.vehicle ?? names.get(row.mover_id) ?? '',
    ...(row.terminal_number ? { terminalNumber: row.terminal_number } : {}),
    createdAt: row.created_at.toISOString(),
    ...(row.last_at ? { lastAt: row.last_at.toISOString() } : {}),
    revoked: row.revoked_at !== null,
  }))
}

export async function listDeviceRows(tx: Tx, town: string, { after, limit }: { after?: string | undefined; limit: number }) {
  const rows = await tx.query<Row>(`${select} and ($2::uuid is null or d.id < $2) order by d.id desc limit $3`, [
    town,
    readAfter(Cursor, after)?.[0] ?? null,
    limit + 1,
  ])
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: await views(tx, town, shown), ...(rows.length > limit && last ? { next: writeCursor([last.id]) } : {}) }
}

async function getDevice(tx: Tx, town: string, id: string): Promise<Device> {
  const [row] = await views(tx, town, await tx.query<Row>(`${select} and d.id = $2`, [town, id]))
  if (!row) throw failPlatform('platform.not-found', { detail: '没有这台设备' })
  return row
}

export interface NewDevice {
  readonly name: string
  readonly sort: MoverSort
  readonly moverId: string
  readonly terminalNumber?: string | undefined
}

/** Issues a device's key, told once. @throws Fault platform.not-found when there is nobody and no vehicle of that id */
export async function addDevice(tx: Tx, town: string, given: NewDevice, now: Date): Promise<{ device: Device; key: string }> {
  const known =
    given.sort === 'vehicle'
      ? (await tx.query(`select 1 as ok from patrol.vehicle where town = $1 and id = $2`, [town, given.moverId])).length > 0
      : (await personNames(tx, town, [given.moverId])).size > 0
  if (!known) throw failPlatform('platform.not-found', { detail: given.sort === 'vehicle' ? '没有这辆车' : '没有这个人' })
  if (given.terminalNumber) {
    const taken = await tx.query(`select 1 as ok from patrol.device where town = $1 and terminal_number = $2`, [town, given.terminalNumber])
    if (taken.length > 0)
      throw failPlatform('platform.conflict', {
        detail: '这个终端号已登记',
        fields: [{ path: 'terminalNumber', message: '这个终端号已登记' }],
      })
  }
  const key = randomBytes(15).toString('base64url')
  const id = newId(now.getTime())
  await tx.query(
    `insert into patrol.device (town, id, name, sort, mover_id, key_hash, terminal_number, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [town, id, given.name, given.sort, given.moverId, hashOf(key), given.terminalNumber ?? null, now],
  )
  return { device: await getDevice(tx, town, id), key }
}

export async function dropDevice(tx: Tx, town: string, id: string, now: Date): Promise<Device> {
  await getDevice(tx, town, id)
  await tx.query(`update patrol.device set revoked_at = coalesce(revoked_at, $3) where town = $1 and id = $2`, [town, id, now])
  return getDevice(tx, town, id)
}

/**
 * One fix through the OsmAnd door. The key is the whole credential: unknown and revoked ones are told apart to nobody.
 * @param sent what came in the address, still to be read
 * @throws Fault patrol.device-unknown, patrol.not-on-duty, patrol.not-driving, platform.invalid
 */
export async function takeFix(
  tx: Tx,
  town: string,
  key: string,
  sent: Readonly<Record<string, unknown>>,
  now: Date,
): Promise<BatchReceipt> {
  const [device] = await tx.query<{ id: string; sort: MoverSort; mover_id: string }>(
    `update patrol.device set last_at = $3 where town = $1 and key_hash = $2 and revoked_at is null returning id, sort, mover_id`,
    [town, hashOf(key), now],
  )
  if (!device) throw failPatrol('patrol.device-unknown')
  const query = TrackerQuery.safeParse({ ...sent, id: key })
  if (!query.success) throw failPlatform('platform.invalid', { fields: fieldFaults(query.error) })
  // A tracker sends the time of the fix and not its own: there is no skew to take off.
  const points = [fixOf(query.data, now)]
  return keepBatch(tx, { town, sort: device.sort, moverId: device.mover_id, points, sentAt: now.toISOString(), now })
}
