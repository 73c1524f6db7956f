import { onTime, within } from './case-fact.ts'
import type { CaseFact, Period } from './case-fact.ts'
import { closedIn, dueToClose, hungUp } from './due-to-close.ts'

/** A ratio ×100 % over cases: `base` is the denominator, `hit` the numerator among those. */
export interface Indicator {
  readonly key: string
  readonly name: string
  /** The formula in the words a screen shows. */
  readonly formula: string
  readonly source: string
  readonly base: (fact: CaseFact, period: Period) => boolean
  readonly hit: (fact: CaseFact, period: Period) => boolean
}

const cityRule = 'CJ/T 292、GB/T 30428.4 口径（名称待镇确认）'
const tianmen = '天门数字城管通报口径'
const jinhua = '金华市区考核细则口径：分母扣除缓办'
const appeal = '接诉即办口径（示例，待镇确认）'

const closedOnTime = (f: CaseFact, p: Period): boolean => closedIn(f, p) && onTime(f.closedAt, f.dueAt)
const dueLessHungUp = (f: CaseFact, p: Period): boolean => dueToClose(f, p) && !hungUp(f, p)

/** rules.md §3.4: out only with approval and evidence; a wish alone does not improve a rate. */
export const excluded = ({ exclusion }: CaseFact): boolean => exclusion !== undefined && exclusion.approved && exclusion.evidence
const answered = (f: CaseFact, p: Period): boolean =>
  f.callback !== undefined && within(f.callback.at, p) && f.callback.answered && !excluded(f)

const ratio = (key: string, name: string, formula: string, source: string, base: Indicator['base'], hit: Indicator['hit']): Indicator => ({
  key,
  name,
  formula,
  source,
  base,
  hit,
})

/** rules.md §1.8 and §3.4. 漏报率 is not here: spot-check findings are not cases. */
export const indicators = {
  validReport: ratio(
    'validReport',
    '有效上报率',
    '采集员上报中已立案数 ÷ 采集员上报数 × 100%',
    cityRule,
    (f, p) => f.byCollector && within(f.reportedAt, p),
    (f) => f.registeredAt !== undefined,
  ),
  verifiedOnTime: ratio(
    'verifiedOnTime',
    '按时核实率',
    '按时核实数 ÷ 应核实数 × 100%',
    cityRule,
    (f, p) => within(f.verifyDue, p),
    (f) => onTime(f.verifiedAt, f.verifyDue),
  ),
  checkedOnTime: ratio(
    'checkedOnTime',
    '按时核查率',
    '按时核查数 ÷ 应核查数 × 100%',
    cityRule,
    (f, p) => within(f.checkDue, p),
    (f) => onTime(f.checkedAt, f.checkDue),
  ),
  registeredRight: ratio(
    'registeredRight',
    '立案准确率',
    '准确立案数 ÷ 立案数 × 100%',
    cityRule,
    (f, p) => within(f.registeredAt, p),
    (f) => f.wronglyRegistered !== true,
  ),
  registeredOnTime: ratio(
    'registeredOnTime',
    '按时立案率',
    '按时立案数 ÷ 立案数 × 100%',
    cityRule,
    (f, p) => within(f.registeredAt, p),
    (f) => onTime(f.registeredAt, f.registerDue),
  ),
  dispatchedRight: ratio(
    'dispatchedRight',
    '准确派遣率',
    '首派即准数 ÷ 应派遣数 × 100%',
    cityRule,
    (f, p) => within(f.dispatchDue, p),
    (f) => f.dispatchedAt !== undefined && f.firstUnitRight === true,
  ),
  dispatchedOnTime: ratio(
    'dispatchedOnTime',
    '按时派遣率',
    '按时派遣数 ÷ 应派遣数 × 100%',
    cityRule,
    (f, p) => within(f.dispatchDue, p),
    (f) => onTime(f.dispatchedAt, f.dispatchDue),
  ),
  handledOnTime: ratio(
    'handledOnTime',
    '按期处置率',
    '按期处置数 ÷ 应处置数 × 100%',
    cityRule,
    (f, p) => within(f.handleDue, p),
    (f) => onTime(f.handledAt, f.handleDue),
  ),
  rework: ratio(
    'rework',
    '返工率',
    '核查未通过一次及以上的案件数 ÷ 已处置案件数 × 100%',
    cityRule,
    (f, p) => within(f.handledAt, p),
    (f) => f.failedChecks >= 1,
  ),
  closed: ratio('closed', '结案率', '结案数 ÷ 应结案数 × 100%', tianmen, dueToClose, closedIn),
  closedOnTime: ratio('closedOnTime', '按期结案率', '按期结案数 ÷ 应结案数 × 100%', tianmen, dueToClose, closedOnTime),
  closedLessHungUp: ratio('closedLessHungUp', '结案率（扣除缓办）', '结案数 ÷（应结案数 − 缓办数）× 100%', jinhua, dueLessHungUp, closedIn),
  closedOnTimeLessHungUp: ratio(
    'closedOnTimeLessHungUp',
    '按期结案率（扣除缓办）',
    '按期结案数 ÷（应结案数 − 缓办数）× 100%',
    jinhua,
    dueLessHungUp,
    closedOnTime,
  ),
  urgentClosed: ratio(
    'urgentClosed',
    '紧急问题结案率',
    '紧急问题结案数 ÷ 紧急问题应结案数 × 100%',
    jinhua,
    (f, p) => f.urgent && dueLessHungUp(f, p),
    closedIn,
  ),
  urgentClosedOnTime: ratio(
    'urgentClosedOnTime',
    '紧急问题按期结案率',
    '紧急问题按期结案数 ÷ 紧急问题应结案数 × 100%',
    jinhua,
    (f, p) => f.urgent && dueLessHungUp(f, p),
    closedOnTime,
  ),
  responded: ratio(
    'responded',
    '响应率',
    '时限内联系诉求人的件数 ÷ 派单件数 × 100%',
    appeal,
    (f, p) => within(f.assignedAt, p) && !excluded(f),
    (f) => onTime(f.contactedAt, f.contactDue),
  ),
  solved: ratio('solved', '解决率', '回访确认已解决数 ÷ 回访接通数 × 100%', appeal, answered, (f) => f.callback?.solved === true),
  satisfied: ratio('satisfied', '满意率', '回访满意数 ÷ 回访接通数 × 100%', appeal, answered, (f) => f.callback?.satisfied === true),
} as const satisfies Record<string, Indicator>

export type IndicatorKey = keyof typeof indicators
