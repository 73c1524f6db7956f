import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { type Act, type CaseActor, type CaseState, allowed, apply, begin, refusal, validateProcess } from '#core/case/contract.ts'
import { derived } from '../derive.ts'
import { enforcementGuards } from '../guards.ts'
import { defaultThresholds } from '../hearing-threshold.ts'
import { penaltyProcess as process } from './penalty.ts'

const named = new Map(enforcementGuards.map((guard) => [guard.name, guard]))
const hour = 3_600_000
const day = 24 * hour
const start = Date.parse('2026-03-02T09:00:00+08:00')

const person = (personId: string, ...roles: string[]): CaseActor => ({
  kind: 'person',
  personId,
  unitId: 'team',
  unitIds: ['team'],
  roles,
  areas: [],
})
const a = person('a', 'officer')
const b = person('b', 'officer')
const lead = person('lead', 'enforcement-lead')
const law = person('law', 'legal-reviewer')
const everybody = [a, b, lead, law]

interface Run {
  state: CaseState
  now: number
  readonly acts: (Act & { actor: CaseActor; step: string })[]
}

function clue(party: 'citizen' | 'organisation' = 'organisation'): Run {
  const data = { title: '线索', partyKind: party, business: false }
  const state = begin(process, defaultCalendar, {
    seq: 1,
    actionId: '1',
    action: 'open',
    at: start,
    personId: 'a',
    unitId: 'team',
    input: data,
  })
  return { state: { ...state, holder: { unitId: 'team', personId: 'a' } }, now: start, acts: [] }
}

const photo = [{ sha256: 'f'.repeat(64), name: 'x.jpg', mime: 'image/jpeg' }]
const investigating = { second: 'b', shown: true, told: true, files: photo, words: '情况' }

/** Sends an act as the server would; answers the refusal, or undefined when it was done. */
function send(run: Run, actor: CaseActor, key: string, sent: Record<string, unknown> = {}): string | undefined {
  const action = process.actions.find((one) => one.key === key)
  if (!action) throw new Error(`no action ${key}`)
  const input = Object.fromEntries(
    Object.entries(sent).filter(([name]) => action.form.some((field) => field.key === name && !field.derived)),
  )
  const refused = refusal({ process, action, state: run.state, actor, now: run.now, input }, named)
  if (refused) return refused.text
  const seq = run.state.seq + 1
  const given = { ...input, ...derived(key, input, run.state, run.now, defaultThresholds) }
  const act: Act = { seq, actionId: `${seq}`, action: key, at: run.now, personId: actor.personId, unitId: actor.unitId, input: given }
  run.acts.push({ ...act, actor, step: run.state.step })
  run.state = apply(process, defaultCalendar, run.state, act)
  return undefined
}

const must = (run: Run, actor: CaseActor, key: string, input: Record<string, unknown> = {}): void =>
  expect(send(run, actor, key, input)).toBeUndefined()
const filing = { power: 'P1', words: '初步事实', offenceEnded: '2026-02-20', grave: false, inTown: true }
const proposal = {
  second: 'b',
  facts: '事实',
  proposal: 'punish',
  kinds: ['fine'],
  fine: 5000,
  discretion: '一般情节',
  minor: false,
  firstTime: false,
  noFault: false,
  complex: false,
}
const told = { toldContent: true, toldFacts: true, toldRights: true, toldHearing: true, way: '直接送达', files: photo }
const agreed = { competent: true, clear: true, lawful: true, procedure: true, opinion: 'agree', words: '同意' }
const decided = { decided: 'punish', decidedKinds: ['fine'], decidedFine: 5000, words: '决定' }

function filed(): Run {
  const run = clue()
  must(run, a, 'check', { words: '属实' })
  must(run, a, 'request-filing', filing)
  must(run, lead, 'file', {})
  return run
}
function investigated(over: Record<string, unknown> = {}): Run {
  const run = filed()
  must(run, a, 'inspect', { ...investigating, refused: false })
  must(run, a, 'finish-investigation', { ...proposal, ...over })
  return run
}
function noticed(over: Record<string, unknown> = {}): Run {
  const run = investigated(over)
  must(run, a, 'serve-notice', told)
  return run
}
function reviewed(over: Record<string, unknown> = {}): Run {
  const run = noticed(over)
  run.now += 12 * day
  must(run, a, 'submit-review')
  must(run, law, 'review', agreed)
  return run
}

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
    must(run, lead, 'enforced', { words: '执行完毕', told: true, files: photo })
    expect(run.state.step).toBe('closing')
  })
})

