import { dateOf } from '#core/calendar/contract.ts'
import type { CaseState, GuardContext, NamedGuard } from '#core/case/contract.ts'
import { centsOf } from './money.ts'
import { isPastLimitation } from './limitation.ts'
import { UNKNOWN_PARTY } from './party.ts'
import { investigations } from './processes/fields.ts'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const done = (state: CaseState, action: string): number => state.done[action]?.count ?? 0
const investigators = (state: CaseState): ReadonlySet<string> =>
  new Set([...investigations.flatMap((key) => state.done[key]?.persons ?? []), ...list(state.data['seconds']).map(String)])

/** A rule that is asked only when the form is sent: before that its answers are not known. */
const whenSent = (
  name: string,
  check: (context: GuardContext & { input: Readonly<Record<string, unknown>> }) => string | undefined,
): NamedGuard => ({
  name: `enforcement.${name}`,
  check: (context) => (context.input ? check({ ...context, input: context.input }) : undefined),
})
const always = (name: string, check: (context: GuardContext) => string | undefined): NamedGuard => ({ name: `enforcement.${name}`, check })

/** 行政处罚法 art. 36. The day it is found counts, so a filing is measured by the day of the act itself. */
const withinLimitation = always('within-limitation', ({ state, input, now }) => {
  const ended = text(input?.['offenceEnded'] ?? state.data['offenceEnded'])
  const grave = (input?.['grave'] ?? state.data['grave']) === true
  if (!ended) return undefined
  // What was found in time stays in time: the clue's opening is the finding.
  return isPastLimitation({ ended, grave }, dateOf(Math.min(now, state.openedAt)))
    ? `已超过追责时效（${grave ? '五' : '二'}年，行政处罚法第三十六条），不得立案`
    : undefined
})

/** 行政处罚法 art. 22. */
const inTown = whenSent('in-town', ({ input }) =>
  input['inTown'] === true ? undefined : '违法行为地不在本镇，应移送有管辖权的机关（行政处罚法第二十二条）',
)

/** 行政处罚法 arts. 42, 55: two, and both show who they are. */
const twoOfficers = whenSent('two-officers', ({ input, actor }) => {
  if (text(input['second']) === actor.personId) return '另一名执法人员不能是自己：执法人员不得少于两人（行政处罚法第四十二条）'
  if (input['shown'] === false) return '应当主动出示执法证件（行政处罚法第五十五条）'
  return input['told'] === false ? '应当告知当事人正在录音录像' : undefined
})

/** 行政处罚法 art. 43. */
const notRecused = always('not-recused', ({ state, actor, input }) => {
  const recused = list(state.data['recusedPeople']).map(String)
  if (recused.includes(actor.personId)) return '您已回避，不能办理本案（行政处罚法第四十三条）'
  return recused.includes(text(input?.['second'])) ? '另一名执法人员已回避（行政处罚法第四十三条）' : undefined
})

/** A refusal to sign is proved by a witness (留置, 拒签). */
const refusalWitnessed = whenSent('refusal-witnessed', ({ input }) => {
  if (input['refused'] === true && !text(input['witness'])) return '当事人拒绝签字（签收）的，请写明见证人并附录像'
  return text(input['way']) === '留置送达' && !text(input['witness']) ? '留置送达须有见证人并录像' : undefined
})

const guardianPresent = whenSent('guardian-present', ({ input }) =>
  input['minorPresent'] === true && !text(input['guardian']) ? '询问未成年人，应当有监护人到场' : undefined,
)

/** 行政处罚法 art. 41. */
const cameraReviewed = whenSent('camera-reviewed', ({ input }) =>
  input['fromCamera'] === true && input['reviewed'] !== true
    ? '未经法制和技术审核、设备地点未公布的监控记录不得作为证据（行政处罚法第四十一条）'
    : undefined,
)

const evidenceFound = always('evidence-found', ({ state }) =>
  done(state, 'collect') + done(state, 'inspect') + done(state, 'question') > 0
    ? undefined
    : '没有任何证据，不能终结调查（行政处罚法第四十条）',
)

