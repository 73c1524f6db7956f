import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { actOnCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { Client } from '#platform/server/test/app.ts'
import { photo } from '#platform/server/test/samples.ts'
import {
  type PublicProgress,
  addPublicWords,
  publicTown,
  ratePublic,
  readIncident,
  readProgress,
  reopenPublic,
  reportPublic,
} from '../contract.ts'
import { type SmallTown, ground, smallTown } from './testing/small-town.ts'

let town: SmallTown
let resident: Client
beforeAll(async () => {
  town = await smallTown()
})
// A new address each time: the throttle counts by address.
const someone = () => (resident = town.request())

const draft = (words: string, more: object = {}) => ({
  actionId: newId(),
  description: words,
  place: ground.west,
  address: '溪港村桥头',
  ...more,
})

async function told(words: string, more: object = {}) {
  const { id, number, code = '' } = await someone().call(reportPublic, { body: draft(words, more) })
  return { id, number, code }
}
type Told = Awaited<ReturnType<typeof told>>
const progress = ({ number, code }: Told): Promise<PublicProgress> => resident.call(readProgress, { params: { number }, query: { code } })
const step = (who: Parameters<SmallTown['as']>[0], id: string, action: string, input: Record<string, unknown> = {}) =>
  town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input } })

let uploads = 0
async function upload(bytes: Buffer, name = 'photo.jpg'): Promise<string> {
  const boundary = 'sihe-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`
  const answer = await town.app.inject({
    method: 'POST',
    url: '/api/public/files',
    remoteAddress: `10.9.0.${++uploads}`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return (answer.json() as { sha256: string }).sha256
}
const picture = (sha256: string, name = '张三的照片.jpg') => ({ sha256, name, mime: 'image/jpeg' })

const contacted = '周先生 15400001234'
async function handled(id: string, more: object = {}) {
  await step('dispatcher', id, 'dispatch', { unit: town.units.sanitation, classCode: 'E0102', words: '内部：注意老周脾气' })
  await step('handler', id, 'sign')
  await step('handler', id, 'handle', { outcome: 'solved', measure: '已清运并冲洗，联系电话 15400001234', contacted, ...more })
}
async function closed(report: Told, photos: object = {}) {
  await handled(report.id, photos)
  await step('verifier', report.id, 'verify', { passed: true, words: '内部核验意见' })
}

const files = async () => ({ before: [picture(await upload(await photo(1)))], after: [picture(await upload(await photo(2)))] })

describe('a report without an account', () => {
  test('answers a number and a code, and the code opens the progress', async () => {
    const report = await told('路边垃圾堆了三天没人清')
    expect(report.number).toMatch(/^SJ\d{13}$/)
    expect(report.code).toMatch(/^[2-9A-HJ-KM-NP-Z]{6}$/)
    const seen = await progress(report)
    expect(seen).toMatchObject({ stepTitle: '已收到', closed: false, late: false, merged: false, canReopen: false, canAdd: true })
    expect(seen.promise).toMatch(/^镇里应在 \d+月\d+日（周.）\d\d:\d\d 前受理/)
    expect(seen.track).toMatchObject([{ title: '已收到' }])
  })

  test('a lost reply costs nothing: the same number and code again; another content is refused', async () => {
    const body = draft('河边护栏断了一截')
    const first = await someone().call(reportPublic, { body })
    expect(await resident.call(reportPublic, { body })).toEqual(first)
    expect((await resident.refused(reportPublic, { body: { ...body, description: '别的' } })).code).toBe('platform.replay-mismatch')
  })

  test('needs a place or an address, and photos that really arrived', async () => {
    const nowhere = await someone().refused(reportPublic, { body: { actionId: newId(), description: '有个坑' } })
    expect(nowhere).toMatchObject({ status: 422, code: 'incident.place-needed' })
    const ghost = await resident.refused(reportPublic, { body: draft('有个坑', { files: [picture('f'.repeat(64))] }) })
    expect(ghost).toMatchObject({ status: 422, code: 'incident.photo-missing' })
  })

  test('a class is taken only where the button and the words agree', async () => {
    const agreed = await told('路边一大堆生活垃圾没人清', { kind: 'clean' })
    const odd = await told('路边一大堆生活垃圾没人清', { kind: 'dispute' })
    const classOf = async ({ id }: Told) =>
      (await town.as('dispatcher').call(readIncident, { params: { id } })).classPath.map((c) => c.code)
    expect(await classOf(agreed)).toContain('E0102')
    expect(await classOf(odd)).toEqual([])
  })

  test('whoever is signed in in that browser, the report is nobody’s but the public’s', async () => {
    const { id, number, code = '' } = await town.as('handler').call(reportPublic, { body: draft('树枝压住电线') })
    await closed({ id, number, code }, await files())
    expect((await town.as('handler').call(readProgress, { params: { number }, query: { code } })).closed).toBe(true)
  })

  test.each([
    '<script>alert(1)</script>',
    "'; drop table incident.incident; --",
    '👨‍👩‍👧‍👦 ﷽ \u202Eabc',
    '=HYPERLINK("http://x")',
    '繁體與㐀𠀀罕字',
  ])('strange words come back unchanged: %s', async (words) => {
    expect((await progress(await told(words))).description).toBe(words)
  })
})

describe('following', () => {
  test('an unknown number, a wrong code and somebody else’s code answer alike', async () => {
    const mine = await told('井盖响')
    const other = await told('路灯不亮')
    const refused = (number: string, code: string) => resident.refused(readProgress, { params: { number }, query: { code } })
    const answers = [
      await refused('SJ2020010100001', mine.code),
      await refused(mine.number, '222222'),
      await refused(mine.number, other.code),
      await refused(mine.number, ''),
    ]
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, code: 'incident.number-or-code-wrong' })
    // Read out on the phone and typed small.
    expect((await progress({ ...mine, number: mine.number.toLowerCase(), code: mine.code.toLowerCase() })).number).toBe(mine.number)
  })

  test('tells steps and units, never names, notes or orders', async () => {
    const report = await told('垃圾房门口臭', { reporter: { name: '周小明', phone: '15400001234', callBack: false } })
    await step('dispatcher', report.id, 'note', { words: '内部备注：老上访户' })
    await closed(report, await files())
    const seen = await progress(report)
    expect(seen.track.map((t) => t.title)).toEqual(['已办结', '核验中', '处置中', '已派单', '已收到'])
    expect(seen.track.find((t) => t.title === '已派单')?.unit).toBe('环卫所')
    expect(seen).toMatchObject({
      closed: true,
      result: 'solved',
      resultTitle: '已解决',
      reply: '已清运并冲洗，联系电话 154****1234',
      canReopen: true,
      canRate: true,
    })
    const all = JSON.stringify(seen)
    for (const hidden of ['内部', '测试', '周小明', '15400001234', '张三', '周先生', report.id]) expect(all).not.toContain(hidden)
  })

  test('what was done is told only after somebody else has looked', async () => {
    const report = await told('渣土倒在河边')
    await handled(report.id, await files())
    expect(await progress(report)).toMatchObject({ stepTitle: '核验中', closed: false, photosAfter: [], canRate: false })
    expect((await progress(report)).reply).toBeUndefined()
  })

  test('a promise past its time is called late', async () => {
    const report = await told('河面漂浮物')
    town.setNow(new Date(Date.now() + 3 * 86_400_000))
    const seen = await progress(report)
    town.setNow(undefined)
    expect(seen).toMatchObject({ late: true })
    expect(seen.promise).toContain('已超过受理时限')
  })

  test('a refused report says why, in the list’s words', async () => {
    const report = await told('隔壁县的桥坏了')
    await step('dispatcher', report.id, 'propose-void', { voidReason: 'not-town', words: '内部说明' })
    await step('watch', report.id, 'approve-void')
    const seen = await progress(report)
    expect(seen).toMatchObject({ closed: true, result: 'invalid', stepTitle: '不予受理', canReopen: false, canRate: false, canAdd: false })
    expect(seen.track[0]).toMatchObject({ title: '不予受理', words: '原因：不属于本镇事权' })
  })
})

