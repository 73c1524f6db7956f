import { addDays, dateOf } from '#core/calendar/contract.ts'
import type { CaseState, GuardContext, NamedGuard } from '#core/case/contract.ts'
import { changed, changesOf, gapsOf, materialsOf, missing, outstanding } from './case-material.ts'

type Sent = GuardContext & { readonly input: Readonly<Record<string, unknown>> }

/** Asked only when the form is sent: before that its answers are not known. */
const whenSent = (name: string, check: (context: Sent) => string | undefined): NamedGuard => ({
  name: `service.${name}`,
  check: (context) => (context.input ? check({ ...context, input: context.input }) : undefined),
})
const always = (name: string, check: (context: GuardContext) => string | undefined): NamedGuard => ({ name: `service.${name}`, check })

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const persons = (state: CaseState, ...actions: string[]): ReadonlySet<string> =>
  new Set(actions.flatMap((action) => state.done[action]?.persons ?? []))
const names = (list: readonly { name: string }[]): string => list.map(({ name }) => `“${name}”`).join('、')
const after = ({ state, input }: Sent) => changed(materialsOf(state.data), changesOf(input['changes']))

function isOver(state: CaseState, key: string, now: number): boolean {
  const clock = state.clocks[key]
  return clock !== undefined && (clock.stoppedAt !== undefined || (clock.dueAt !== undefined && now >= clock.dueAt))
}

/** A village counter does the matters a village may do (features.md 4.3); town matters it only takes in and hands on. */
const villageScope = always('village-scope', ({ state, actor }) =>
  actor.roles.includes('village') && state.data['level'] !== 'village' ? '镇级事项由镇综合窗口受理，村（社区）便民点只收件转交' : undefined,
)

/** 行政许可法 art. 32 (1) 5: complete, or corrected as the one notice demanded; nothing new can be asked for after it. */
const complete = whenSent('complete', (context) => {
  const list = after(context)
  if (context.state.step === 'resubmitted') {
    const asked = new Set(gapsOf(context.state.data).map(({ key }) => key))
    const open = list.filter((m) => asked.has(m.key) && m.state === 'missing')
    return open.length > 0 ? `告知补正的${names(open)}还没有补来` : undefined
  }
  const open = missing(list)
  return open.length > 0 ? `缺少${names(open)}：可当场更正、一次性告知补正，或按规定容缺、告知承诺` : undefined
})

/** 容缺、告知承诺 only where the matter allows it, each 容缺 with its day (rules.md §5.4). */
const deferralsSound = whenSent('deferrals-sound', (context) => {
  const list = after(context)
  const notDeferrable = list.filter((m) => m.state === 'deferred' && !m.deferrable)
  if (notDeferrable.length > 0) return `${names(notDeferrable)}不可容缺`
  const notPromisable = list.filter((m) => m.state === 'promised' && !m.promisable)
  if (notPromisable.length > 0) return `${names(notPromisable)}不可告知承诺`
  const undated = outstanding(list).filter(({ due }) => due === undefined || due < dateOf(context.now))
  return undated.length > 0 ? `请写明${names(undated)}的补交日期（今天或以后）` : undefined
})

const gapNamed = whenSent('gap-named', (context) =>
  missing(after(context)).length === 0 && text(context.input['more']) === '' ? '没有缺少的材料，也没有写明需要补正的内容' : undefined,
)

/** Ended for want of correction only when the time is over, or what came is not what was asked. */
const notCorrected = always('not-corrected', ({ state, now }) => {
  if (state.step === 'correcting') return isOver(state, 'correction', now) ? undefined : '补正期限还没有届满'
  const asked = new Set(gapsOf(state.data).map(({ key }) => key))
  const open = materialsOf(state.data).filter((m) => asked.has(m.key) && m.state === 'missing')
  return open.length > 0 ? undefined : '申请人已按要求补正，应当受理（行政许可法第三十二条）'
})

/** 行政许可法 art. 34 (3). */
const twoInspectors = whenSent('two-inspectors', ({ input, actor }) =>
  text(input['second']) === actor.personId ? '实地核查应当指派两名以上工作人员（行政许可法第三十四条）' : undefined,
)

/** 行政许可法 art. 45: only what the matter lists, and told in writing. */
const specialTold = whenSent('special-told', ({ state, input }) => {
  const special = text(input['special'])
  if (special === '听证') return '听证请先“告知听证权利”，由申请人提出后办理'
  const listed = Array.isArray(state.data['special']) ? state.data['special'].map(String) : []
  if (!listed.includes(special)) return `这个事项没有列明“${special}”，不能据此暂停计时`
  return input['told'] === true ? undefined : '应当将所需时间书面告知申请人（行政许可法第四十五条）'
})

