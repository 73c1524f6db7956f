import { describe, expect, test } from 'vitest'
import { dateOf } from '#core/calendar/contract.ts'
import { validateProcess } from '#core/case/contract.ts'
import { Process } from '#core/case/contract.ts'
import {
  accepted,
  all,
  decider,
  dueDay,
  granted,
  handed,
  head,
  leader,
  must,
  paper,
  papers,
  passTo,
  received,
  resident,
  reviewer,
  send,
  village,
  window,
} from '../testing/case-run.ts'
import { serviceGuards } from '../case-guards.ts'
import { ratingFixProcess } from './rating-fix.ts'
import { serviceProcess } from './service.ts'

const photo = [{ sha256: 'f'.repeat(64), name: '签收.jpg', mime: 'image/jpeg' }]

test('the definition is sound, and every named gate is installed', () => {
  expect([...validateProcess(serviceProcess), ...validateProcess(ratingFixProcess)]).toEqual([])
  expect(Process.safeParse(serviceProcess).success).toBe(true)
  const asked = [...serviceProcess.actions, ...ratingFixProcess.actions].flatMap(({ guards }) =>
    guards.flatMap((g) => (g.kind === 'named' ? [g.name] : [])),
  )
  const installed = serviceGuards.map(({ name }) => name)
  expect([...new Set(asked)].filter((name) => !installed.includes(name))).toEqual([])
  expect(installed.filter((name) => !asked.includes(name))).toEqual([])
})

describe('receipt (行政许可法 art. 32)', () => {
  test('incomplete papers are not accepted; what is missing is named', () => {
    const run = received()
    expect(send(run, window, 'accept')).toContain('材料lease')
    expect(send(run, window, 'accept', { changes: [{ key: 'lease', state: 'have' }] })).toContain('材料safe')
    must(run, window, 'accept', all)
    expect(run.state).toMatchObject({ step: 'review', data: { acceptedOn: '2026-02-10' } })
  })

  test('one notice names every gap, a second is impossible, and nothing new may be asked for after it', () => {
    const run = received()
    must(run, window, 'notify-correction', { more: '申请表未签名\n\n经营范围填写有误' })
    expect(run.state.data['gaps']).toEqual([
      { key: 'lease', text: '材料lease' },
      { key: 'safe', text: '材料safe' },
      { text: '申请表未签名' },
      { text: '经营范围填写有误' },
    ])
    expect(send(run, window, 'end-uncorrected', { reason: '没有来' })).toContain('还没有届满')
    must(run, resident, 'resubmit', { changes: [{ key: 'lease', state: 'have' }] })
    expect(send(run, window, 'notify-correction', { more: '再补一样' })).toBeDefined()
    expect(send(run, window, 'accept')).toContain('材料safe')
    expect(send(run, window, 'end-uncorrected', { reason: '补正不全' })).toBeUndefined()
  })

  test('corrected as told it must be accepted, whatever else is found', () => {
    const run = received({ materials: [...papers, paper('late', { required: true, state: 'have' })] })
    must(run, window, 'notify-correction')
    must(run, resident, 'resubmit', all)
    expect(send(run, window, 'end-uncorrected', { reason: '不想受理' })).toContain('应当受理')
    // A paper found wanting later was not in the notice.
    must(run, window, 'accept', { changes: [{ key: 'late', state: 'missing' }] })
  })

  test('silence for five working days is acceptance from the day of receipt, and everybody sees why', () => {
    const run = received()
    expect(dueDay(run, 'notify')).toBe('2026-02-24')
    passTo(run, '2026-02-24T17:00')
    expect(run.state.step).toBe('received')
    passTo(run, '2026-02-25T08:00')
    expect(run.state.step).toBe('review')
    expect(run.state.data).toMatchObject({ deemed: true, acceptedOn: '2026-02-10' })
    expect(run.state.data['deemedWhy']).toContain('自收到申请材料之日（2026-02-10）起即为受理')
    // The clocks run from the receipt, not from the day the silence ended.
    expect(dueDay(run, 'legal')).toBe('2026-03-16')
    expect(dueDay(run, 'promise')).toBe('2026-03-02')
  })

  test('a notice on the sixth day is too late', () => {
    const run = received()
    run.now = Date.parse('2026-02-25T00:00:01+08:00')
    expect(send(run, window, 'notify-correction', { more: '缺一样' })).toContain('自收到之日起即为受理')
    expect(send(run, window, 'accept', all)).toContain('系统正在登记')
  })

  test('silence after a correction counts from the day it was corrected', () => {
    const run = received()
    must(run, window, 'notify-correction')
    passTo(run, '2026-03-02T10:00')
    must(run, resident, 'resubmit', all)
    passTo(run, '2026-03-10T00:30')
    expect(run.state).toMatchObject({ step: 'review', data: { acceptedOn: '2026-03-02', deemed: true } })
    expect(dueDay(run, 'legal')).toBe('2026-03-30')
  })

  test('not ours: says why and where to go; not needed: said at once', () => {
    const run = received()
    must(run, window, 'refuse-receipt', { reason: '由县住建局受理', where: '县住建局窗口' })
    expect(run.state).toMatchObject({ step: 'not-accepted', result: 'not-accepted' })
    const other = received()
    must(other, window, 'not-needed', { words: '自用仓库不需要' })
    expect(other.state.result).toBe('not-needed')
    expect(other.state.clocks['legal']).toBeUndefined()
  })
})