/** 行政处罚法 art. 56: what was registered for preservation is decided on first. */
const nothingPreserved = always('nothing-preserved', ({ state }) =>
  state.data['preserved'] === true ? '登记保存的物品还没有处理决定（行政处罚法第五十六条）' : undefined,
)
const nothingHeld = always('nothing-held', ({ state }) =>
  state.data['preserved'] === true || state.data['seized'] === true ? '还有登记保存或查封、扣押的财物，先处理或解除' : undefined,
)

/** 行政处罚法 art. 33 (1), (2): where the law forbids a penalty none may be proposed. */
const exemptionRespected = whenSent('exemption-respected', ({ input }) => {
  if (input['proposal'] === 'none-minor' && !['minor', 'firstTime', 'noFault'].some((key) => input[key] === true))
    return '不予处罚须有法定情形：轻微并及时改正、首违轻微并改正，或没有主观过错（行政处罚法第三十三条）'
  if (input['proposal'] !== 'punish') return undefined
  if (input['minor'] === true) return '违法行为轻微并及时改正、没有造成危害后果的，不予处罚（行政处罚法第三十三条第一款）'
  if (input['noFault'] === true) return '当事人没有主观过错的，不予处罚（行政处罚法第三十三条第二款）'
  return list(input['kinds']).length === 0 ? '请选择处罚种类' : undefined
})

const moneyFields = ['fine', 'confiscate', 'decidedFine', 'amount', 'waived', 'demanded'] as const
const wholeCents = whenSent('whole-cents', ({ input }) => {
  for (const key of moneyFields) if (input[key] !== undefined && centsOf(input[key]) === undefined) return '金额最多两位小数'
  for (const [kindKey, sumKey] of [
    ['kinds', 'fine'],
    ['decidedKinds', 'decidedFine'],
  ] as const) {
    const fined = list(input[kindKey]).includes('fine')
    if (fined && !(centsOf(input[sumKey]) ?? 0)) return '处罚种类有罚款，请填写罚款金额'
    if (!fined && (centsOf(input[sumKey]) ?? 0) > 0) return '填写了罚款金额，请在处罚种类中选择罚款'
  }
  return undefined
})

/** 行政处罚法 art. 44: content, facts, reasons, basis, rights, or the decision falls (art. 45, 62). */
const toldAll = whenSent('told-all', ({ state, input }) => {
  if (!['toldContent', 'toldFacts', 'toldRights'].every((key) => input[key] === true))
    return '内容、事实、理由、依据和陈述申辩权利都要告知（行政处罚法第四十四条）'
  return state.data['hearingDue'] === true && input['toldHearing'] !== true
    ? `应当告知听证权利：${text(state.data['hearingReason'])}`
    : undefined
})

const hearingNotWaived = always('hearing-not-waived', ({ state }) =>
  done(state, 'waive-statement') > 0 && state.clocks['hearing-request']?.stoppedAt !== undefined ? '当事人已书面放弃听证' : undefined,
)

/** 行政处罚法 art. 58: somebody who did not investigate looks at it. */
const reviewerApart = always('reviewer-apart', ({ state, actor }) =>
  investigators(state).has(actor.personId) ? '调查人员不能审核自己的案件' : undefined,
)

/** 行政处罚法 art. 45 (2): speaking up never makes it worse; only evidence found after the defence may. */
const defenceUnpunished = whenSent('defence-unpunished', ({ state, input }) => {
  const defence = Math.max(state.done['state']?.lastSeq ?? 0, state.done['hold-hearing']?.lastSeq ?? 0)
  if (defence === 0 || input['proposal'] !== 'punish') return undefined
  const found = Math.max(...['inspect', 'question', 'collect'].map((key) => state.done[key]?.lastSeq ?? 0))
  if (found > defence) return undefined
  const before = list(state.data['penaltyKinds'])
  const heavier =
    (centsOf(input['fine']) ?? 0) > (centsOf(state.data['noticeFine']) ?? 0) || list(input['kinds']).some((kind) => !before.includes(kind))
  return heavier ? '没有新的证据，不得因陈述、申辩、听证加重处罚（行政处罚法第四十五条）' : undefined
})

/** 行政处罚法 art. 64 no. 4: the host is not an investigator of the case. */
const hostNotInvestigator = whenSent('host-not-investigator', ({ state, input }) =>
  investigators(state).has(text(input['host'])) ? '听证由非本案调查人员主持（行政处罚法第六十四条）' : undefined,
)
const hostHosts = always('host-hosts', ({ state, actor }) => {
  if (investigators(state).has(actor.personId)) return '调查人员不能主持自己案件的听证（行政处罚法第六十四条）'
  return text(state.data['host']) === actor.personId ? undefined : '由听证通知书确定的主持人办理'
})

