import { describe, expect, test } from 'vitest'
import { actOnCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import {
  applyPublic,
  followPublic,
  listRatings,
  listServiceCases,
  openServiceCase,
  publicForm,
  ratePublicCase,
  readOwnRatings,
  readRatingFigures,
  readServiceCase,
  resumeDraft,
  saveDraft,
  sayPublic,
} from '../../contract.ts'
import { type Seat, smallHall } from './testing/small-hall.ts'

const hall = await smallHall()
const at = (text: string) => hall.setNow(new Date(`${text}+08:00`))
const person = { kind: 'person' as const, name: '张三丰', number: '320509188001010013', phone: '13900001111', address: '' }
const photo = [{ sha256: 'a'.repeat(64), name: '租约.jpg', mime: 'image/jpeg' }]
let shops = 0
const application = (more: object = {}) => ({
  actionId: newId(),
  matterCode: 'XK-001',
  channel: 'online' as const,
  applicant: person,
  form: { shop: '酱坊', address: `南街 ${++shops} 号` },
  changes: [{ key: 'identity', state: 'have' as const }],
  ...more,
})
const step = (who: Seat, id: string, action: string, input: object = {}) =>
  hall.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const follow = (number: string, code: string) => hall.public().call(followPublic, { params: { number }, query: { code } })

describe('online, without an account', () => {
  test('form, application, correction, decision, received: all by number and check code', async () => {
    at('2026-03-02T21:00')
    const form = await hall.public().call(publicForm, { params: { code: 'XK-001' } })
    expect(form).toMatchObject({ online: true, promised: '受理后 10个工作日' })
    const { number, code = '' } = await hall.public().call(applyPublic, { body: application({ files: photo }) })
    const { id } = (await hall.as('window').call(listServiceCases, { query: { q: number } })).rows[0]!
    // Filed at nine in the evening: the day is the system's day, and it is not counted.
    expect((await follow(number, code)).limits[0]).toContain('2026年3月9日（周一）24:00到期')
    at('2026-03-03T09:00')
    await step('window', id, 'notify-correction', { more: '申请表没有签名' })
    let seen = await follow(number, code)
    expect(seen).toMatchObject({ stepTitle: '请补正材料', canResubmit: true, gaps: ['场所使用证明', '食品安全承诺书', '申请表没有签名'] })
    await hall.public().call(sayPublic, {
      params: { number },
      body: {
        code,
        actionId: newId(),
        act: 'resubmit',
        changes: [
          { key: 'lease', state: 'have' },
          { key: 'safety', state: 'have' },
        ],
        files: photo,
        words: '已签名',
      },
    })
    await step('window', id, 'accept')
    await step('reviewer', id, 'review', { opinion: 'granted', words: '符合' })
    await step('decider', id, 'decide', { outcome: 'granted', words: '', told: false })
    seen = await hall.public().call(sayPublic, { params: { number }, body: { code, actionId: newId(), act: 'collect' } })
    expect(seen).toMatchObject({ open: false, result: '准予', canRate: true })
    expect(seen.track.map(({ title }) => title)).toEqual(['已领取', '已作出决定', '已受理', '收到补正材料', '一次性告知补正', '收到申请'])
    expect(JSON.stringify(seen)).not.toMatch(/张三丰|测试/)
    // Nobody came: not a visit.
    const [row] = await hall.platform.db.read.query<{ visits: number }>(`select visits from service.office_case where number = $1`, [
      number,
    ])
    expect(row!.visits).toBe(0)
  })

  test('a wrong code and an unknown number are one answer', async () => {
    at('2026-03-04T09:00')
    const { number } = await hall.public().call(applyPublic, { body: application() })
    for (const params of [{ number }, { number: 'BJ2026030400099' }])
      expect((await hall.public().refused(followPublic, { params, query: { code: 'AAAAAA' } })).code).toBe('service.number-or-code-wrong')
    expect(
      (await hall.public().refused(sayPublic, { params: { number }, body: { code: 'AAAAAA', actionId: newId(), act: 'withdraw' } })).status,
    ).toBe(404)
  })

  test('a draft goes on at another device, and only with its code', async () => {
    const first = await hall.public().call(saveDraft, { body: { actionId: newId(), content: { step: 1, name: '张三丰' } } })
    const { number, code = '' } = first
    await hall.public().call(saveDraft, { body: { actionId: newId(), number, code, content: { step: 2, name: '张三丰' } } })
    expect(await hall.public().call(resumeDraft, { params: { number }, query: { code } })).toMatchObject({ content: { step: 2 } })
    expect((await hall.public().refused(resumeDraft, { params: { number }, query: { code: 'AAAAAA' } })).status).toBe(404)
    expect((await hall.public().refused(saveDraft, { body: { actionId: newId(), number, code: 'AAAAAA', content: {} } })).status).toBe(404)
    await hall.public().call(applyPublic, { body: application({ draft: number, draftCode: code }) })
    expect((await hall.public().refused(resumeDraft, { params: { number }, query: { code } })).status).toBe(404)
    const [kept] = await hall.platform.db.read.query<{ n: number }>(`select count(*)::int as n from service.draft`)
    expect(kept!.n).toBe(0)
  })
})

describe('好差评', () => {
  const finished = async () => {
    const {
      id,
      number,
      code = '',
    } = await hall.as('window').call(openServiceCase, {
      body: {
        actionId: newId(),
        matterCode: 'GG-001',
        applicant: person,
        form: { address: '东村' },
        changes: [{ key: 'identity', state: 'have' as const }],
        accept: true,
      },
    })
    await step('window', id, 'sole-decide', { outcome: 'granted', words: '', told: false })
    const rate = (level: number, more: object = {}) => ({
      params: { number },
      body: { code, actionId: newId(), door: 'counter' as const, level, ...more },
    })
    return { id, number, code, rate }
  }
  const handed = (id: string) => step('window', id, 'deliver', { way: 'counter', takenBy: '本人', files: photo })

  test('once per case, voluntary, within five working days of the end', async () => {
    at('2026-03-05T09:00')
    const { id, rate } = await finished()
    expect((await hall.public().refused(ratePublicCase, rate(5))).code).toBe('service.cannot-rate')
    await handed(id)
    const first = rate(4, { dimensions: { attitude: 5, efficiency: 3 }, words: '还行' })
    expect(await hall.public().call(ratePublicCase, first)).toMatchObject({ rated: 4, canRate: false })
    expect(await hall.public().call(ratePublicCase, first)).toMatchObject({ rated: 4 })
    expect((await hall.public().refused(ratePublicCase, rate(1))).code).toBe('service.cannot-rate')
    expect((await hall.public().refused(ratePublicCase, rate(5, { dimensions: { platform: 5 } }))).status).toBe(422)
    const late = await finished()
    await handed(late.id)
    at('2026-03-13T09:00')
    expect((await hall.public().refused(ratePublicCase, late.rate(5))).code).toBe('service.cannot-rate')
  })

  test('a bad one opens its correction with a limit, is called back, rated once more, and counts as the second', async () => {
    at('2026-03-16T09:00')
    const { id, rate } = await finished()
    await handed(id)
    await hall.public().call(ratePublicCase, rate(1, { words: '等了两个小时' }))
    const [row] = (await hall.as('hallLead').call(listRatings, { query: { bad: 'yes' } })).rows
    expect(row).toMatchObject({ level: 1, state: 'fixing', words: '等了两个小时' })
    const fixId = row!.fixId!
    expect((await hall.public().refused(ratePublicCase, rate(5))).code).toBe('service.cannot-rate')
    await step('hallLead', fixId, 'confirm', { words: '属实，人手不足' })
    await step('hallLead', fixId, 'rectify', { words: '加开一个窗口' })
    const unreached = hall.as('hallLead').refused(actOnCase, {
      params: { id: fixId },
      body: { actionId: newId(), action: 'call-back', input: { reached: false, accepted: false, words: '无人接听' } },
    })
    expect((await unreached).detail).toContain('百分之百')
    const before = await hall.as('hallLead').call(readRatingFigures, {})
    await step('hallLead', fixId, 'call-back', { reached: true, accepted: true, words: '认可' })
    await hall.public().call(ratePublicCase, rate(5))
    const after = await hall.as('hallLead').call(readRatingFigures, {})
    expect(before.goodRate).toBeLessThan(1)
    expect(after).toMatchObject({ goodRate: 1, rectifiedRate: 1, fixDays: 15 })
    expect((await hall.public().refused(ratePublicCase, rate(5))).code).toBe('service.cannot-rate')
  })

  test('the window sees neither who nor which, and nothing where a handful could be told apart', async () => {
    const few = await hall.as('window').call(readOwnRatings, {})
    expect(few).toMatchObject({ rows: [], held: 2 })
    for (let n = 0; n < 4; n++) {
      const { id, rate } = await finished()
      await handed(id)
      await hall.public().call(ratePublicCase, rate(5))
    }
    const own = await hall.as('window').call(readOwnRatings, {})
    expect(own.rows).toHaveLength(6)
    expect(Object.keys(own.rows[0]!).sort()).toEqual(['level', 'month', 'words'])
    expect((await hall.as('window').refused(listRatings, { query: {} })).status).toBe(403)
    const bad = (await hall.as('hallLead').call(listRatings, { query: { bad: 'yes' } })).rows[0]!
    expect((await hall.as('window').refused(readServiceCase, { params: { id: bad.fixId! } })).code).toBe('case.not-found')
  })

  test('the limit is the town’s own where it set one', async () => {
    await hall.platform.db.transaction((tx) =>
      tx.query(`insert into platform.setting (town, key, value, changed_by) values ('320599101', 'service.rating-fix-days', '5', 'test')`),
    )
    expect((await hall.as('hallLead').call(readRatingFigures, {})).fixDays).toBe(5)
  })
})
