import { describe, expect, it } from 'vitest'
import { validateProcess } from '#core/case/contract.ts'
import {
  a,
  agreed,
  b,
  clue,
  day,
  decided,
  filed,
  filing,
  hour,
  investigated,
  investigating,
  law,
  lead,
  must,
  noticed,
  person,
  photo,
  proposal,
  reviewed,
  send,
  told,
} from '../testing/penalty-run.ts'
import { penaltyProcess as process } from './penalty.ts'

describe('普通程序', () => {
  it('is a sound process', () => expect(validateProcess(process)).toEqual([]))

  it('goes from clue to closing, paid in time', () => {
    const run = reviewed()
    must(run, lead, 'decide', decided)
    must(run, a, 'serve', { way: '直接送达', servedAt: '2026-03-16T09:00:00+08:00', refused: false, files: photo })
    expect(run.state.step).toBe('paying')
    must(run, a, 'pay', { amount: 5000, paidOn: '2026-03-20', receipt: 'R1' })
    must(run, lead, 'close', { words: '同意结案' })
    expect(run.state).toMatchObject({ step: 'closed', result: 'punished' })
    expect(run.state.data).toMatchObject({ paid: 500_000, owed: 500_000, late: 0 })
  })

  it('a late payer owes 3 % a day to the cent, and cannot close before it is paid', () => {
    const run = reviewed()
    must(run, lead, 'decide', decided)
    must(run, a, 'serve', { way: '直接送达', servedAt: '2026-03-16T09:00:00+08:00', refused: false, files: photo })
    const due = new Date(run.state.clocks['pay']!.dueAt! + 8 * hour).toISOString().slice(0, 10)
    const late = new Date(Date.parse(due) + 10 * day).toISOString().slice(0, 10)
    must(run, a, 'pay', { amount: 5000, paidOn: late, receipt: 'R1' })
    expect(run.state.step).toBe('paying')
    expect(run.state.data).toMatchObject({ late: 150_000, owed: 650_000 })
    must(run, a, 'pay', { amount: 1500, paidOn: late, receipt: 'R2' })
    expect(run.state.step).toBe('closing')
  })

  it('takes exactly ninety days from the filing', () => {
    const run = filed()
    expect(run.state.clocks['case']!.dueAt! - run.now).toBeGreaterThanOrEqual(90 * day)
    expect(run.state.clocks['case']!.dueAt! - run.now).toBeLessThan(91 * day)
  })

  it('what cannot be done', () => {
    const late = clue()
    expect(send(late, a, 'request-filing', { ...filing, offenceEnded: '2024-02-28' })).toContain('追责时效')
    expect(send(late, a, 'request-filing', { ...filing, inTown: false })).toContain('本镇')
    const run = filed()
    expect(send(run, a, 'inspect', { ...investigating, second: 'a', refused: false })).toContain('两人')
    expect(send(run, a, 'inspect', { ...investigating, shown: false, refused: false })).toContain('出示')
    expect(send(run, a, 'collect', { ...investigating, fromCamera: true, reviewed: false })).toContain('第四十一条')
    expect(send(run, a, 'preserve', investigating)).toContain('第五十六条')
    expect(send(run, a, 'finish-investigation', proposal)).toContain('证据')
    must(run, a, 'inspect', { ...investigating, refused: false })
    must(run, a, 'request-preserve', { ...investigating, reason: '易灭失' })
    must(run, lead, 'approve-preserve')
    must(run, a, 'preserve', investigating)
    expect(send(run, a, 'finish-investigation', proposal)).toContain('登记保存')
    must(run, a, 'decide-preserved', { decision: '退还', words: '退还' })
    expect(send(run, a, 'finish-investigation', { ...proposal, minor: true })).toContain('第三十三条')
    expect(send(run, a, 'finish-investigation', { ...proposal, fine: 5000.001 })).toContain('两位小数')
    must(run, a, 'finish-investigation', proposal)
    expect(send(run, a, 'serve-notice', { ...told, toldHearing: false })).toContain('听证')
    expect(send(run, a, 'submit-review')).toContain('告知')
    must(run, a, 'serve-notice', told)
    run.now += 5 * hour
    expect(send(run, a, 'submit-review')).toContain('届满')
    must(run, a, 'state', { words: '不服' })
    run.now += 20 * day
    expect(send(run, a, 'submit-review')).toContain('复核')
    expect(send(run, a, 'request-hearing', { askedOn: '2026-03-30' })).toContain('五个工作日')
  })

  it('a hearing: asked in time, seven working days ahead, by a stranger to the case', () => {
    const run = noticed()
    must(run, a, 'request-hearing', { askedOn: '2026-03-03' })
    expect(send(run, a, 'submit-review')).toBeDefined()
    const invitation = { heardAt: '2026-03-20T09:00:00+08:00', heardWhere: '二楼', public: true, files: photo }
    expect(send(run, lead, 'notify-hearing', { ...invitation, host: 'b' })).toContain('第六十四条')
    must(run, lead, 'notify-hearing', { ...invitation, host: 'law' })
    const record = { told: true, came: 'came', words: '笔录', opinion: '维持', files: photo }
    expect(send(run, law, 'hold-hearing', record)).toContain('七个工作日')
    run.now = run.state.clocks['hearing-wait']!.dueAt!
    expect(send(run, a, 'hold-hearing', record)).toContain('主持')
    must(run, law, 'hold-hearing', record)
    run.now += 10 * day
    expect(send(run, a, 'request-hearing', { askedOn: '2026-03-20' })).toContain('已申请过听证')
    must(run, a, 'submit-review')
  })

  it('no review by an investigator, no decision against the review, none heavier than told', () => {
    const run = noticed()
    run.now += 12 * day
    must(run, a, 'submit-review')
    const both = person('b', 'legal-reviewer')
    expect(send(run, both, 'review', agreed)).toContain('调查人员')
    expect(send(run, law, 'review', { ...agreed, lawful: false })).toContain('审核项')
    expect(send(run, lead, 'decide', decided)).toBeDefined()
    must(run, law, 'review', agreed)
    expect(send(run, lead, 'decide', { ...decided, decidedFine: 5000.01 })).toContain('第四十五条')
    expect(send(run, lead, 'decide', { ...decided, decidedKinds: ['fine', 'suspended'] })).toContain('第四十五条')
    must(run, lead, 'decide', { ...decided, decidedFine: 3000 })
  })

  it('speaking up never makes it heavier without new evidence', () => {
    const run = noticed()
    must(run, a, 'state', { words: '不服' })
    must(run, lead, 'reopen-investigation', { reason: '复核' })
    expect(send(run, a, 'finish-investigation', { ...proposal, fine: 6000 })).toContain('第四十五条')
    must(run, a, 'collect', { ...investigating, fromCamera: false })
    must(run, a, 'finish-investigation', { ...proposal, fine: 6000 })
    expect(send(run, a, 'submit-review')).toContain('告知')
  })
})