describe('photos', () => {
  test('only the own and the after-photos, without EXIF, and not without the code', async () => {
    const mine = await upload(await photo(3))
    const report = await told('路上有坑', { files: [picture(mine)] })
    const other = await upload(await photo(4))
    const shots = await files()
    await closed(report, shots)
    const at = (sha: string, code = report.code) =>
      town.app.inject({ url: `/api/public/incidents/${report.number}/photos/${sha}?code=${code}&size=1280` })
    for (const sha of [mine, shots.after[0]!.sha256]) {
      const answer = await at(sha)
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/webp'])
      const { exif } = await sharp(answer.rawPayload).metadata()
      expect(exif).toBeUndefined()
    }
    expect((await at(other)).statusCode).toBe(404)
    expect((await at(mine, 'AAAAAA')).statusCode).toBe(404)
    expect((await progress(report)).photosAfter).toEqual([{ sha256: shots.after[0]!.sha256, name: '处置后照片1', mime: 'image/jpeg' }])
  })
})

describe('afterwards', () => {
  test('“not solved” reopens the same case; the next closing is rated anew', async () => {
    const report = await told('树倒在路上')
    await closed(report, await files())
    const { number, code } = report
    const rating = { params: { number }, body: { code, satisfied: 'fair' as const, actionId: newId() } }
    expect(await resident.call(ratePublic, rating)).toMatchObject({ rated: 'fair', canRate: false, closed: true })
    expect((await town.as('dispatcher').call(readIncident, { params: { id: report.id } })).satisfied).toBe('fair')
    expect((await resident.refused(ratePublic, { ...rating, body: { ...rating.body, actionId: newId() } })).code).toBe(
      'incident.cannot-rate',
    )

    const body = { code, reason: '树枝还在', actionId: newId() }
    const open = await resident.call(reopenPublic, { params: { number }, body })
    expect(open).toMatchObject({ number, closed: false, stepTitle: '已受理', canReopen: false })
    expect(open.track[0]).toMatchObject({ title: '重新办理', words: '您反映没有解决' })
    expect(await resident.call(reopenPublic, { params: { number }, body })).toEqual(open)
    expect((await resident.refused(reopenPublic, { params: { number }, body: { ...body, actionId: newId() } })).code).toBe(
      'incident.cannot-reopen',
    )
    await closed(report, await files())
    expect(await progress(report)).toMatchObject({ closed: true, canRate: true })
  })

  test('a rating leaves the time of closing as it was', async () => {
    const report = await told('落叶')
    await closed(report, await files())
    const at = async () =>
      (await town.platform.db.read.query<{ at: Date }>(`select closed_at as at from "case".cases where id = $1`, [report.id]))[0]!.at
    const before = await at()
    await resident.call(ratePublic, {
      params: { number: report.number },
      body: { code: report.code, satisfied: 'satisfied', actionId: newId() },
    })
    expect(await at()).toEqual(before)
  })

  test('asked before closing: the resident answers alone, either way', async () => {
    const yes = await told('积水', { reporter: { phone: '15400001111' } })
    await closed(yes, await files())
    expect(await progress(yes)).toMatchObject({ asked: true, closed: false, stepTitle: '待回访', canReopen: true, canRate: true })
    const rated = await resident.call(ratePublic, {
      params: { number: yes.number },
      body: { code: yes.code, satisfied: 'satisfied', actionId: newId() },
    })
    expect(rated).toMatchObject({ closed: true, result: 'solved', rated: 'satisfied' })

    const no = await told('积水还有', { reporter: { phone: '15400001112' } })
    await closed(no, await files())
    const again = await resident.call(reopenPublic, {
      params: { number: no.number },
      body: { code: no.code, reason: '一下雨又积', actionId: newId() },
    })
    expect(again).toMatchObject({ closed: false, stepTitle: '处置中' })
  })

  test('words may be added while it is open, and reach the unit', async () => {
    const report = await told('楼道堆物')
    const add = (words: string) => ({ params: { number: report.number }, body: { code: report.code, words, actionId: newId() } })
    expect((await resident.call(addPublicWords, add('今天又多了一张沙发'))).track[0]?.title).toBe('您补充了情况')
    await closed(report, await files())
    expect((await resident.refused(addPublicWords, add('还有'))).code).toBe('incident.cannot-add')
  })
})

