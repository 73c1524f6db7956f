import { describe, expect, test } from 'vitest'
import { actOnCase, readCase, readTimeline } from '#core/case/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { getProcess, ring, verifyTown } from '#core/case/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { pdfPages } from '#platform/server/pdf/test/pdf-text.ts'
import {
  askKnown,
  countServiceCases,
  listServiceCases,
  openServiceCase,
  pickMatters,
  readServiceCase,
  revealApplicant,
} from '../../contract.ts'
import { storeMatters } from '../matter/index.ts'
import { sampleMatters } from '../../testing/sample-matters.ts'
import { type Seat, code, smallHall } from './testing/small-hall.ts'

const hall = await smallHall()
const photo = [{ sha256: 'a'.repeat(64), name: '签收.jpg', mime: 'image/jpeg' }]
const firm = { kind: 'company' as const, name: '四河示例食品有限公司', number: '91320509MA0000015F', phone: '13812345678', address: '' }
const person = { kind: 'person' as const, name: '张三丰', number: '320509188001010013', phone: '13900001111', address: '东村 3 号' }
const whole = [
  { key: 'identity', state: 'have' as const },
  { key: 'lease', state: 'have' as const },
  { key: 'safety', state: 'have' as const },
]
let shops = 0
const draft = (more: object = {}) => ({
  actionId: newId(),
  matterCode: 'XK-001',
  applicant: firm,
  form: { shop: '四河酱坊', address: `溪港路 ${++shops} 号` },
  changes: whole,
  ...more,
})
const at = (text: string) => hall.setNow(new Date(`${text}+08:00`))
const open = (more: object = {}, who: Seat = 'window') => hall.as(who).call(openServiceCase, { body: draft(more) })
const step = (who: Seat, id: string, action: string, input: object = {}) =>
  hall.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const refused = (who: Seat, id: string, action: string, input: object = {}) =>
  hall.as(who).refused(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const read = (id: string, who: Seat = 'window') => hall.as(who).call(readServiceCase, { params: { id } })
const dueOf = async (id: string, clock: string) => (await read(id)).clocks.find(({ key }) => key === clock)?.dueDay

describe('a licence with every turn the law knows', () => {
  test('correction, special procedure, extension, decision, delivery: due days to the day, every paper numbered, the chain verifies', async () => {
    at('2026-02-10T10:00')
    const { id, number, code: secret, accepted } = await open({ changes: [whole[0]!] })
    expect({ number, accepted, secret: secret?.length }).toEqual({
      number: expect.stringMatching(/^BJ20260210\d{5}$/),
      accepted: false,
      secret: 6,
    })
    expect((await refused('window', id, 'accept')).detail).toContain('场所使用证明')
    await step('window', id, 'notify-correction', { more: '申请表第二页没有签名' })
    expect((await read(id)).gaps.map(({ text }) => text)).toEqual(['场所使用证明', '食品安全承诺书', '申请表第二页没有签名'])
    at('2026-02-11T09:00')
    await step('window', id, 'resubmit', { changes: whole.slice(1) })
    expect((await refused('window', id, 'notify-correction', { more: '再补一样' })).status).toBe(409)
    await step('window', id, 'accept')
    expect(await dueOf(id, 'legal')).toBe('2026-03-17')
    at('2026-03-02T11:00')
    const special = { special: '检测', expected: '2026-03-06', words: '委托县检测中心检测', told: true }
    await step('reviewer', id, 'start-special', special)
    expect((await read(id)).clocks.find(({ key }) => key === 'legal')?.explanation.sentence).toContain(
      '现正暂停（检测：委托县检测中心检测）',
    )
    at('2026-03-06T15:00')
    await step('reviewer', id, 'end-special', { words: '合格' })
    expect(await dueOf(id, 'legal')).toBe('2026-03-23')
    await step('reviewer', id, 'ask-extension', { reason: '需要复核检测报告', extensionDays: 10 })
    await step('head', id, 'grant-extension', { reason: '同意，检测报告复杂' })
    expect(await dueOf(id, 'legal')).toBe('2026-04-07')
    await step('reviewer', id, 'review', { opinion: 'granted', words: '符合条件' })
    await step('decider', id, 'decide', { outcome: 'granted', words: '', told: false })
    await step('window', id, 'deliver', { way: 'counter', takenBy: '张三丰', files: photo })
    const done = await read(id)
    expect(done).toMatchObject({ step: 'done', result: '准予', promiseDue: '2026-03-23' })
    expect(done.papers.map(({ kind }) => kind)).toEqual([
      'receipt',
      'correction',
      'acceptance',
      'special',
      'extension',
      'decision',
      'delivery',
    ])
    expect(new Set(done.papers.map((paper) => paper.number)).size).toBe(7)
    const { read: reader } = hall.platform.db
    const verified = await verifyTown(reader, code, await getCalendar(reader, code), (key, version) =>
      getProcess(reader, hall.platform, code, key, version),
    )
    expect(verified).toMatchObject({ broken: [] })
  })

  test('the receipt as PDF bears the same number and the check code', async () => {
    at('2026-03-02T10:00')
    const { id, number, code: secret } = await open({ changes: [whole[0]!] })
    await step('window', id, 'notify-correction', { more: '申请表没有签名' })
    const { papers } = await read(id)
    const headers = await hall.signIn('window')
    const text = async (kind: string, query = '') => {
      const paper = papers.find((one) => one.kind === kind)!
      const answer = await hall.app.inject({ method: 'GET', url: `/api/service/papers/${paper.id}${query}`, headers })
      expect(answer.headers['content-type']).toBe('application/pdf')
      return pdfPages(answer.rawPayload).join('')
    }
    const receipt = await text('receipt', `?code=${secret}`)
    for (const words of ['收件凭证', number, secret!, '五个工作日']) expect(receipt).toContain(words)
  })
})

describe('silence', () => {
  test('five working days without a notice: accepted by law from the receipt, the reason in every view', async () => {
    at('2026-02-10T10:00')
    const { id } = await open({ changes: [] })
    at('2026-02-25T00:00:05')
    expect((await refused('window', id, 'notify-correction', { more: '太晚了' })).detail).toContain('自收到之日起即为受理')
    await hall.platform.db.transaction((tx) => ring(tx, hall.platform, code, id))
    const view = await read(id, 'reviewer')
    expect(view).toMatchObject({ step: 'review', deemed: true, acceptedOn: '2026-02-10', legalDue: '2026-03-16' })
    expect(view.deemedWhy).toContain('自收到申请材料之日（2026-02-10）起即为受理')
    const { acts } = await hall.as('window').call(readTimeline, { params: { id } })
    expect(acts.at(-1)).toMatchObject({ action: 'accept-by-law', title: '逾期未告知，依法视为受理' })
    expect(view.papers.map(({ kind }) => kind)).toEqual(['receipt', 'acceptance'])
  })
})

describe('the counter', () => {
  test('one touch: taken and accepted; the same tap again answers the same number without the code', async () => {
    at('2026-03-03T09:00')
    const body = draft({ accept: true })
    const first = await hall.as('window').call(openServiceCase, { body })
    expect(first).toMatchObject({ accepted: true, step: 'review', promiseDue: '2026-03-17' })
    expect(await hall.as('window').call(openServiceCase, { body })).toMatchObject({ id: first.id, number: first.number })
  })

  test('what the town knows is filled and said to be known; held papers are not asked for', async () => {
    at('2026-03-03T10:00')
    const first = await open({
      matterCode: 'GG-001',
      applicant: person,
      form: { address: '东村 3 号' },
      changes: [{ key: 'identity', state: 'have' }],
      accept: true,
    })
    const known = await hall.as('window').call(askKnown, { body: { number: person.number, matterCode: 'CJ-001' } })
    expect(known).toMatchObject({
      name: '张三丰',
      phone: '13900001111',
      facts: [{ key: 'address', value: '东村 3 号', from: first.number }],
    })
    expect(known.materials.map(({ key, state, from }) => [key, state, from])).toEqual([
      ['identity', 'held', first.number],
      ['photo', 'missing', undefined],
    ])
    const again = await open({ matterCode: 'GG-001', applicant: person, form: { address: '东村 3 号' }, changes: [], accept: true })
    expect(again.accepted).toBe(true)
    const [told] = await hall.platform.db.read.query<{ n: number }>(
      `select count(*)::int as n from platform.audit where kind = 'service.known-asked'`,
    )
    expect(told!.n).toBe(1)
  })

  test('found by number, by identity number, by whole name, by words', async () => {
    at('2026-03-03T11:00')
    const other = { ...person, name: '欧阳明月', number: '32050918800101003X' }
    const { number } = await open({ matterCode: 'GG-001', applicant: other, form: { address: '西村' }, changes: [] })
    const find = async (q: string) => (await hall.as('window').call(listServiceCases, { query: { q } })).rows.map((row) => row.number)
    expect(await find(number)).toEqual([number])
    expect(await find('32050918800101003x')).toEqual([number])
    expect(await find('欧阳明月')).toEqual([number])
    expect((await find('示例食品')).length).toBeGreaterThan(1)
    expect(await find('没有的人')).toEqual([])
    expect(await find("%' or 1=1 --")).toEqual([])
    expect((await find('食品小作坊登记')).length).toBeGreaterThan(1)
    expect(JSON.stringify(await hall.as('window').call(listServiceCases, { query: {} }))).not.toMatch(/欧阳明月|张三丰|13900001111/)
  })

  test('queues, counts and pages', async () => {
    const counts = await hall.as('window').call(countServiceCases, {})
    const queue = await hall.as('window').call(listServiceCases, { query: { stage: 'reviewing' } })
    expect(queue.rows).toHaveLength(counts.reviewing!)
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await hall.as('decider').call(listServiceCases, { query: { limit: 2, after, stage: 'reviewing' } })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(counts.reviewing)
  })

  test('items are picked by typing', async () => {
    const { rows } = await hall.as('window').call(pickMatters, { query: { q: '小作坊' } })
    expect(rows.map((row) => row.code)).toEqual(['XK-001'])
    expect((await hall.as('village').call(pickMatters, { query: {} })).rows.map((row) => row.code)).toEqual(['CJ-001'])
  })

  test('one officer decides what allows it, one of twenty is checked afterwards', async () => {
    at('2026-03-04T09:00')
    let sampled = 0
    for (let n = 0; n < 20; n++) {
      const { id } = await open({ matterCode: 'GG-001', applicant: person, form: { address: '东村' }, changes: [], accept: true })
      await step('window', id, 'sole-decide', { outcome: 'granted', words: '', told: false })
      const detail = await hall.as('decider').call(readCase, { params: { id } })
      if (detail.data['sampled'] === true) sampled++
    }
    expect(sampled).toBe(1)
  })

  test('a village starts and finishes its own item; the next village does not see it', async () => {
    at('2026-03-04T15:00')
    const body = {
      matterCode: 'CJ-001',
      channel: 'village',
      applicant: person,
      form: { address: '东村' },
      changes: [{ key: 'photo', state: 'have' }],
      accept: true,
    }
    const { id } = await open(body, 'village')
    await step('village', id, 'sole-decide', { outcome: 'granted', words: '', told: false })
    await step('village', id, 'deliver', { way: 'home', takenBy: '张三丰', files: photo })
    expect(await read(id, 'village')).toMatchObject({ step: 'done', result: '准予' })
    expect((await hall.as('otherVillage').refused(readServiceCase, { params: { id } })).code).toBe('case.not-found')
    expect((await hall.as('otherVillage').call(listServiceCases, { query: {} })).rows).toEqual([])
  })
})

describe('bad input', () => {
  test('wrong numbers, unknown, expired and changed items, wrong kinds, open forms', async () => {
    at('2026-03-05T09:00')
    const no = async (more: object) => (await hall.as('window').refused(openServiceCase, { body: draft(more) })).code
    expect(await no({ applicant: { ...firm, number: '91320509MA0000015G' } })).toBe('service.number-wrong')
    expect(await no({ applicant: { ...person, number: '320509188102290018' } })).toBe('service.number-wrong')
    expect(await no({ matterCode: 'NO-999' })).toBe('service.matter-missing')
    expect(await no({ matterCode: 'GG-001', form: { address: '东村' } })).toBe('service.kind-not-served')
    expect(await no({ form: { shop: '酱坊' } })).toBe('service.form-incomplete')
    expect(await no({ channel: 'kiosk' })).toBe('service.channel-closed')
    const [licence] = sampleMatters(hall.unitId)
    await hall.platform.db.transaction((tx) =>
      storeMatters(
        tx,
        code,
        [
          { ...licence!, code: 'XK-002', to: '2026-03-01' },
          { ...licence!, code: 'XK-003', from: '2026-03-05' },
          { ...licence!, code: 'XK-003' },
        ],
        'test',
        new Date(),
      ),
    )
    expect(await no({ matterCode: 'XK-002' })).toBe('service.matter-missing')
    // The clerk filled yesterday's form.
    expect(await no({ matterCode: 'XK-003', matterFrom: '2026-01-01' })).toBe('service.matter-changed')
  })

  test('two applicants for one exclusive thing: the second is told of the first, and may after it ended', async () => {
    const { id, number } = await open({ form: { shop: '甲', address: '东街 1 号' } })
    const second = { applicant: { ...firm, name: '另一家公司', number: '91320509MA00ABCD4R' }, form: { shop: '乙', address: '东街  1 号' } }
    expect(await hall.as('window').refused(openServiceCase, { body: draft(second) })).toMatchObject({
      code: 'service.exclusive-taken',
      detail: expect.stringContaining(number) as string,
    })
    await step('window', id, 'withdraw', { reason: '不开了' })
    expect((await open(second)).number).toMatch(/^BJ/)
  })

  test('a deferred paper is promised no later than the decision is', async () => {
    const { id } = await open({ changes: [whole[0]!, whole[2]!] })
    const late = await refused('window', id, 'accept', { changes: [{ key: 'lease', state: 'deferred', due: '2026-03-20' }] })
    expect(late).toMatchObject({ code: 'service.deferral-late', fields: [{ path: 'changes.lease' }] })
    await step('window', id, 'accept', { changes: [{ key: 'lease', state: 'deferred', due: '2026-03-19' }] })
    expect(await dueOf(id, 'deferred')).toBe('2026-03-19')
  })

  test('obtained by fraud: revoked, and barred for three years', async () => {
    const applicant = { ...firm, name: '冒名公司', number: '91320509012345671H' }
    const { id } = await open({ applicant, accept: true })
    await step('reviewer', id, 'review', { opinion: 'granted', words: '符合' })
    await step('decider', id, 'decide', { outcome: 'granted', words: '', told: false })
    await step('window', id, 'deliver', { way: 'post', tracking: 'EMS12345' })
    await step('head', id, 'revoke', { ground: 'fraud', safety: true, reason: '提交虚假检测报告' })
    const again = await hall.as('window').refused(openServiceCase, { body: draft({ applicant }) })
    expect(again).toMatchObject({ code: 'service.barred', detail: expect.stringContaining('2029-03-04') as string })
  })

  test('who may not: the dispatcher opens nothing, another post sees no name', async () => {
    expect((await hall.as('dispatcher').refused(openServiceCase, { body: draft() })).status).toBe(403)
    expect((await hall.as('dispatcher').refused(listServiceCases, { query: {} })).status).toBe(403)
    const { id } = await open({ matterCode: 'GG-001', applicant: person, form: { address: '东村' }, changes: [] })
    expect((await hall.as('agent').refused(revealApplicant, { params: { id }, body: { reason: '看看' } })).status).toBe(403)
    expect((await hall.as('window').refused(revealApplicant, { params: { id }, body: { reason: '' } })).status).toBe(422)
    expect(await hall.as('window').call(revealApplicant, { params: { id }, body: { reason: '送达' } })).toMatchObject({
      name: '张三丰',
      form: { address: '东村' },
    })
  })
})