describe('容缺 and 告知承诺', () => {
  test('only where the matter allows it, with a day; the decision waits for the deferred paper', () => {
    const run = received()
    const change = (lease: object, safe: object) => ({
      changes: [
        { key: 'lease', ...lease },
        { key: 'safe', ...safe },
      ],
    })
    expect(send(run, window, 'accept', change({ state: 'deferred' }, { state: 'deferred', due: '2026-02-12' }))).toContain('不可容缺')
    expect(send(run, window, 'accept', change({ state: 'promised' }, { state: 'promised' }))).toContain('不可告知承诺')
    expect(send(run, window, 'accept', change({ state: 'deferred' }, { state: 'promised' }))).toContain('补交日期')
    must(run, window, 'accept', change({ state: 'deferred', due: '2026-02-26' }, { state: 'promised' }))
    expect(dueDay(run, 'deferred')).toBe('2026-02-26')
    expect(send(run, reviewer, 'review', { opinion: 'granted', words: '好' })).toContain('材料lease')
    expect(send(run, reviewer, 'terminate', { reason: '未补' })).toContain('还没有到')
    must(run, window, 'supply', { changes: [{ key: 'lease', state: 'have' }] })
    must(run, reviewer, 'review', { opinion: 'granted', words: '材料齐全' })
    must(run, decider, 'decide', granted)
    must(run, window, 'deliver', handed)
    // The promise is verified within thirty days, by somebody who did not decide.
    expect(run.state.step).toBe('verifying')
    expect(dueDay(run, 'verify')).toBe('2026-03-12')
    expect(send(run, decider, 'verify-promise', { kept: true, words: '属实' })).toContain('不能自己核查')
    must(run, reviewer, 'verify-promise', { kept: false, words: '不属实' })
    expect(run.state).toMatchObject({ step: 'revoked', result: 'revoked' })
  })

  test('a promise not kept by its day is a ground to end it', () => {
    const run = received({ materials: [papers[0], papers[1]] })
    must(run, window, 'accept', { changes: [{ key: 'lease', state: 'deferred', due: '2026-02-12' }] })
    passTo(run, '2026-02-13T09:00')
    must(run, reviewer, 'terminate', { reason: '容缺材料逾期未补' })
    expect(run.state.result).toBe('terminated')
  })
})

