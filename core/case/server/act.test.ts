import { describe, expect, test } from 'vitest'
import { getCalendar } from '#core/calendar/server/index.ts'
import { type Actor, grantAll, rolePermissions } from '#core/org/contract.ts'
import { makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { givenSmallTown } from '#core/org/server/test/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import { runDue } from '#platform/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { testPlatform } from '#platform/server/test/test-platform.ts'
import { libraryCard } from '../testing/library-card.ts'
import { act, open } from './act.ts'
import { alarmJob } from './alarm.ts'
import { getProcess } from './definitions.ts'
import { caseModule } from './index.ts'
import { processes } from './registries.ts'
import { verifyTown } from './verify.ts'

const library: ServerModule = {
  name: 'library',
  permissions: { 'library.card.read': '查看借书证' },
  contributes: [
    processes.of({ process: libraryCard, readPermission: 'library.card.read' }),
    rolePermissions.of(...grantAll('library.card.read', ['town'])),
  ],
}
const { platform, setNow } = await testPlatform([makeOrgModule({ cost: weakCost }), caseModule, library])
const monday = new Date('2026-06-15T09:00:00+08:00')
setNow(monday)
const small = await givenSmallTown(platform)
const { town } = small
const librarian: Actor = { ...(await small.actor('dispatcher')), roles: ['librarian', 'head'] }
const checker: Actor = { ...(await small.actor('watch')), roles: ['checker'] }
const printer: Actor = { ...(await small.actor('handler')), roles: [] }

let count = 0
const openCard = (actionId = newId(), now = monday) =>
  platform.db.transaction((tx) =>
    open(tx, platform, {
      process: 'library-card',
      data: { title: '张三的借书证', areaCode: '320599101201' },
      actor: librarian,
      actionId,
      number: `LC${++count}`,
      now,
    }),
  )
const doAct = (
  caseId: string,
  action: string,
  actor: Actor,
  input: object = {},
  more: { actionId?: string; seenSeq?: number; now?: Date; at?: Date } = {},
) =>
  platform.db.transaction((tx) =>
    act(tx, platform, { caseId, action, actor, input: { ...input }, actionId: more.actionId ?? newId(), now: more.now ?? monday, ...more }),
  )
const verify = async () =>
  verifyTown(platform.db.read, town, await getCalendar(platform.db.read, town), (key, version) =>
    getProcess(platform.db.read, platform, town, key, version),
  )

describe('act', () => {
  test('two people at once: one wins, the other is told what it is now', async () => {
    const { caseId } = await openCard()
    const both = await Promise.allSettled([
      doAct(caseId, 'refuse', librarian, { reason: '资料不全' }, { seenSeq: 1 }),
      doAct(caseId, 'print', librarian, { shop: small.units.works }, { seenSeq: 1 }),
    ])
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1)
    const lost = both.find((r) => r.status === 'rejected')!
    expect(lost.reason).toMatchObject({ code: 'case.moved-on', status: 409, more: { extra: { seq: 2 } } })
  })

  test('ten senders of the same act make one; another content under the number is refused', async () => {
    const { caseId } = await openCard()
    const actionId = newId()
    const all = await Promise.all(Array.from({ length: 10 }, () => doAct(caseId, 'wait', librarian, { reason: '等照片' }, { actionId })))
    expect(all.filter((a) => !a.replayed)).toHaveLength(1)
    expect(new Set(all.map((a) => a.state.seq))).toEqual(new Set([2]))
    await expect(doAct(caseId, 'wait', librarian, { reason: '别的原因' }, { actionId })).rejects.toMatchObject({
      code: 'platform.replay-mismatch',
    })
    await expect(doAct(caseId, 'wait', checker, { reason: '等照片' }, { actionId })).rejects.toMatchObject({
      code: 'platform.replay-mismatch',
    })
  })

  test('the same opening twice opens one case', async () => {
    const actionId = newId()
    const first = await openCard(actionId)
    const again = await openCard(actionId)
    expect(again).toMatchObject({ caseId: first.caseId, number: first.number, replayed: true })
  })

  test('a wrong answer names the field; an unknown field and a wrong post are refused', async () => {
    const { caseId } = await openCard()
    await expect(doAct(caseId, 'print', librarian)).rejects.toMatchObject({
      code: 'case.input-invalid',
      more: { fields: [{ path: 'shop', message: '请填写印厂' }] },
    })
    await expect(doAct(caseId, 'refuse', librarian, { reason: 'x', secret: 1 })).rejects.toMatchObject({ code: 'case.input-invalid' })
    await expect(doAct(caseId, 'refuse', checker, { reason: 'x' })).rejects.toMatchObject({ code: 'case.not-yours', status: 403 })
    await expect(doAct(newId(), 'refuse', librarian, { reason: 'x' })).rejects.toMatchObject({ code: 'case.not-found' })
    await expect(doAct(caseId, 'fly', librarian)).rejects.toMatchObject({ code: 'case.unknown-action' })
  })

  test('an act sent late keeps the time it was done, never before the last act nor in the future', async () => {
    const { caseId } = await openCard()
    const at = new Date(monday.getTime() + 600_000)
    const late = await doAct(caseId, 'wait', librarian, { reason: '没信号' }, { at, now: new Date(monday.getTime() + 3_600_000) })
    expect(late.state.since).toBe(at.getTime())
    const skewed = await doAct(caseId, 'resume', librarian, {}, { at: new Date(0), now: new Date(monday.getTime() + 7_200_000) })
    expect(skewed.state.since).toBe(at.getTime())
    const future = await doAct(
      caseId,
      'wait',
      librarian,
      { reason: '钟快了' },
      { at: new Date('2030-01-01'), now: new Date(monday.getTime() + 7_200_000) },
    )
    expect(future.state.since).toBe(monday.getTime() + 7_200_000)
  })

  test('nothing of an act stays when something after it fails', async () => {
    const { caseId } = await openCard()
    await platform.db
      .transaction(async (tx) => {
        await act(tx, platform, { caseId, action: 'wait', input: { reason: 'x' }, actor: librarian, actionId: newId(), now: monday })
        throw new Error('the line was cut')
      })
      .catch(() => undefined)
    const [row] = await platform.db.read.query<{ seq: number; acts: number }>(
      `select seq, (select count(*) from "case".action a where a.case_id = c.id) as acts from "case".cases c where id = $1`,
      [caseId],
    )
    expect(row).toEqual({ seq: 1, acts: 1 })
  })
})