/** 行政许可法 art. 48 (1) 1, 3: seven days before, and hosted by somebody who did not review it. */
const hearingNotifiedEarly = whenSent('hearing-notified-early', ({ state, input, now }) => {
  if (text(input['hearingOn']) < addDays(dateOf(now), 7)) return '应当在举行听证的七日前通知（行政许可法第四十八条）'
  return persons(state, 'inspect', 'review', 'start-special', 'hear-third', 'tell-hearing').has(text(input['host']))
    ? '听证应由审查人员以外的人主持（行政许可法第四十八条）'
    : undefined
})
const hearingDay = always('hearing-day', ({ state, actor, now }) => {
  const on = text(state.data['hearingOn'])
  if (!on) return '还没有通知听证时间、地点'
  if (dateOf(now) < on) return `听证日期是 ${on}，还没有到`
  return text(state.data['host']) === actor.personId ? undefined : '由确定的主持人办理'
})
const hearingOver = always('hearing-over', ({ state, now }) => {
  if (!state.done['tell-hearing'] || state.done['hold-hearing']) return undefined
  return isOver(state, 'hearing-request', now) ? undefined : '已告知听证权利，申请听证的五个工作日还没有届满（行政许可法第四十七条）'
})

/** 行政许可法 art. 42: ten working days, fifteen for what several agencies do together. */
const extensionLength = whenSent('extension-length', ({ state, input }) => {
  const most = state.data['joint'] === true ? 15 : 10
  return Number(input['extensionDays']) > most ? `最多延长 ${most} 个工作日（行政许可法第四十二条）` : undefined
})
const jointByLeader = always('joint-by-leader', ({ state, actor }) => {
  const needed = state.data['joint'] === true ? 'leader' : 'approval-lead'
  if (actor.roles.includes(needed)) return undefined
  return needed === 'leader'
    ? '联合办理的延长须经镇政府负责人批准（行政许可法第四十二条）'
    : '延长须经本机关负责人批准（行政许可法第四十二条）'
})

const deferredThere = whenSent('deferred-there', (context) => {
  if (outstanding(materialsOf(context.state.data)).length === 0) return '没有待补交的容缺材料'
  const open = outstanding(after(context))
  return open.length > 0 ? `${names(open)}还没有补来` : undefined
})
const deferredSupplied = always('deferred-supplied', ({ state }) => {
  const open = outstanding(materialsOf(state.data))
  return open.length > 0 ? `容缺的${names(open)}补齐之前不能决定` : undefined
})

/** Four eyes unless the matter allows a sole officer (rules.md §5.7 独任审批). */
const secondPerson = always('second-person', ({ state, actor }) =>
  state.data['soleOfficer'] !== true && persons(state, 'accept').has(actor.personId) ? '受理人自己不能审查、决定，由另一人办理' : undefined,
)

/** 行政许可法 art. 38 (2). */
const refusalReasoned = whenSent('refusal-reasoned', ({ input }) => {
  if (input['outcome'] !== 'refused') return undefined
  if (text(input['words']).length < 10) return '不予许可应当说明理由（行政许可法第三十八条），请写明事实和依据'
  return input['told'] === true ? undefined : '不予许可应当告知复议、诉讼的权利（行政许可法第三十八条）'
})

/** A promise for a later day is waited for. */
const groundToTerminate = always('ground-to-terminate', ({ state, now }) =>
  outstanding(materialsOf(state.data)).length > 0 && !isOver(state, 'deferred', now) ? '容缺材料的承诺补交日期还没有到' : undefined,
)

const electronicAgreed = whenSent('electronic-agreed', ({ input }) =>
  input['way'] === 'electronic' && input['agreed'] !== true ? '电子送达须经申请人同意' : undefined,
)
const verifierApart = always('verifier-apart', ({ state, actor }) =>
  persons(state, 'decide', 'sole-decide').has(actor.personId) ? '作出决定的人不能自己核查承诺' : undefined,
)

const reached = whenSent('reached', ({ input }) => (input['reached'] === true ? undefined : '差评要百分之百回访，没有联系到请改日再打'))

export const serviceGuards: readonly NamedGuard[] = [
  reached,
  villageScope,
  complete,
  deferralsSound,
  gapNamed,
  notCorrected,
  twoInspectors,
  specialTold,
  hearingNotifiedEarly,
  hearingDay,
  hearingOver,
  extensionLength,
  jointByLeader,
  deferredThere,
  deferredSupplied,
  secondPerson,
  refusalReasoned,
  groundToTerminate,
  electronicAgreed,
  verifierApart,
]