/**
 * Nothing is decided over the party's head (行政处罚法 arts. 44, 45, 62, 63): noticed, the term for statements over or waived, every statement
 * re-checked, a hearing held where it was asked for and its term over where it was only due. A case without a penalty has nothing to notify.
 */
export function partyNotHeard(state: CaseState, now: number): string | undefined {
  if (state.data['proposal'] !== 'punish') return undefined
  if (done(state, 'serve-notice') === 0 || state.step === 'concluded') return '先送达事先告知书（行政处罚法第四十四条）'
  if (state.data['statementOpen'] === true) return '当事人的陈述、申辩还没有复核（行政处罚法第四十五条）'
  const over = (key: string): boolean => {
    const clock = state.clocks[key]
    return clock !== undefined && (clock.stoppedAt !== undefined || (clock.dueAt !== undefined && now >= clock.dueAt))
  }
  if (!over('statement')) return '陈述、申辩期还没有届满，当事人也没有书面放弃'
  if (state.data['hearingDue'] !== true) return undefined
  if (state.data['hearingAsked'] === true) return state.data['hearingDone'] === true ? undefined : '当事人申请了听证，听证还没有举行'
  return over('hearing-request') ? undefined : '申请听证的五个工作日还没有届满（行政处罚法第六十四条）'
}
const partyHeard = always('party-heard', ({ state, now }) => partyNotHeard(state, now))

/** 行政处罚法 art. 58: an opinion that agrees ticks every check. */
const agreesWithChecks = whenSent('agrees-with-checks', ({ input }) =>
  input['opinion'] === 'agree' && !['competent', 'clear', 'lawful', 'procedure'].every((key) => input[key] === true)
    ? '有审核项不通过，不能“同意”：请选择补充调查、变更或不予处罚'
    : undefined,
)
const reviewPassed = whenSent('review-passed', ({ state, input }) => {
  const { opinion } = state.data
  if (opinion === 'agree') return undefined
  if (opinion === 'no-penalty') return input['decided'] === 'punish' ? '法制审核意见为不予处罚' : undefined
  return '法制审核未通过，不得作出决定（行政处罚法第五十八条）'
})

/** 行政处罚法 art. 57 (2). */
const discussedIfComplex = always('discussed-if-complex', ({ state }) =>
  state.data['complex'] === true && done(state, 'discuss') === 0 ? '情节复杂或者重大违法，须经集体讨论（行政处罚法第五十七条）' : undefined,
)

/** No penalty that the party was not told of (行政处罚法 arts. 44, 62). */
const notifiedBefore = whenSent('notified-before', ({ state, input }) => {
  if (input['decided'] !== 'punish') return undefined
  if (state.data['proposal'] !== 'punish') return '调查终结建议不予处罚，改为处罚须重新告知'
  return done(state, 'serve-notice') > 0 ? undefined : '未事先告知不得作出处罚决定（行政处罚法第六十二条）'
})

/** 行政处罚法 art. 45 (2): never heavier than what was notified. */
const notAggravated = whenSent('not-aggravated', ({ state, input }) => {
  if (input['decided'] !== 'punish') return undefined
  const notified = list(state.data['penaltyKinds'])
  const more = list(input['decidedKinds']).filter((kind) => !notified.includes(kind))
  if (more.length > 0) return '处罚种类超出告知的内容；不得因陈述、申辩、听证加重处罚（行政处罚法第四十五条）'
  if (list(input['decidedKinds']).length === 0) return '请选择处罚种类'
  const told = centsOf(state.data['noticeFine']) ?? 0
  return (centsOf(input['decidedFine']) ?? 0) > told ? `罚款高于告知的 ${told / 100} 元（行政处罚法第四十五条）` : undefined
})

/** 行政处罚法 art. 33: no penalty for what is exempt. */
const educationInstead = whenSent('education-instead', ({ state, input }) =>
  input['decided'] === 'none-minor' && !['minor', 'firstTime', 'noFault'].some((key) => state.data[key] === true)
    ? '不予处罚（轻微）须有第三十三条的情形，请先补充调查'
    : undefined,
)
const educated = always('educated', ({ state }) =>
  state.data['decided'] === 'none-minor' && done(state, 'educate') === 0
    ? '不予处罚的，应当对当事人进行教育并记录（行政处罚法第三十三条）'
    : undefined,
)