describe('over random orders of acts', () => {
  const yes = fc.constantFrom(true, true, true, true, false)
  const no = fc.constantFrom(false, false, false, false, true)
  const anyInput = fc.record({
    second: fc.constantFrom('a', 'b', 'a', 'b', 'law'),
    shown: yes,
    told: yes,
    refused: no,
    fromCamera: no,
    reviewed: yes,
    minor: no,
    firstTime: no,
    noFault: no,
    complex: fc.boolean(),
    proposal: fc.constantFrom('punish', 'punish', 'punish', 'none-minor', 'none-unproven'),
    kinds: fc.constantFrom(['fine'], ['fine'], ['warning'], ['fine', 'suspended']),
    fine: fc.constantFrom(0, 200, 5000, 90_000),
    toldContent: fc.constantFrom(true, true, false),
    toldFacts: fc.constant(true),
    toldRights: fc.constant(true),
    toldHearing: yes,
    opinion: fc.constantFrom('agree', 'agree', 'agree', 'agree', 'no-penalty', 'change'),
    competent: fc.constant(true),
    clear: fc.constant(true),
    lawful: fc.constantFrom(true, true, false),
    procedure: fc.constant(true),
    decided: fc.constantFrom('punish', 'punish', 'none-minor'),
    decidedKinds: fc.constantFrom(['fine'], ['fine'], ['warning'], ['fine', 'suspended']),
    decidedFine: fc.constantFrom(0, 200, 200, 5000, 90_000),
    host: fc.constantFrom('a', 'b', 'law'),
    way: fc.constantFrom('直接送达', '电子送达'),
    confirmed: yes,
    settled: yes,
    words: fc.constant('话'),
    reason: fc.constant('理由'),
  })
  // Mostly something that the post may do here, sometimes anything at all: else most walks would end before the gates.
  const keys = process.actions.map(({ key }) => key)
  const rare = new Set(['suspend', 'terminate', 'hand-over', 'recuse', 'note', 'request-seize', 'request-preserve', 'extend-case'])
  const step = fc.record({
    pick: fc.nat(10_000),
    wild: fc.constantFrom(false, false, false, false, true),
    who: fc.nat(3),
    input: anyInput,
    wait: fc.constantFrom(0, 1, 4 * 24, 12 * 24, 12 * 24),
  })
  function next(run: Run, { pick, wild, who }: { pick: number; wild: boolean; who: number }): { key: string; actor: CaseActor } {
    const here = everybody.flatMap((actor) =>
      allowed(process, run.state, actor, run.now, named)
        .filter(({ blocked }) => !blocked)
        .map(({ action }) => ({ key: action.key, actor })),
    )
    const forward = here.filter(({ key }) => process.actions.find((one) => one.key === key)?.tone === 'primary')
    const usual = [...here.filter(({ key }) => !rare.has(key)), ...forward, ...forward, ...forward, ...forward]
    if (wild || usual.length === 0) return { key: keys[pick % keys.length]!, actor: everybody[who]! }
    return usual[pick % usual.length]!
  }

  it('no path reaches a decision around a gate', () => {
    let decisions = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 90 }), (steps) => {
        const run = filed()
        for (const one of steps) {
          const { input, wait } = one
          run.now += wait * hour
          const { key, actor } = next(run, one)
          // Half of the decisions are what was notified, half anything.
          const asTold =
            key === 'decide' && one.pick % 2 === 0
              ? { decided: 'punish', decidedKinds: run.state.data['penaltyKinds'], decidedFine: run.state.data['noticeFine'] }
              : {}
          const before = run.state
          if (send(run, actor, key, { ...input, ...asTold, files: photo }) !== undefined || key !== 'decide') continue
          if (run.state.data['decided'] !== 'punish') continue
          decisions++
          // Checked against the acts themselves, not against the guards' own bookkeeping.
          const last = (name: string) => run.acts.findLast(({ action }) => action === name)
          const concluded = last('finish-investigation')!
          const notice = last('serve-notice')
          const review = last('review')
          expect(notice && notice.seq > concluded.seq).toBe(true)
          expect(review && review.seq > notice!.seq && review.input['opinion'] === 'agree').toBe(true)
          const officers = run.acts
            .filter(({ step: at }) => at === 'investigation')
            .flatMap(({ actor, input: i }) => [actor.personId, i['second']])
          expect(officers).not.toContain(review!.actor.personId)
          for (const act of run.acts.filter(({ action }) => action === 'inspect' || action === 'collect'))
            expect(act.input['second']).not.toBe(act.actor.personId)
          expect(
            run.acts.some(
              ({ action, seq }) => (action === 'inspect' || action === 'question' || action === 'collect') && seq < concluded.seq,
            ),
          ).toBe(true)
          const decision = last('decide')!
          expect(Number(decision.input['decidedFine'] ?? 0)).toBeLessThanOrEqual(Number(concluded.input['fine'] ?? 0))
          const statement = run.acts.findLast(({ action, seq }) => action === 'state' && seq > notice!.seq)
          if (statement) expect(run.acts.some(({ action, seq }) => action === 'answer-statement' && seq > statement.seq)).toBe(true)
          if (concluded.input['complex']) expect(last('discuss')!.seq).toBeGreaterThan(review!.seq)
          const asked = run.acts.findLast(({ action, seq }) => action === 'request-hearing' && seq > notice!.seq)
          if (asked) expect(last('hold-hearing')!.seq).toBeGreaterThan(asked.seq)
          if (concluded.input['hearingDue'] && !asked) expect(notice!.input['toldHearing']).toBe(true)
          expect(before.data['preserved']).not.toBe(true)
        }
      }),
      { numRuns: 700, seed: 7 },
    )
    // The walk must really get there, or it proves nothing.
    expect(decisions).toBeGreaterThan(20)
  })
})
