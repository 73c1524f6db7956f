import { newId } from '#platform/contract/id.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { EndpointSpec } from '#platform/contract/endpoint.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import { dayOf } from '../day.ts'
import { failOrg } from '../faults.ts'
import type { UnitDetail, closeUnit, createUnit, moveUnit, renameUnit, updateUnit } from '../unit.ts'
import { record } from './record.ts'
import { findUnit, getUnitDetail, unitSubtree } from './unit-rows.ts'

type Made<S extends EndpointSpec> = Call<S, Actor>

/** Sets up a unit with its first name and place in the tree. */
export async function addUnit(call: Made<typeof createUnit>): Promise<UnitDetail> {
  const { tx, actor, body } = call
  const { town } = actor
  const id = newId()
  if (body.parentId) await checkParent(tx, town, body.parentId, body.from)
  await checkCode(tx, town, id, body.code)
  await tx.query(`insert into org.unit (town, id, code, kind, position, valid_from) values ($1, $2, $3, $4, $5, $6)`, [
    town,
    id,
    body.code,
    body.kind,
    body.position,
    body.from,
  ])
  await tx.query(`insert into org.unit_name (town, unit_id, valid_from, name, short) values ($1, $2, $3, $4, $5)`, [
    town,
    id,
    body.from,
    body.name,
    body.short ?? body.name,
  ])
  await tx.query(`insert into org.unit_parent (town, unit_id, valid_from, parent_id) values ($1, $2, $3, $4)`, [
    town,
    id,
    body.from,
    body.parentId,
  ])
  await record(call, { kind: 'org.unit-created', object: `unit:${id}`, detail: { ...body } })
  return getUnitDetail(tx, town, id, dayOf(call.now))
}

export async function changeUnit(call: Made<typeof updateUnit>): Promise<UnitDetail> {
  const { tx, actor, body, params } = call
  await checkCode(tx, actor.town, params.id, body.code)
  await claim(call, body.version)
  await tx.query(`update org.unit set kind = $3, code = $4, position = $5 where town = $1 and id = $2`, [
    actor.town,
    params.id,
    body.kind,
    body.code,
    body.position,
  ])
  return done(call, 'org.unit-changed')
}

/** A new name from a day on; everything before keeps the old one. The same day as an earlier change corrects that change. */
export async function giveName(call: Made<typeof renameUnit>): Promise<UnitDetail> {
  const { tx, actor, body, params } = call
  await claim(call, body.version)
  await split(tx, 'unit_name', actor.town, params.id, body.from)
  await tx.query(`insert into org.unit_name (town, unit_id, valid_from, name, short) values ($1, $2, $3, $4, $5)`, [
    actor.town,
    params.id,
    body.from,
    body.name,
    body.short ?? body.name,
  ])
  return done(call, 'org.unit-renamed')
}

/** A new place in the tree from a day on. The town row is locked: two moves at once could make a circle together. */
export async function place(call: Made<typeof moveUnit>): Promise<UnitDetail> {
  const { tx, actor, body, params } = call
  await tx.query(`select 1 as ok from org.town where town = $1 for update`, [actor.town])
  await claim(call, body.version)
  if (body.parentId) {
    await checkParent(tx, actor.town, body.parentId, body.from)
    if ((await unitSubtree(tx, actor.town, params.id, body.from)).includes(body.parentId)) throw failOrg('org.bad-tree')
  }
  await split(tx, 'unit_parent', actor.town, params.id, body.from)
  await tx.query(`insert into org.unit_parent (town, unit_id, valid_from, parent_id) values ($1, $2, $3, $4)`, [
    actor.town,
    params.id,
    body.from,
    body.parentId,
  ])
  return done(call, 'org.unit-moved')
}

