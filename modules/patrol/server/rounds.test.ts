import { describe, expect, test } from 'vitest'
import { readCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import {
  assignRound,
  codeAddress,
  createChecklist,
  createObject,
  createPlan,
  endRound,
  findObjectCode,
  listChecklists,
  listFindings,
  listObjects,
  listPlans,
  listRounds,
  listVisits,
  printStickers,
  publishChecklist,
  readCalendar,
  readChecklist,
  readHeat,
  readObject,
  readRound,
  recordVisit,
  scanObject,
  sendPositions,
  startDuty,
  startRound,
  updateObject,
  updatePlan,
} from '../contract.ts'
import { runDue } from '#platform/server/index.ts'
import { seedRecurring } from '#platform/server/job-runner.ts'
import { pdfPages } from '#platform/server/pdf/test/pdf-text.ts'
import { roundsLayer } from './round-layer.ts'
import { closeRounds } from './rounds.ts'
import { fieldTown, ground, walk } from './testing/field-town.ts'

const town = await fieldTown()
const morning = new Date('2026-07-15T08:00:00+08:00')
town.setNow(morning)
const later = (minutes: number) => new Date(morning.getTime() + minutes * 60_000)
const desk = town.as('dispatcher')
const worker = town.as('worker')
const photo = (n: number) => ({ sha256: String(n).repeat(64).slice(0, 64), name: `照片${n}.jpg`, mime: 'image/jpeg' })

const items = [
  { key: 'exit', title: '疏散通道是否畅通', photo: 'found' as const },
  { key: 'wire', title: '是否私拉电线', photo: 'found' as const },
]
const list = await desk.call(createChecklist, {
  body: { actionId: newId(), title: '沿街商铺', frequency: { times: 2, per: 'week' }, keyPlace: true, items },
})
const shop = await desk.call(createObject, {
  body: { actionId: newId(), checklistId: list.id, name: '四河百货', address: '平澜路1号', place: ground.west, code: 'SHOP-0001' },
})
const other = await desk.call(createObject, {
  body: { actionId: newId(), checklistId: list.id, name: '东格五金', address: '平澜路9号', place: ground.east },
})
const plan = {
  title: '西格日巡',
  areaCode: `${town.village}001000`,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  times: 2,
  windowFrom: '08:30',
  windowTo: '17:30',
  fromDay: '2026-07-15',
}

describe('lists and objects', () => {
  test('a code opens the object with its list; another grid is not listed but its code may be scanned', async () => {
    const opened = await worker.call(scanObject, { params: { code: 'SHOP-0001' } })
    expect(opened).toMatchObject({
      object: { id: shop.id, areaCode: `${town.village}001000`, dueOn: '2026-07-18' },
      checklist: { version: 1 },
    })
    expect((await worker.call(listObjects, { query: {} })).rows.map(({ id }) => id)).toEqual([shop.id])
    expect((await desk.call(listObjects, { query: { q: '五金' } })).rows.map(({ id }) => id)).toEqual([other.id])
    expect(await worker.refused(readObject, { params: { id: other.id } })).toMatchObject({ status: 404 })
    expect((await worker.call(scanObject, { params: { code: other.code } })).object.id).toBe(other.id)
    expect(await worker.refused(scanObject, { params: { code: 'NOSUCH01' } })).toMatchObject({ code: 'patrol.object-unknown' })
  })

  test('stickers: a sheet of what the list shows, each with its code and name; another area’s are not on it', async () => {
    // One sheet only: making a PDF is the dearest thing a test can do.
    const { cookie = '' } = await town.request().post('/session', { login: 'worker', password: 'Sihe-test-2026' })
    const answer = await town.app.inject({ url: `/api/patrol/objects/stickers?q=${encodeURIComponent('平澜路')}`, headers: { cookie } })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/pdf'])
    const sheet = pdfPages(answer.rawPayload).join('')
    for (const words of ['四河百货', 'SHOP-0001', '沿街商铺溪港西格', '平澜路1号']) expect(sheet).toContain(words)
    expect(sheet).not.toContain('东格五金')
    expect(await town.as('counter').refused(printStickers, { query: {} })).toMatchObject({ status: 403 })
    expect(findObjectCode(codeAddress('SHOP-0001', 'https://sihe.example/'))).toBe('SHOP-0001')
    expect(findObjectCode(codeAddress('SHOP-0001'))).toBe('SHOP-0001')
  })

  test('a taken code, a taken title and a stale edit are told', async () => {
    const again = await desk.refused(createObject, {
      body: { actionId: newId(), checklistId: list.id, name: '另一家', place: ground.west, code: 'SHOP-0001' },
    })
    expect(again.code).toBe('patrol.code-taken')
    const twin = await desk.refused(createChecklist, {
      body: { actionId: newId(), title: '沿街商铺', frequency: { times: 1, per: 'week' }, items },
    })
    expect(twin.code).toBe('patrol.checklist-faulty')
    const edit = (version: number) => ({
      params: { id: other.id },
      body: { checklistId: list.id, name: '东格五金店', address: '平澜路9号', place: ground.east, version },
    })
    expect(await desk.call(updateObject, edit(1))).toMatchObject({ name: '东格五金店', version: 2 })
    expect(await desk.refused(updateObject, edit(1))).toMatchObject({ code: 'platform.conflict' })
    expect(
      await worker.refused(createChecklist, { body: { actionId: newId(), title: '我的', frequency: { times: 1, per: 'week' }, items } }),
    ).toMatchObject({
      status: 403,
    })
  })
})

describe('a plan and its round', () => {
  let roundId = ''
  test('a plan lays seven days ready, twice a day, for whoever covers the grid', async () => {
    const made = await desk.call(createPlan, { body: { actionId: newId(), plan } })
    expect(made).toMatchObject({ objects: 1, areaName: '溪港西格' })
    const { rows } = await worker.call(listRounds, { query: { mine: 'true', day: '2026-07-15' } })
    expect(rows.map(({ state, personId }) => [state, personId])).toEqual([
      ['planned', town.people.worker],
      ['planned', town.people.worker],
    ])
    expect((await worker.call(readCalendar, { query: { from: '2026-07-15', to: '2026-07-31' } })).days).toHaveLength(7)
    roundId = rows.find(({ title }) => title.includes('第 1 次'))!.id
    const changed = await desk.call(updatePlan, { params: { id: made.id }, body: { version: 1, plan: { ...plan, title: '西格巡查' } } })
    expect(changed.version).toBe(2)
    roundId = (await worker.call(listRounds, { query: { mine: 'true', day: '2026-07-15' } })).rows.find(({ title }) =>
      title.includes('第 1 次'),
    )!.id
    expect((await desk.call(listPlans, { query: {} })).rows).toHaveLength(1)
  })

  test('a plan without objects, of another area or by another role is refused', async () => {
    const empty = await desk.refused(createPlan, { body: { actionId: newId(), plan: { ...plan, areaCode: `${town.village}009` } } })
    expect(empty.code).toBe('patrol.plan-empty')
    expect(await worker.refused(createPlan, { body: { actionId: newId(), plan } })).toMatchObject({ status: 403 })
    const elsewhere = { ...plan, areaCode: '320599101999' }
    expect(await town.as('villager').refused(createPlan, { body: { actionId: newId(), plan: elsewhere } })).toMatchObject({ status: 403 })
  })

  test('the round keeps the list it began with, whatever is published meanwhile', async () => {
    town.setNow(later(40))
    await worker.call(startDuty, { body: { actionId: newId() } })
    const begun = await worker.call(startRound, { params: { id: roundId }, body: { actionId: newId() } })
    expect(begun.stops).toMatchObject([{ objectId: shop.id, version: 1 }])
    await desk.call(publishChecklist, {
      params: { id: list.id },
      body: {
        actionId: newId(),
        seen: 1,
        title: '沿街商铺',
        frequency: { times: 1, per: 'week' },
        items: [...items, { key: 'gas', title: '燃气报警器', photo: 'always' }],
      },
    })
    expect((await desk.call(listChecklists, { query: {} })).rows[0]).toMatchObject({ version: 2, objects: 2 })
    expect((await desk.call(readChecklist, { params: { id: list.id, version: 1 } })).items).toHaveLength(2)
    town.setNow(later(50))
    // Version 2 wants a photo always; inside the round version 1 still counts, also when the phone says otherwise.
    const visit = await worker.call(recordVisit, {
      body: { actionId: newId(), objectId: shop.id, roundId, version: 2, at: later(45).toISOString(), place: ground.west, byScan: true },
    })
    expect(visit).toMatchObject({ version: 1, clear: true, far: false, distance: 0 })
    const outside = await worker.refused(recordVisit, {
      body: { actionId: newId(), objectId: shop.id, version: 2, at: later(49).toISOString(), place: ground.west, byScan: true },
    })
    expect(outside.code).toBe('patrol.photo-needed')
  })

  test('a finding becomes an incident without retyping; another is settled on the spot and goes to somebody else’s check', async () => {
    const finding = (outcome: 'incident' | 'settled', more: object = {}) => ({
      id: newId(),
      item: outcome === 'incident' ? 'exit' : 'wire',
      words: outcome === 'incident' ? '疏散通道堆满纸箱' : '门口拉了一根临时电线',
      outcome,
      before: [photo(1)],
      ...more,
    })
    const body = (findings: object[]) => ({
      actionId: newId(),
      objectId: shop.id,
      roundId,
      version: 1,
      at: later(48).toISOString(),
      place: [ground.west[0] + 0.002, ground.west[1]] as [number, number],
      byScan: true,
      results: { exit: false },
      findings: findings as never,
    })
    const bare = await worker.refused(recordVisit, { body: body([finding('incident', { before: [] })]) })
    expect(bare).toMatchObject({ code: 'patrol.photo-needed', fields: [{ path: 'findings.0.before' }] })
    const noAfter = await worker.refused(recordVisit, { body: body([finding('settled')]) })
    expect(noAfter).toMatchObject({ code: 'patrol.photo-needed', fields: [{ path: 'findings.0.after' }] })

    const sent = body([finding('incident'), finding('settled', { after: [photo(2)], measure: '请店主当场拆除' })])
    const visit = await worker.call(recordVisit, { body: sent })
    expect(visit).toMatchObject({ clear: false, far: true, findings: [{}, {}] })
    const cases = await Promise.all(
      visit.findings.map(async ({ caseId, outcome }) => {
        const { card, data } = await worker.call(readCase, { params: { id: caseId! } })
        return [outcome, card.step, data['description'], (data['origin'] as { patrolCode?: string }).patrolCode]
      }),
    )
    expect(cases).toEqual(
      expect.arrayContaining([
        ['incident', 'acceptance', '疏散通道堆满纸箱', 'SHOP-0001'],
        ['settled', 'verification', '门口拉了一根临时电线', 'SHOP-0001'],
      ]),
    )
    // The line broke after the server had it: the same visit again makes no second case.
    expect(await worker.call(recordVisit, { body: sent })).toEqual(visit)
    expect((await desk.call(listFindings, { query: { outcome: 'settled' } })).rows).toHaveLength(1)
    expect((await desk.call(listFindings, { query: {} })).rows).toHaveLength(2)
  })

  test('the end counts kilometres, ground and what was missed', async () => {
    town.setNow(later(70))
    await worker.call(sendPositions, {
      body: { sentAt: later(70).toISOString(), points: walk(later(41), 60, { lng: 120.601, step: 0.00015 }) },
    })
    const ask = (now: Date) => ({
      tx: town.platform.db.read,
      platform: town.platform,
      actor: { town: town.code, kind: 'system', personId: '' } as never,
      now,
      at: now,
      limit: 50,
    })
    expect(await roundsLayer.find(ask(later(55)))).toMatchObject({
      total: 1,
      byKind: { timely: 1 },
      points: [{ id: roundId, title: '西格巡查（第 1 次）', kind: 'timely', tone: 'good' }],
    })
    expect((await roundsLayer.find(ask(later(6 * 60)))).points).toMatchObject([{ kind: 'late', stale: true }])
    expect(await roundsLayer.card({ ...ask(later(70)), id: roundId })).toMatchObject({
      personId: town.people.worker,
      lines: [{ value: '测试子' }, { value: '溪港西格' }, { value: '08:30–13:00' }, { value: '1 / 1 处' }],
    })
    const { round, stops } = await worker.call(endRound, { params: { id: roundId }, body: { actionId: newId() } })
    expect(round).toMatchObject({ state: 'done', stops: 1, visited: 1 })
    expect((await roundsLayer.find(ask(later(70)))).total).toBe(0)
    expect(await roundsLayer.card({ ...ask(later(70)), id: roundId })).toBeUndefined()
    expect(round.metres).toBeGreaterThan(800)
    expect(round.metres).toBeLessThan(900)
    expect(round.ground).toBeGreaterThan(0.08)
    expect(round.ground).toBeLessThan(0.35)
    expect(stops[0]).toMatchObject({ visitedAt: expect.any(String) })
    expect((await desk.call(readHeat, { query: { from: '2026-07-15', to: '2026-07-15' } })).cells.length).toBeGreaterThan(8)
    expect(await worker.call(endRound, { params: { id: roundId }, body: { actionId: newId() } })).toMatchObject({
      round: { state: 'done' },
    })
    expect(await worker.refused(startRound, { params: { id: roundId }, body: { actionId: newId() } })).toMatchObject({
      code: 'patrol.round-over',
    })
    const late = await worker.refused(recordVisit, {
      body: { actionId: newId(), objectId: shop.id, roundId, version: 1, at: later(75).toISOString(), byScan: true },
    })
    expect(late.code).toBe('patrol.round-over')
  })

  test('visits move the next due day; they are listed by object and by person', async () => {
    const { object, visits } = await desk.call(readObject, { params: { id: shop.id } })
    expect(object).toMatchObject({ dueOn: '2026-07-22', overdue: false })
    expect(visits.map(({ findings }) => findings)).toEqual([2, 0])
    expect((await worker.call(listVisits, { query: { mine: 'true' } })).rows).toHaveLength(2)
    expect((await desk.call(listVisits, { query: { objectId: other.id } })).rows).toEqual([])
    expect((await desk.call(listVisits, { query: { limit: 1 } })).next).toBeTypeOf('string')
  })

  test('somebody else’s round is not theirs until it is handed over; one nobody begins is missed', async () => {
    const { rows } = await desk.call(listRounds, { query: { day: '2026-07-15', state: 'planned' } })
    const second = rows[0]!.id
    expect(await town.as('villager').refused(startRound, { params: { id: second }, body: { actionId: newId() } })).toMatchObject({
      code: 'patrol.round-not-yours',
    })
    expect(await desk.refused(assignRound, { params: { id: second }, body: { actionId: newId(), personId: newId() } })).toMatchObject({
      status: 422,
    })
    await desk.call(assignRound, { params: { id: second }, body: { actionId: newId(), personId: town.people.villager } })
    expect((await town.as('villager').call(listRounds, { query: { mine: 'true' } })).rows.map(({ id }) => id)).toEqual([second])
    expect(await worker.refused(readRound, { params: { id: newId() } })).toMatchObject({ status: 404 })
    const evening = new Date('2026-07-15T18:00:00+08:00')
    town.setNow(evening)
    await seedRecurring(town.platform, [closeRounds])
    await runDue(town.platform, [closeRounds], new Date('2026-07-15T18:20:00+08:00'))
    expect((await desk.call(readRound, { params: { id: second } })).round.state).toBe('missed')
    const refused = await desk.refused(assignRound, { params: { id: second }, body: { actionId: newId(), personId: town.people.worker } })
    expect(refused.code).toBe('patrol.round-over')
  })
})
