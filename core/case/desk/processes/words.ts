import { limitText } from '#core/calendar/contract.ts'
import {
  type ActionDefinition,
  type ClockDefinition,
  type Condition,
  type Field,
  type Guard,
  type Process,
  type Target,
  type Who,
  extensionsOf,
} from '../../process.ts'

type RoleTitle = (key: string) => string

const holders: Readonly<Record<NonNullable<Who['holder']>, string>> = {
  unit: '承办单位的',
  person: '承办本人',
  task: '有协同任务的单位',
  'co-task': '协办单位',
  opener: '上报人',
}

const kinds: Readonly<Record<Field['kind'], string>> = {
  text: '文字',
  'long-text': '多行文字',
  choice: '单选',
  choices: '多选',
  'yes-no': '是或否',
  number: '数字',
  date: '日期',
  datetime: '日期时间',
  limit: '时限',
  unit: '单位',
  units: '多个单位',
  person: '人员',
  files: '照片或文件',
  place: '位置',
  case: '案件',
  class: '事件类别',
  json: '数据',
}

/** One alternative of who may act: `承办单位的处置人员`, `辖区内的核查员`, `群众`. */
export function whoText(who: Who, roleTitle: RoleTitle): string {
  if (who.system) return '系统自动'
  if (who.public) return '群众（凭编号和查询码）'
  const roles = (who.roles ?? []).map(roleTitle).join('、')
  const holder = who.holder === undefined ? '' : holders[who.holder]
  const area = who.area ? '案件在其辖区内的' : ''
  if (roles === '') return `${area}${holder.replace(/的$/, '')}` || '任何人'
  return `${area}${holder === '' || holder.endsWith('的') ? holder : `作为${holder}的`}${roles}`
}

const titleOf = (process: Process, step: string): string => process.steps.find(({ key }) => key === step)?.title ?? step

/** A value as its field shows it. */
function valueText(field: Field | undefined, value: unknown): string {
  if (value === null) return '空'
  if (typeof value === 'boolean') return value ? '是' : '否'
  return field?.options?.find((option) => option.value === value)?.title ?? String(value)
}

const fieldOf = (process: Process, key: string): Field | undefined =>
  process.actions.flatMap(({ form }) => form).find((field) => field.key === key)

function conditionText(process: Process, action: ActionDefinition, condition: Condition): string {
  if ('done' in condition) {
    const done = process.actions.find(({ key }) => key === condition.done)
    return `“${done?.title ?? condition.done}”已办 ${condition.times} 次`
  }
  const key = 'field' in condition ? condition.field : condition.data
  const field = ('field' in condition ? action.form.find((one) => one.key === key) : undefined) ?? fieldOf(process, key)
  return `“${field?.title ?? key}”为${condition.in.map((value) => valueText(field, value)).join('或')}`
}

/** Where an action leads, one line per way. */
export function targetTexts(process: Process, action: ActionDefinition): string[] {
  const to: Target = action.to
  if (typeof to === 'string') return [titleOf(process, to)]
  if ('stay' in to) return ['环节不变']
  if ('back' in to) return ['回到来时的环节']
  return [
    ...to.fork.map(({ when, step }) => `${when.map((one) => conditionText(process, action, one)).join('且')} → ${titleOf(process, step)}`),
    `其余 → ${titleOf(process, to.otherwise)}`,
  ]
}

/** A guard in words; a named one by what its module says of it. */
export function guardText(process: Process, guard: Guard, named: ReadonlyMap<string, string>): string {
  if (guard.kind === 'named') return named.get(guard.name) ?? `须通过“${guard.name}”检查`
  const titles = (keys: readonly string[]): string =>
    keys.map((key) => process.actions.find((one) => one.key === key)?.title ?? key).join('、')
  if (guard.kind === 'different-person') return `须与办理“${titles(guard.from)}”的不是同一人：${guard.text}`
  return guard.text
}

/** One question of a form: `退单理由（单选，必填）：非本单位职责、地址不清…`. */
export function fieldText({ title, kind, required, options, min }: Field): {
  readonly title: string
  readonly remark: string
  readonly choices: string
} {
  const must = required ? '必填' : '选填'
  const least = min !== undefined && (kind === 'files' || kind === 'choices') ? `，至少 ${min} 个` : ''
  return { title, remark: `${kinds[kind]}，${must}${least}`, choices: (options ?? []).map((option) => option.title).join('、') }
}

/** What an action does to the clocks. */
export function clockTexts(process: Process, action: ActionDefinition): string[] {
  const moves = [action.clocks, ...Object.values(action.clocksAt ?? {})].filter((one) => one !== undefined)
  const title = (key: string): string => process.clocks.find((clock) => clock.key === key)?.title ?? key
  const all = (pick: 'start' | 'stop' | 'pause' | 'resume'): string =>
    [...new Set(moves.flatMap((one) => one[pick] ?? []))].map(title).join('、')
  const texts = [
    ['开始计时', all('start')],
    ['停止计时', all('stop')],
    ['暂停', all('pause')],
    ['恢复', all('resume')],
    ['延长', [...new Set(moves.flatMap((one) => extensionsOf(one).map(({ clock }) => title(clock))))].join('、')],
  ] as const
  return texts.filter(([, clocks]) => clocks !== '').map(([verb, clocks]) => `${verb}：${clocks}`)
}

/** How a clock warns as it runs: `过半提醒承办人、派单员；到期提醒…`. */
export function rungTexts({ rungs }: ClockDefinition, roleTitle: RoleTitle): string[] {
  return rungs.map(({ at, roles, holder }) => {
    const when = at === 1 ? '到期' : at < 1 ? `用去 ${Math.round(at * 100)}%` : `超期到时限的 ${at} 倍`
    const who = [...(holder ? ['承办人'] : []), ...roles.map(roleTitle)]
    return `${when}提醒${who.join('、') || '——'}`
  })
}

export const clockLimitText = ({ limit, limitFrom }: ClockDefinition): string =>
  `${limitText(limit)}${limitFrom === undefined ? '' : '（按类别和等级另定的从其规定）'}`