describe('review and decision', () => {
  test('two persons decide, neither of them the one at the window', () => {
    const run = accepted()
    const both = { ...reviewer, personId: 'window' }
    expect(send(run, both, 'review', { opinion: 'granted', words: '好' })).toContain('受理人')
    expect(send(run, reviewer, 'sole-decide', granted)).toContain('不适用独任审批')
    must(run, reviewer, 'review', { opinion: 'granted', words: '符合条件' })
    expect(send(run, reviewer, 'decide', granted)).toContain('审查人自己')
    must(run, decider, 'decide', granted)
    expect(run.state).toMatchObject({ step: 'issuing', data: { decidedOn: '2026-02-10', validUntil: '2029-02-10' } })
    expect(dueDay(run, 'deliver')).toBe('2026-03-02')
  })

  test('a sole officer accepts, reviews and decides where the matter says so; a village its own matters', () => {
    const run = received({ soleOfficer: true })
    expect(send(run, village, 'accept', all)).toContain('镇级事项')
    must(run, window, 'accept', all)
    must(run, window, 'sole-decide', granted)
    expect(run.state.step).toBe('issuing')
    const own = received({ soleOfficer: true, level: 'village' })
    must(own, village, 'accept', all)
    must(own, village, 'sole-decide', granted)
    must(own, village, 'deliver', handed)
    expect(own.state).toMatchObject({ step: 'done', result: 'granted' })
    const elsewhere = received({ soleOfficer: true, level: 'village', areaCode: '320599101002' })
    expect(send(elsewhere, village, 'accept', all)).toContain('岗位')
  })

  test('a refusal says its reasons and the remedies', () => {
    const run = accepted()
    must(run, reviewer, 'review', { opinion: 'refused', words: '场所不符合' })
    expect(send(run, decider, 'decide', { outcome: 'refused', words: '不行', told: true })).toContain('说明理由')
    expect(send(run, decider, 'decide', { outcome: 'refused', words: '场所消防不符合标准第三条', told: false })).toContain('复议')
    must(run, decider, 'decide', { outcome: 'refused', words: '场所消防不符合标准第三条', told: true })
    must(run, window, 'deliver', handed)
    expect(run.state).toMatchObject({ step: 'done', result: 'refused' })
  })

  test('a special procedure stops both clocks and is told; its days are not counted', () => {
    const run = accepted()
    const special = { special: '检测', expected: '2026-03-06', words: '委托检测', told: true }
    expect(send(run, reviewer, 'start-special', { ...special, told: false })).toContain('书面告知')
    expect(send(run, reviewer, 'start-special', { ...special, special: '拍卖' })).toContain('没有列明')
    expect(send(run, reviewer, 'start-special', { ...special, special: '听证' })).toContain('听证')
    passTo(run, '2026-03-02T11:00')
    must(run, reviewer, 'start-special', special)
    expect(run.state).toMatchObject({ step: 'special' })
    expect(run.state.clocks['legal']).toMatchObject({ pauses: [{ reason: '检测：委托检测' }] })
    expect(dueDay(run, 'legal')).toBeUndefined()
    passTo(run, '2026-03-06T15:00')
    must(run, reviewer, 'end-special', { words: '合格' })
    // legalDue = addWorkingDays(acceptedAt.date, 20 + 0 + 4): rules.md §5.4.
    expect(run.state.step).toBe('review')
    expect(dueDay(run, 'legal')).toBe('2026-03-20')
  })

  test('one extension of ten days, with the head’s approval and reasons', () => {
    const run = accepted()
    expect(send(run, head, 'grant-extension', { reason: '复杂' })).toContain('没有延长')
    expect(send(run, reviewer, 'ask-extension', { reason: '复杂', extensionDays: 11 })).toContain('10')
    must(run, reviewer, 'ask-extension', { reason: '复杂', extensionDays: 10 })
    expect(send(run, leader, 'grant-extension', { reason: '同意' })).toContain('本机关负责人')
    must(run, head, 'grant-extension', { reason: '同意' })
    expect(dueDay(run, 'legal')).toBe('2026-03-30')
    expect(dueDay(run, 'promise')).toBe('2026-03-16')
    expect(send(run, reviewer, 'ask-extension', { reason: '再来', extensionDays: 1 })).toContain('一次')
  })

  test('jointly handled: 45 and 15, by the head of government', () => {
    const run = accepted({ joint: true, legalLimit: { n: 45, unit: 'working-day' } })
    must(run, reviewer, 'ask-extension', { reason: '多部门', extensionDays: 15 })
    expect(send(run, head, 'grant-extension', { reason: '同意' })).toContain('镇政府负责人')
    must(run, leader, 'grant-extension', { reason: '同意' })
    expect(dueDay(run, 'legal')).toBe('2026-05-14')
  })

  test('after the limit there is nothing to extend', () => {
    const run = accepted()
    passTo(run, '2026-03-17T09:00')
    expect(send(run, reviewer, 'ask-extension', { reason: '晚了', extensionDays: 5 })).toContain('已经届满')
  })

  test('a hearing: asked within five working days, notified seven days before, hosted by another', () => {
    const run = accepted()
    must(run, reviewer, 'tell-hearing', { words: '告知申请人' })
    expect(send(run, reviewer, 'review', { opinion: 'granted', words: '好' })).toContain('听证')
    must(run, resident, 'request-hearing', { reason: '要求听证' })
    expect(run.state.step).toBe('hearing')
    expect(dueDay(run, 'hearing')).toBe('2026-03-16')
    const on = { words: '大厅二楼', hearingOn: '2026-02-17', host: 'decider' }
    expect(send(run, reviewer, 'notify-hearing', { ...on, hearingOn: '2026-02-16' })).toContain('七日前')
    expect(send(run, reviewer, 'notify-hearing', { ...on, host: 'reviewer' })).toContain('审查人员以外')
    must(run, reviewer, 'notify-hearing', { ...on, hearingOn: '2026-02-26' })
    expect(send(run, decider, 'hold-hearing', { words: '笔录', files: photo })).toContain('还没有到')
    passTo(run, '2026-02-26T10:00')
    expect(send(run, head, 'hold-hearing', { words: '笔录', files: photo })).toContain('主持人')
    must(run, decider, 'hold-hearing', { words: '笔录', files: photo })
    must(run, reviewer, 'review', { opinion: 'granted', words: '好' })
    // Eight workdays (11–14, 24–26 February and the make-up days) of the hearing are left out.
    expect(dueDay(run, 'legal')! > '2026-03-16').toBe(true)
  })

  test('a hearing nobody asked for in time bars nothing', () => {
    const run = accepted()
    must(run, reviewer, 'tell-hearing', { words: '告知申请人' })
    passTo(run, '2026-02-25T09:00')
    expect(send(run, resident, 'request-hearing', { reason: '晚了' })).toContain('五个工作日')
    must(run, reviewer, 'review', { opinion: 'granted', words: '好' })
  })

  test('a paper replaced after acceptance is reviewed again', () => {
    const run = accepted()
    must(run, reviewer, 'review', { opinion: 'granted', words: '好' })
    must(run, window, 'replace-material', { reason: '换新租约', changes: [{ key: 'lease', state: 'have' }], files: photo })
    expect(run.state.step).toBe('review')
    expect(send(run, decider, 'decide', granted)).toBeDefined()
  })

  test('renewal: silence until expiry is a yes (art. 50)', () => {
    const run = received({ untilExpiry: { n: 45, unit: 'calendar-day' } })
    must(run, window, 'accept', all)
    passTo(run, '2026-03-28T00:10')
    expect(run.state).toMatchObject({ step: 'issuing', data: { outcome: 'granted', renewedByLaw: true, decidedOn: '2026-03-27' } })
    expect(run.state.clocks['legal']!.stoppedAt).toBeDefined()
  })

  test('done at once: after closing it is due the next working day', () => {
    const instant = { promiseLimit: { n: 0, unit: 'working-day' } }
    const early = accepted(instant, '2026-02-13T17:00')
    expect(dueDay(early, 'promise')).toBe('2026-02-13')
    expect(dueDay(accepted(instant, '2026-02-13T17:30'), 'promise')).toBe('2026-02-14')
    expect(dueDay(accepted(instant, '2026-02-15T10:00'), 'promise')).toBe('2026-02-24')
  })

  test('delivery is signed; electronic only with consent; within ten working days', () => {
    const run = accepted()
    must(run, reviewer, 'review', { opinion: 'granted', words: '好' })
    must(run, decider, 'decide', granted)
    expect(send(run, window, 'deliver', { way: 'electronic', agreed: false })).toContain('同意')
    must(run, resident, 'collect', { way: 'electronic' })
    expect(run.state).toMatchObject({ step: 'done', result: 'granted' })
    expect(dateOf(run.state.closedAt!)).toBe('2026-02-10')
  })

  test('a sampled sole decision is checked by somebody else', () => {
    const run = accepted({ soleOfficer: true, sampled: true })
    must(run, reviewer, 'sole-decide', granted)
    must(run, window, 'deliver', handed)
    expect(send(run, reviewer, 'spot-check', { sound: true, words: '好' })).toContain('不能抽查')
    must(run, decider, 'spot-check', { sound: false, words: '漏了一项' })
    expect(run.state.data['sampleResult']).toBe('unsound')
    expect(send(run, decider, 'revoke', { ground: 'unlawful', safety: false, reason: '违法' })).toBeDefined()
    must(run, head, 'revoke', { ground: 'unlawful', safety: false, reason: '违法' })
    expect(run.state.result).toBe('revoked')
  })

  test('the applicant may take it back until it is decided', () => {
    const run = accepted()
    must(run, resident, 'withdraw', { reason: '不办了' })
    expect(run.state.result).toBe('withdrawn')
  })
})