/** Closes a unit from a day on, when nobody and nothing is left in it. */
export async function endUnit(call: Made<typeof closeUnit>): Promise<UnitDetail> {
  const { tx, actor, body, params } = call
  await claim(call, body.version)
  const [left] = await tx.query<{ people: number; units: number; starts: string }>(
    `select
       (select count(*) from org.appointment a join org.post po on po.town = a.town and po.id = a.post_id
        where po.town = $1 and po.unit_id = $3 and (a.valid_to is null or a.valid_to > $2)) as people,
       (select count(*) from org.unit_parent up join org.unit u on u.town = up.town and u.id = up.unit_id
        where up.town = $1 and up.parent_id = $3 and (up.valid_to is null or up.valid_to > $2) and (u.valid_to is null or u.valid_to > $2)) as units,
       (select valid_from from org.unit where town = $1 and id = $3) as starts`,
    [actor.town, body.to, params.id],
  )
  if (left!.people || left!.units)
    throw failOrg('org.in-use', { detail: `${body.to} 起仍有任职 ${left!.people} 人次、下级单位 ${left!.units} 个` })
  if (body.to <= left!.starts) throw badDate('to', `须晚于设立日期 ${left!.starts}`)
  await tx.query(`update org.unit set valid_to = $3 where town = $1 and id = $2`, [actor.town, params.id, body.to])
  await tx.query(
    `update org.post set valid_to = $3, version = version + 1 where town = $1 and unit_id = $2 and (valid_to is null or valid_to > $3) and valid_from < $3`,
    [actor.town, params.id, body.to],
  )
  return done(call, 'org.unit-closed')
}

type Named = Call<typeof updateUnit | typeof renameUnit | typeof moveUnit | typeof closeUnit, Actor>

/** Takes the next version of the unit. @throws Fault platform.conflict with the unit as it is now, platform.not-found */
async function claim({ tx, actor, params, now }: Pick<Named, 'tx' | 'actor' | 'params' | 'now'>, version: number): Promise<void> {
  const taken = await tx.query(`update org.unit set version = version + 1 where town = $1 and id = $2 and version = $3 returning 1 as ok`, [
    actor.town,
    params.id,
    version,
  ])
  if (taken.length > 0) return
  const current = await getUnitDetail(tx, actor.town, params.id, dayOf(now))
  throw failPlatform('platform.conflict', { extra: { current } })
}

async function done<S extends typeof updateUnit | typeof renameUnit | typeof moveUnit | typeof closeUnit>(
  call: Made<S>,
  kind: string,
): Promise<UnitDetail> {
  const { id } = call.params as { id: string }
  await record(call, { kind, object: `unit:${id}`, detail: { ...(call.body as object) } })
  return getUnitDetail(call.tx, call.actor.town, id, dayOf(call.now))
}

/** Ends the last span of a dated row at `from`, or takes it away when it began that very day. */
async function split(tx: Tx, table: 'unit_name' | 'unit_parent', town: string, unitId: string, from: string): Promise<void> {
  const [last] = await tx.query<{ start: string; closed: string | null }>(
    `select max(x.valid_from) as start, max(u.valid_to) as closed from org.${table} x join org.unit u on u.town = x.town and u.id = x.unit_id
     where x.town = $1 and x.unit_id = $2`,
    [town, unitId],
  )
  const { start, closed } = last!
  if (from < start) throw badDate('from', `须不早于最近一次变更 ${start}`)
  if (closed && from >= closed) throw badDate('from', `单位已于 ${closed} 撤销`)
  if (from === start) await tx.query(`delete from org.${table} where town = $1 and unit_id = $2 and valid_from = $3`, [town, unitId, from])
  else
    await tx.query(`update org.${table} set valid_to = $3 where town = $1 and unit_id = $2 and valid_from = $4`, [
      town,
      unitId,
      from,
      start,
    ])
}

const badDate = (path: string, message: string) => failOrg('org.bad-date', { detail: message, fields: [{ path, message }] })

async function checkParent(tx: Tx, town: string, parentId: string, day: string): Promise<void> {
  const parent = await findUnit(tx, town, parentId, day)
  if (parent && parent.from <= day && (parent.to === null || day < parent.to)) return
  throw failOrg('org.bad-tree', {
    detail: '上级单位不存在，或在生效日期不在设',
    fields: [{ path: 'parentId', message: '上级单位在生效日期不在设' }],
  })
}

async function checkCode(tx: Tx, town: string, id: string, code: string | null | undefined): Promise<void> {
  if (!code) return
  const taken = await tx.query(`select 1 as ok from org.unit where town = $1 and code = $2 and id <> $3`, [town, code, id])
  if (taken.length > 0) throw failOrg('org.code-taken', { fields: [{ path: 'code', message: '编号已被使用' }] })
}