describe('gates that random walks seldom meet', () => {
  it('the recused, the refusing, the minor', () => {
    const run = filed()
    must(run, lead, 'recuse', { recused: 'b', reason: '近亲属' })
    expect(send(run, a, 'inspect', { ...investigating, refused: false })).toContain('第四十三条')
    expect(send(run, b, 'inspect', { ...investigating, second: 'a', refused: false })).toContain('第四十三条')
    const other = { ...investigating, second: 'c' }
    expect(send(run, a, 'inspect', { ...other, refused: true })).toContain('见证人')
    must(run, a, 'inspect', { ...other, refused: true, witness: '居委会主任' })
    expect(send(run, a, 'question', { ...other, asked: '某', minorPresent: true })).toContain('监护人')
    must(run, a, 'question', { ...other, asked: '某', minorPresent: true, guardian: '其母' })
  })

  it('nothing ends while goods are held', () => {
    const run = filed()
    must(run, a, 'request-seize', { ...investigating, reason: '防止转移', urgent: false })
    expect(send(run, a, 'seize', investigating)).toContain('批准')
    must(run, lead, 'approve-seize')
    must(run, a, 'seize', investigating)
    expect(send(run, lead, 'hand-over', { reason: '移送', to: '区局' })).toContain('扣押')
    expect(send(run, lead, 'terminate', { reason: '终止' })).toContain('扣押')
    must(run, lead, 'extend-seize', { reason: '案情复杂' })
    expect(run.state.clocks['seize']!.dueAt! - run.now).toBeGreaterThanOrEqual(60 * day)
    expect(send(run, lead, 'extend-seize', { reason: '再延' })).toContain('一次')
    must(run, a, 'release', { reason: '已查清' })
    must(run, lead, 'hand-over', { reason: '移送', to: '区局' })
    expect(run.state.result).toBe('transferred')
  })

  it('a waived hearing stays waived; what is complex is discussed', () => {
    const run = noticed({ complex: true })
    must(run, a, 'waive-statement', { files: photo })
    expect(send(run, a, 'request-hearing', { askedOn: '2026-03-03' })).toBeDefined()
    must(run, a, 'submit-review')
    must(run, law, 'review', agreed)
    expect(run.state.step).toBe('discussion')
    must(run, lead, 'discuss', { present: '三人', words: '同意', files: photo })
    must(run, lead, 'decide', decided)
  })

  it('exempt: no notice, but review, education and a decision of its own', () => {
    const run = investigated({ proposal: 'none-minor', kinds: undefined, fine: undefined, firstTime: true })
    expect(send(run, a, 'serve-notice', told)).toContain('不予处罚')
    must(run, a, 'submit-review')
    must(run, law, 'review', { ...agreed, opinion: 'no-penalty' })
    expect(send(run, lead, 'decide', decided)).toBeDefined()
    must(run, lead, 'decide', { decided: 'none-minor', words: '不予处罚' })
    const service = { servedAt: '2026-03-05T09:00:00+08:00', refused: false, files: photo }
    expect(send(run, a, 'serve', { ...service, way: '电子送达' })).toContain('确认书')
    expect(send(run, a, 'serve', { ...service, way: '留置送达' })).toContain('见证人')
    must(run, a, 'serve', { ...service, way: '电子送达', confirmed: true })
    expect(send(run, lead, 'close', { words: '结案' })).toContain('教育')
    must(run, a, 'educate', { words: '已教育' })
    must(run, lead, 'close', { words: '结案' })
    expect(run.state.result).toBe('none-minor')
  })

  it('the court only after the term, ten working days of urging and within three months', () => {
    const run = reviewed()
    must(run, lead, 'decide', decided)
    must(run, a, 'serve', { way: '直接送达', servedAt: '2026-03-16T09:00:00+08:00', refused: false, files: photo })
    const demand = { demanded: 6500, toldRights: true, way: '直接送达', files: photo }
    expect(send(run, a, 'urge', demand)).toContain('缴款期限')
    run.now += 190 * day
    expect(send(run, a, 'urge', { ...demand, toldRights: false })).toContain('第三十五条')
    must(run, a, 'urge', demand)
    const filing = { remediesOver: true, remediesEnd: new Date(run.now - 5 * day).toISOString().slice(0, 10), files: photo }
    expect(send(run, lead, 'apply-court', filing)).toContain('十个工作日')
    run.now += 20 * day
    expect(send(run, lead, 'apply-court', { ...filing, remediesOver: false })).toContain('第五十三条')
    expect(send(run, lead, 'apply-court', { ...filing, remediesEnd: '2026-01-10' })).toContain('三个月')
    must(run, lead, 'apply-court', filing)
    must(run, a, 'pay', { amount: 1000, paidOn: '2026-10-10', receipt: 'R1' })
    expect(run.state.step).toBe('enforcing')
    const { late } = run.state.data
    expect(late).toBe(500_000)
    must(run, lead, 'agree-waiver', { words: '分两次缴清', files: photo, waived: 5000 })
    must(run, a, 'pay', { amount: 3999.99, paidOn: '2026-10-11', receipt: 'R2' })
    expect(run.state.step).toBe('enforcing')
    const settled = { ...run, acts: [...run.acts] }
    must(settled, a, 'pay', { amount: 0.01, paidOn: '2026-10-12', receipt: 'R3' })
    expect(settled.state.step).toBe('closing')
    must(run, lead, 'enforced', { words: '执行完毕', told: true, files: photo })
    expect(run.state.step).toBe('closing')
  })
})