/** 行政处罚法 art. 61 (2). */
const electronicConfirmed = whenSent('electronic-confirmed', ({ input }) =>
  text(input['way']) === '电子送达' && input['confirmed'] !== true ? '电子送达须有当事人签订的确认书（行政处罚法第六十一条）' : undefined,
)
const rightsTold = whenSent('rights-told', ({ input }) =>
  input['toldRights'] === true ? undefined : '催告书应载明陈述权、申辩权（行政强制法第三十五条）',
)

/** 行政强制法 art. 53: within three months after the terms for remedies ended. */
const courtInTime = whenSent('court-in-time', ({ input, now }) => {
  if (input['remediesOver'] !== true) return '复议、诉讼期限届满前不能申请强制执行（行政强制法第五十三条）'
  const end = text(input['remediesEnd'])
  if (end >= dateOf(now)) return '复议、诉讼期限还没有届满'
  const [year = 0, month = 1, day = 1] = end.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + 2, day)).toISOString().slice(0, 10)
  return dateOf(now) > last ? `已超过申请期限（期限届满之日起三个月，至 ${last}）` : undefined
})

/** 行政处罚法 art. 30: under fourteen no penalty; from fourteen to eighteen a lighter one, said and reasoned. */
const minorSpared = whenSent('minor-spared', ({ state, input }) => {
  if ((input['proposal'] ?? input['decided']) !== 'punish') return undefined
  if (state.data['partyAge'] === 'under-14') return '当事人不满十四周岁，不予处罚，责令监护人加以管教（行政处罚法第三十条）'
  return state.data['partyAge'] === '14-18' && input['proposal'] === 'punish' && input['lightened'] !== true
    ? '当事人已满十四周岁不满十八周岁，应当从轻或者减轻处罚（行政处罚法第三十条）'
    : undefined
})

/** Nobody is notified or punished who has not been found out. */
const partyKnown = whenSent('party-known', ({ state, input }) =>
  (input['proposal'] ?? input['decided']) === 'punish' && state.data['party'] === UNKNOWN_PARTY
    ? '当事人还没有查明，先办理“查明当事人”'
    : undefined,
)

/** Time left out is ended before the case is decided. */
const termCounted = always('term-counted', ({ state }) =>
  state.data['leavingOut'] === true ? '还有一段不计入期限的时间没有结束，先“恢复计算期限”' : undefined,
)

const remedyInOrder = whenSent('remedy-in-order', ({ state, input }) =>
  text(input['remedyTo']) < text(state.data['remedyFrom']) ? '文书生效之日不能早于受理之日' : undefined,
)

/** 行政处罚法 art. 68 (1): the reason "small" is only for a hundred yuan and less. */
const collectAllowed = whenSent('collect-allowed', ({ state, input }) =>
  input['why'] === 'small' && (centsOf(state.data['decidedFine']) ?? 0) > 10_000
    ? '罚款超过一百元，不能以此理由当场收缴（行政处罚法第六十八条）'
    : undefined,
)
const summarySettled = always('summary-settled', ({ state }) =>
  state.data['toPayMoney'] === true && state.data['settled'] !== true ? '罚款还没有缴清' : undefined,
)

export const enforcementGuards: readonly NamedGuard[] = [
  withinLimitation,
  inTown,
  twoOfficers,
  notRecused,
  refusalWitnessed,
  guardianPresent,
  cameraReviewed,
  evidenceFound,
  nothingPreserved,
  nothingHeld,
  exemptionRespected,
  wholeCents,
  toldAll,
  hearingNotWaived,
  reviewerApart,
  defenceUnpunished,
  hostNotInvestigator,
  hostHosts,
  partyHeard,
  agreesWithChecks,
  reviewPassed,
  discussedIfComplex,
  notifiedBefore,
  notAggravated,
  educationInstead,
  educated,
  electronicConfirmed,
  rightsTold,
  courtInTime,
  minorSpared,
  partyKnown,
  termCounted,
  remedyInOrder,
  collectAllowed,
  summarySettled,
]
