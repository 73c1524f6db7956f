import 'fake-indexeddb/auto' // before Dexie looks for it
import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { listItems, openOutbox } from '#platform/client/outbox/outbox.ts'
import { badLine, device, keepPhoto } from '#platform/client/outbox/testing/chaos.ts'
import { photo } from '#platform/server/test/samples.ts'
import { actKind } from '#core/case/field/index.tsx'
import { actOnCase, readTimeline } from '#core/case/contract.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import { listIncidents, readIncident, reportIncident } from '../contract.ts'
import { ground, smallTown } from '../server/testing/small-town.ts'
import { emergencyKind, reportKind } from './report-kinds.ts'

// The phone's own sending code against the whole server: only the wire between them is ours.
const town = await smallTown([noticeModule])
await town.app.listen({ port: 0, host: '127.0.0.1' })
const address = town.app.server.address()
const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/api`
async function lineOf(login: string) {
  const { cookie } = await town.request().post('/session', { login, password: 'Sihe-test-2026' })
  return badLine(base, { cookie: cookie ?? '', 'x-requested-with': 'test' })
}
const line = await lineOf('worker')
afterAll(() => line.restore())

const phone = async (name?: string) => openOutbox({ store: await device(name), kinds: [reportKind, emergencyKind, actKind], dice: () => 0 })
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const body = (description: string) => ({
  description,
  channel: 'grid' as const,
  confidential: false,
  files: [],
  place: ground.west,
  accuracy: 8,
})
const found = async (words: string) => (await town.as('dispatcher').call(listIncidents, { query: { q: words, state: 'all' } })).rows

describe('a report in flight mode', () => {
  test('is one case, with its photo and the time it was made', async () => {
    const outbox = await phone()
    const bytes = (await photo(61)) as Uint8Array<ArrayBuffer>
    await keepPhoto(outbox.store, bytes, sha(bytes))
    const file = { sha256: sha(bytes), name: '井盖.jpg', mime: 'image/jpeg' }
    line.otherwise = () => 'lost'
    const item = await outbox.put(
      reportKind,
      { ...body('青石桥头井盖松动'), files: [file] },
      { title: '上报', files: [{ ...file, size: bytes.length }] },
    )
    await outbox.drain()
    expect(await found('青石桥头井盖松动')).toHaveLength(0)
    // The line comes back badly: an answer lost, a request twice, then well.
    line.luck = ['fine', 'answer-lost', 'lost', 'twice', 'answer-lost']
    line.otherwise = () => 'fine'
    for (let i = 0; i < 8; i++) await outbox.drain(true)
    const cases = await found('青石桥头井盖松动')
    expect(cases).toHaveLength(1)
    expect(Date.parse(cases[0]!.openedAt)).toBe(Date.parse(item.tap.at))
    expect((await town.as('dispatcher').call(readIncident, { params: { id: cases[0]!.id } })).files).toMatchObject([
      { sha256: file.sha256 },
    ])
  })

  test('sixty photos of a day arrive, each once', async () => {
    const outbox = await phone()
    const hashes = new Set<string>()
    for (let i = 0; i < 60; i++) {
      const bytes = (await photo(1000 + i)) as Uint8Array<ArrayBuffer>
      await keepPhoto(outbox.store, bytes, sha(bytes))
      hashes.add(sha(bytes))
      const file = { sha256: sha(bytes), name: `${i}.jpg`, mime: 'image/jpeg' }
      line.otherwise = () => 'lost'
      await outbox.put(
        reportKind,
        { ...body(`六十张照片的一天 第${i}件`), files: [file] },
        { title: `${i}`, files: [{ ...file, size: bytes.length }] },
      )
    }
    line.otherwise = () => 'fine'
    await outbox.drain(true)
    expect((await listItems(outbox.store)).every((i) => i.state === 'done')).toBe(true)
    const { rows } = await town.as('dispatcher').call(listIncidents, { query: { q: '六十张照片的一天', state: 'all', limit: 100 } })
    expect(rows).toHaveLength(60)
    expect(new Set(rows.map((r) => r.photo))).toEqual(hashes)
  })

  test('a time ahead of the centre’s is the centre’s present, not the future', async () => {
    const outbox = await phone()
    const future = new Date(Date.now() + 3 * 3_600_000).toISOString()
    const item = await outbox.put(reportKind, body('手机快了三小时'), { title: '快' })
    await outbox.drain()
    await reportKind.send(body('手机快了三小时乙'), { actionId: newId(), at: future })
    const [row] = await found('手机快了三小时乙')
    expect(Date.parse(row!.openedAt)).toBeLessThanOrEqual(Date.now())
    expect(item.tap.at <= new Date().toISOString()).toBe(true)
  })
})

describe('an act done without a line', () => {
  async function mine(words: string): Promise<string> {
    const { id } = await town.as('worker').call(reportIncident, { body: { ...body(words), actionId: newId(), classCode: 'E0102' } })
    await town.as('dispatcher').call(actOnCase, {
      params: { id },
      body: { actionId: newId(), action: 'dispatch', input: { unit: town.units.village, classCode: 'E0102' } },
    })
    return id
  }
  const sign = (caseId: string) => ({ caseId, action: 'sign', input: {}, seenSeq: 2 })

  test('keeps its time, and the timeline says when it came', async () => {
    const id = await mine('离线签收')
    const outbox = await phone()
    line.otherwise = () => 'lost'
    const item = await outbox.put(actKind, sign(id), { title: '签收', subject: `case:${id}` })
    await outbox.put(
      actKind,
      { caseId: id, action: 'arrive', input: { place: ground.west, accuracy: 9 }, seenSeq: 2 },
      { title: '到场', subject: `case:${id}` },
    )
    await outbox.drain()
    line.otherwise = () => 'fine'
    town.setNow(new Date(Date.now() + 20 * 60_000))
    await outbox.drain(true)
    town.setNow(undefined)
    const { acts } = await town.as('dispatcher').call(readTimeline, { params: { id } })
    expect(acts.map((a) => a.action)).toEqual(['open', 'dispatch', 'sign', 'arrive'])
    expect(Date.parse(acts[2]!.at)).toBe(Date.parse(item.tap.at))
    expect(acts[2]!.receivedAt).toBeDefined()
  })

  test('re-assigned meanwhile: refused with what happened, and what was typed stays', async () => {
    const id = await mine('离线时改派')
    const outbox = await phone()
    line.otherwise = () => 'lost'
    const item = await outbox.put(actKind, { ...sign(id) }, { title: '签收', subject: `case:${id}` })
    await outbox.drain()
    await town.as('villager').call(actOnCase, {
      params: { id },
      body: { actionId: newId(), action: 'return', input: { returnReason: 'not-duty', words: '不归我们管' } },
    })
    line.otherwise = () => 'fine'
    await outbox.drain(true)
    const [kept] = (await listItems(outbox.store)).filter((i) => i.id === item.id)
    expect(kept).toMatchObject({ state: 'refused', fault: { code: 'case.moved-on' }, body: { caseId: id, action: 'sign' } })
    expect(kept!.fault!.text).toContain('案件已到')
  })

  test('two phones of one person do the same: one is taken, the other is told', async () => {
    const id = await mine('两部手机')
    const [a, b] = [await phone(), await phone()]
    line.otherwise = () => 'lost'
    for (const one of [a, b]) await one.put(actKind, sign(id), { title: '签收' })
    await Promise.all([a.drain(), b.drain()])
    line.otherwise = () => 'fine'
    await Promise.all([a.drain(true), b.drain(true)])
    const states = [...(await listItems(a.store)), ...(await listItems(b.store))].map((i) => i.state).toSorted()
    expect(states).toEqual(['done', 'refused'])
    const { acts } = await town.as('dispatcher').call(readTimeline, { params: { id } })
    expect(acts.filter((x) => x.action === 'sign')).toHaveLength(1)
  })
})

test('a call for help overtakes what waits, and is one 特急 case', async () => {
  const outbox = await phone()
  line.otherwise = () => 'lost'
  await outbox.put(reportKind, body('排在前面的'), { title: '前' })
  const call = await outbox.put(emergencyKind, { place: ground.west, accuracy: 20 }, { title: '紧急求助' })
  await outbox.drain()
  line.otherwise = () => 'fine'
  line.luck = ['answer-lost']
  for (let i = 0; i < 3; i++) await outbox.drain(true)
  const done = (await listItems(outbox.store)).find((i) => i.id === call.id)
  expect(done).toMatchObject({ state: 'done' })
  const rows = (await found('紧急求助')).filter((r) => r.grade === 'I')
  expect(rows).toHaveLength(1)
})