describe('merged reports', () => {
  test('each follows the main case and learns nothing of the other', async () => {
    const first = await told('桥头路面有个大坑，我是老李')
    await step('dispatcher', first.id, 'dispatch', { unit: town.units.municipal, classCode: 'E0110' })
    const second = await told('桥头路面有个坑')
    await step('dispatcher', second.id, 'merge', { main: first.id, reason: '同一个坑' })
    const seen = await progress(second)
    expect(seen).toMatchObject({ number: second.number, merged: true, stepTitle: '已派单', description: '桥头路面有个坑' })
    expect(seen.track[0]?.words).toContain('当时进度：已派单')
    expect(JSON.stringify(seen)).not.toMatch(new RegExp(`老李|${first.number}|${first.id}`))

    const shots = await files()
    await step('handler2', first.id, 'sign')
    await step('handler2', first.id, 'handle', { outcome: 'solved', measure: '已补好路面', contacted, ...shots })
    await step('verifier', first.id, 'verify', { passed: true, words: '平整' })
    expect(await progress(second)).toMatchObject({ closed: true, result: 'solved', reply: '已补好路面', canRate: true })

    // Either of them may say it is not solved; the main case goes on and can be closed again.
    await resident.call(reopenPublic, {
      params: { number: second.number },
      body: { code: second.code, reason: '又塌了', actionId: newId() },
    })
    expect((await progress(first)).track[0]).toMatchObject({ title: '重新办理', words: '反映人表示没有解决' })
    expect(await progress(second)).toMatchObject({ closed: false, stepTitle: '已受理' })
    await step('dispatcher', first.id, 'dispatch', { unit: town.units.municipal })
    await step('handler2', first.id, 'sign')
    await step('handler2', first.id, 'handle', { outcome: 'explained', measure: '列入大修', contacted })
    await step('verifier', first.id, 'verify', { passed: true, words: '属实' })
    expect(await progress(second)).toMatchObject({ closed: true, result: 'explained' })
  })
})

test('the town describes itself before anything is typed', async () => {
  const seen = await someone().call(publicTown, {})
  expect(seen.name).toBe('小河镇')
  expect(seen.bbox.map((n) => n.toFixed(2))).toEqual(['120.60', '30.95', '120.62', '30.96'])
  expect(seen.promise).toMatch(/30 分钟内受理.*3个工作日内办结（示例）/)
  expect(seen.kinds.map((k) => k.title)).toContain('其他建议')
})

test('a machine that tries codes is stopped', async () => {
  const report = await told('试码')
  const client = town.request()
  const tries = await Promise.all(Array.from({ length: 61 }, () => client.get(`/public/incidents/${report.number}?code=ABCDEF`)))
  expect(tries.map((t) => t.status).filter((s) => s === 429)).toHaveLength(1)
})