describe('clocks', () => {
  const escalations = (caseId: string) =>
    platform.db.read.query<{ clock: string; rung: number }>(
      `select clock, rung from "case".escalation where case_id = $1 order by at, rung`,
      [caseId],
    )

  test('each rung is told once, in order, also by a server that slept through them', async () => {
    const { caseId } = await openCard()
    await runDue(platform, [alarmJob], new Date('2026-06-16T09:00:00+08:00'))
    expect(await escalations(caseId)).toEqual([{ clock: 'answer', rung: 0 }])
    await runDue(platform, [alarmJob], new Date('2026-06-16T09:30:00+08:00'))
    expect(await escalations(caseId)).toHaveLength(1)
    await runDue(platform, [alarmJob], new Date('2026-06-30T09:00:00+08:00'))
    expect(await escalations(caseId)).toEqual([
      { clock: 'answer', rung: 0 },
      { clock: 'answer', rung: 1 },
    ])
    const slept = await openCard()
    await runDue(platform, [alarmJob], new Date('2026-07-10T09:00:00+08:00'))
    expect((await escalations(slept.caseId)).map((e) => e.rung)).toEqual([0, 1])
  })

  test('a stopped clock rings no more', async () => {
    const { caseId } = await openCard()
    await doAct(caseId, 'refuse', librarian, { reason: '不符合条件' })
    await runDue(platform, [alarmJob], new Date('2026-08-01T09:00:00+08:00'))
    expect(await escalations(caseId)).toEqual([])
  })
})

test('after all of this every chain and every projection holds', async () => {
  const { caseId } = await openCard()
  await doAct(caseId, 'print', librarian, { shop: small.units.works, helpers: [small.units.village] })
  await expect(doAct(caseId, 'finish', printer)).rejects.toMatchObject({ code: 'case.not-allowed', more: { detail: '协助单位还没答复' } })
  const { broken, cases } = await verify()
  expect(broken).toEqual([])
  expect(cases).toBeGreaterThan(5)
})

test('who stands on a case is who took part in it, also past a reopening', async () => {
  const rows = await platform.db.read.query<{ on_case: string[]; took_part: string[] }>(
    `select array(select unnest(involved) order by 1)::text[] as on_case,
       array(select substr(who, 3)::uuid from "case".involved i where i.town = c.town and i.case_id = c.id order by 1)::text[] as took_part
     from "case".cases c where town = $1`,
    [town],
  )
  expect(rows.length).toBeGreaterThan(5)
  for (const { on_case: onCase, took_part: tookPart } of rows) expect(onCase).toEqual(tookPart)
})

test('a task of a closed case waits for nobody', async () => {
  const openTasks = async (caseId: string) =>
    (await platform.db.read.query(`select 1 as ok from "case".open_task where town = $1 and case_id = $2`, [town, caseId])).length
  const { caseId } = await openCard()
  await doAct(caseId, 'print', librarian, { shop: small.units.works, helpers: [] })
  expect(await openTasks(caseId)).toBe(1)
  await doAct(caseId, 'finish', printer)
  const done = await doAct(caseId, 'check', checker, { good: true })
  expect([done.state.closedAt === undefined, await openTasks(caseId)]).toEqual([false, 0])
})
