import { describe, expect, test } from 'vitest'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import {
  exportIncidents,
  findSame,
  findSameAs,
  listIncidents,
  readFigures,
  readIncident,
  reportIncident,
  revealReporter,
  suggestFor,
} from '../contract.ts'
import { ground, smallTown } from './testing/small-town.ts'

const town = await smallTown()
const desk = town.as('dispatcher')
const draft = (description: string, more: object = {}) => ({
  actionId: newId(),
  description,
  channel: 'phone' as const,
  address: '溪港路 8 号',
  place: ground.west,
  classCode: 'E0102',
  ...more,
})
const report = (description: string, more: object = {}) => desk.call(reportIncident, { body: draft(description, more) })
type Who = Parameters<typeof town.as>[0]
const step = (who: Who, id: string, action: string, input: object = {}) =>
  town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const refused = (who: Who, id: string, action: string, input: object = {}) =>
  town.as(who).refused(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const photo = (n: number) => ({ sha256: String(n).padStart(64, '0'), name: `${n}.jpg`, mime: 'image/jpeg' })

async function handling(words: string, more: object = {}) {
  const { id } = await report(words, more)
  await step('dispatcher', id, 'dispatch', { unit: town.units.sanitation })
  await step('handler', id, 'sign')
  return id
}

describe('side exits', () => {
  test('an account entry (挂账) needs an owner and a review date ahead; its clocks stand with the reason', async () => {
    const id = await handling('河道要等汛后才能清')
    expect((await refused('watch', id, 'shelve', { reason: '等汛期过', owner: town.units.sanitation })).fields).toEqual([
      { path: 'nextReview', message: '请填写下次复核日期' },
    ])
    expect(
      (await refused('watch', id, 'shelve', { reason: '等汛期过', owner: town.units.sanitation, nextReview: '2020-01-01' })).detail,
    ).toBe('下次复核日期应晚于今天')
    expect(
      (await refused('handler', id, 'shelve', { reason: '等汛期过', owner: town.units.sanitation, nextReview: '2027-03-01' })).status,
    ).toBe(403)
    const shelved = await step('watch', id, 'shelve', { reason: '等汛期过', owner: town.units.sanitation, nextReview: '2027-03-01' })
    expect(shelved.card).toMatchObject({ step: 'shelved', holder: { unit: { id: town.units.sanitation } } })
    expect(shelved.clocks.find((c) => c.key === 'finish')).toMatchObject({ pausedSince: expect.any(Number) as number })
    const back = await step('watch', id, 'unshelve')
    expect(back.clocks.find((c) => c.key === 'finish')?.dueAt).toBeTypeOf('number')
  })

  test('an extension is asked before the limit only, granted by somebody else, once', async () => {
    const id = await handling('要等配件')
    await step('handler', id, 'ask-extension', { askedLimit: { n: 2, unit: 'working-day' }, reason: '配件在途' })
    const before = (await desk.call(readCase, { params: { id } })).clocks.find((c) => c.key === 'finish')!.dueAt!
    const granted = await step('watch', id, 'approve-extension', { limit: { n: 2, unit: 'working-day' } })
    expect(granted.card).toMatchObject({ step: 'handling', holder: { unit: { id: town.units.sanitation } } })
    const finish = granted.clocks.find((c) => c.key === 'finish')!
    expect(finish.extended).toBe(true)
    expect(finish.dueAt).toBeGreaterThan(before)
    expect((await refused('handler', id, 'ask-extension', { askedLimit: { n: 1, unit: 'working-day' }, reason: '还要等' })).detail).toBe(
      '只能延期一次',
    )

    const late = await handling('拖过了时限')
    town.setNow(new Date(Date.now() + 40 * 86_400_000))
    expect((await refused('handler', late, 'ask-extension', { askedLimit: { n: 1, unit: 'working-day' }, reason: '忘了' })).detail).toBe(
      '已超过办结时限，不能再申请延期',
    )
    town.setNow(undefined)
  })

  test('a short close needs a second person and is counted apart', async () => {
    const { id } = await report('测试测试')
    await step('watch', id, 'propose-void', { voidReason: 'no-content', words: '无实质内容' })
    expect((await refused('watch', id, 'approve-void')).detail).toContain('申请人不能审核自己的申请')
    expect((await step('watch2', id, 'approve-void')).card).toMatchObject({ step: 'void', result: 'invalid', resultTitle: '不予受理' })
  })

  test('evidence the class demands is demanded when it says solved, not when it explains', async () => {
    const id = await handling('垃圾成堆')
    const answer = { measure: '已清运完毕', contacted: '张先生 电话' }
    expect((await refused('handler', id, 'handle', { ...answer, outcome: 'solved' })).detail).toContain('处置前照片至少 1 张')
    expect(
      (await refused('handler', id, 'handle', { outcome: 'solved', measure: '清了', contacted: '' })).fields?.map((f) => f.path),
    ).toContain('contacted')
    expect((await step('handler', id, 'handle', { ...answer, outcome: 'solved', before: [photo(1)], after: [photo(2)] })).card.step).toBe(
      'verification',
    )
    const other = await handling('问政策')
    expect((await step('handler', other, 'handle', { ...answer, outcome: 'explained' })).card.step).toBe('verification')
  })

  test("a photo another case already used is flagged with that case's number", async () => {
    const first = await handling('第一处')
    const done = await step('handler', first, 'handle', {
      outcome: 'solved',
      measure: '已处理好',
      contacted: '现场',
      before: [photo(11)],
      after: [photo(12)],
    })
    const second = await handling('第二处')
    const again = await step('handler', second, 'handle', {
      outcome: 'solved',
      measure: '已处理好',
      contacted: '现场',
      before: [photo(13)],
      after: [photo(12)],
    })
    expect(again.reusedFiles).toEqual([{ sha256: photo(12).sha256, caseId: first, number: done.card.number }])
  })

  test('merged reports close with the main one, whatever its result', async () => {
    const main = await handling('井盖破了', { reporter: { phone: '15400000011' } })
    const { id: twin } = await report('井盖破损', { reporter: { phone: '15400000012' } })
    await step('dispatcher', twin, 'merge', { main, reason: '同一处' })
    await step('handler', main, 'handle', { outcome: 'unsolvable', measure: '等待权属单位更换', contacted: '两位反映人 电话' })
    await step('verifier', main, 'verify', { passed: true, words: '情况属实' })
    await step('callback', main, 'call-back', { answer: 'solved', satisfied: 'fair' })
    expect((await desk.call(readCase, { params: { id: twin } })).card).toMatchObject({ step: 'closed', result: 'unsolvable' })
    const { reporters } = await desk.call(readIncident, { params: { id: main } })
    expect(reporters.map((r) => r.answeredAt !== undefined)).toEqual([true, true])
  })

  test('not solved at the call-back and a reopening lead back into the same case', async () => {
    const id = await handling('路灯还是不亮', { reporter: { phone: '15400000013' } })
    await step('handler', id, 'handle', { outcome: 'explained', measure: '等电力部门', contacted: '电话' })
    await step('verifier', id, 'verify', { passed: true, words: '属实' })
    const back = await step('callback', id, 'call-back', { answer: 'not-solved', satisfied: 'unsatisfied', words: '还是黑的' })
    expect(back.card).toMatchObject({ step: 'handling', holder: { unit: { id: town.units.sanitation } } })
    expect(back.clocks.find((c) => c.key === 'finish')).toMatchObject({ dueAt: expect.any(Number) as number })
  })
})

describe('finding the same problem', () => {
  test('two reports of one lid within 50 m and 2 h are offered, while typing and after; far or long ago not', async () => {
    const at = new Date(Date.now() - 110 * 60_000).toISOString()
    const { id, number } = await report('溪港路口雨水井盖缺了一块', { classCode: 'B0103', at, place: ground.east })
    const near: [number, number] = [ground.east[0] + 0.0004, ground.east[1]]
    const { candidates } = await desk.call(findSame, { body: { description: '路口有个井盖坏了，很危险', classCode: 'B0103', place: near } })
    expect(candidates[0]).toMatchObject({ id, number, closed: false })
    expect(candidates[0]!.distance).toBeLessThan(50)
    const { id: second } = await report('井盖坏了', { classCode: 'B0103', place: near })
    expect((await desk.call(findSameAs, { params: { id: second } })).candidates.map((c) => c.id)).toContain(id)
    const far = await desk.call(findSame, { body: { description: '路口有个井盖坏了，很危险', classCode: 'B0103', place: ground.outside } })
    expect(far.candidates.map((c) => c.id)).not.toContain(id)
  })
})

describe('suggestions', () => {
  test('words give the class, the place gives the grid, the list gives the unit and says why', async () => {
    const found = await desk.call(suggestFor, { body: { description: '路边暴露垃圾没人清', place: ground.west } })
    expect(found.classes[0]).toMatchObject({ name: '暴露垃圾' })
    expect(found.areas.map((a) => a.name)).toEqual(['溪港村', '溪港西格'])
    expect(found.unit).toMatchObject({ unit: { id: town.units.sanitation, name: '环卫所' } })
    expect(found.unit?.why).toContain('责任清单')
  })
})

describe('numbers', () => {
  test('each figure opens exactly the cases behind it', async () => {
    const period = {
      from: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
      to: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    }
    const { figures } = await town.as('watch').call(readFigures, { query: period })
    expect(figures.length).toBeGreaterThan(5)
    for (const figure of figures) {
      const list = async (query: string) => {
        const answer = await town.as('watch').get(`/incidents?${query}&limit=200`)
        expect(answer.status).toBe(200)
        return (answer.body as { rows: unknown[] }).rows.length
      }
      expect([figure.key, await list(figure.numeratorList), await list(figure.denominatorList)]).toEqual([
        figure.key,
        figure.numerator,
        figure.denominator,
      ])
    }
  })
})

describe('personal data', () => {
  test('a reporter is opened for a reason, and the look is written down', async () => {
    const { id } = await report('有人占道', { reporter: { name: '欧阳小明', phone: '15400000099' } })
    const { reporters } = await desk.call(readIncident, { params: { id } })
    expect(reporters[0]).toMatchObject({ phone: '154****0099' })
    const params = { id, reporter: reporters[0]!.id }
    expect((await desk.refused(revealReporter, { params, body: { reason: '' } })).status).toBe(422)
    expect(await desk.call(revealReporter, { params, body: { reason: '核对地点' } })).toEqual({ name: '欧阳小明', phone: '15400000099' })
    const rows = await town.platform.db.read.query(
      `select reason from platform.audit where kind = 'incident.reporter-revealed' and object = $1`,
      [`case:${id}`],
    )
    expect(rows).toEqual([{ reason: '核对地点' }])
  })

  test('the list leaves as a file without reporters, in the order and filter of the screen, and the export is written down', async () => {
    const answer = await desk.get('/incidents/export?format=csv&state=all')
    expect(answer.status).toBe(200)
    const text = String(answer.body)
    expect(text.split('\n')[0]).toContain('编号,标题,类别')
    expect(text).not.toContain('15400000099')
    expect(text).not.toContain('欧阳')
    const { rows } = await desk.call(listIncidents, { query: { state: 'all', limit: 200 } })
    expect(text.trim().split('\n')).toHaveLength(rows.length + 1)
    const [row] = await town.platform.db.read.query<{ detail: { rows: number } }>(
      `select detail from platform.audit where kind = 'incident.list-exported'`,
    )
    expect(row!.detail.rows).toBe(rows.length)
    expect((await town.as('handler').refused(exportIncidents, { query: {} })).status).toBe(403)
  })
})
