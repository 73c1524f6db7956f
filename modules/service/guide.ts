import type { Guide } from './guide-endpoints.ts'
import type { Channel, Condition, Fee, Material, MatterLimit, MatterVersion } from './matter.ts'
import { meetingClass, waysOf } from './ways.ts'

// Read by the residents' page too: no zod here, types only.

const limitWords = ({ n, unit }: MatterLimit): string => `${n} 个${unit === 'working-day' ? '工作日' : '自然日'}`

/** How long, in a resident's words. The legal limit stands beside the promised one, so that a promise is never read as the law. */
export function durationWords({ handling, promised, statutory }: Pick<MatterVersion, 'handling' | 'promised' | 'statutory'>): string {
  const legal = statutory.n > 0 ? `（法定 ${limitWords(statutory)}）` : ''
  return handling === 'instant' ? `材料齐全，当场办结${legal}` : `受理后 ${limitWords(promised)}内办结${legal}`
}

/** What it costs; free is said, since people ask. */
export function costWords(fees: readonly Fee[]): string {
  return fees.length === 0
    ? '不收费'
    : fees.map(({ name, cents, basis }) => `${name} ${(cents / 100).toFixed(2)} 元（${basis}）`).join('；')
}

export function visitWords({
  visits,
  visitReason,
  ...rest
}: Pick<MatterVersion, 'visits' | 'visitReason' | 'handling' | 'channels' | 'level'>): string {
  if (meetingClass({ visits, ...rest }) === 'no-meeting') return '不用到现场'
  if (visits === 0) return '在办理地点办理，不用再跑'
  return `到现场 ${visits} 次${visitReason ? `：${visitReason}` : ''}`
}

const forms: Readonly<Record<Material['form'], string>> = {
  original: '原件',
  copy: '复印件',
  electronic: '电子版',
  'original-or-electronic': '原件或电子版',
}
const sources: Readonly<Record<Material['source'], string>> = {
  applicant: '自己准备',
  government: '政府部门已发',
  'third-party': '有关机构出具',
}

/** One paper as a resident is told of it. */
export function bringWords({ form, copies, source, required, deferrable, promisable, held }: Material): string {
  return [
    `${forms[form]} ${copies} 份`,
    sources[source],
    ...(required ? [] : ['有则提供']),
    ...(held ? ['镇里已有的不用再交'] : []),
    ...(deferrable ? ['可以先办后补'] : []),
    ...(promisable ? ['可以书面承诺代替'] : []),
  ].join('，')
}

const channelWords: Readonly<Record<Channel, string>> = {
  hall: '镇便民服务中心窗口',
  village: '各村（社区）便民服务点',
  online: '网上（本页面）',
  phone: '手机',
  kiosk: '政务e站自助机',
  post: '邮寄',
  agent: '请帮代办员代办，不收费',
}

export interface Verdict {
  readonly qualifies: boolean
  /** What to do instead, for each answer that does not qualify. */
  readonly instead: readonly string[]
  /** Questions not yet answered. */
  readonly open: number
}

/** 我能办吗: one answer a condition, yes or no. */
export function judge(conditions: readonly Condition[], answers: Readonly<Record<string, boolean>>): Verdict {
  const failed = conditions.filter(({ key, needs }) => answers[key] !== undefined && answers[key] !== needs)
  return {
    qualifies: conditions.every(({ key, needs }) => answers[key] === needs),
    instead: failed.map(({ otherwise, question }) => otherwise || `不符合条件：${question}`),
    open: conditions.filter(({ key }) => answers[key] === undefined).length,
  }
}

const wayWords = { 'at-once': '马上办', online: '网上办', nearby: '就近办', 'one-visit': '一次办' } as const

/** Everything a resident asks of a matter, in the order they ask it, generated from its facts. */
export function guideOf(matter: MatterVersion, unitName: string): Guide {
  const { result } = matter
  const special = matter.special.length > 0 ? [`需要${matter.special.join('、')}，所用时间不计入时限，会书面告知`] : []
  return {
    code: matter.code,
    name: matter.name,
    from: matter.from,
    unitName,
    tags: waysOf(matter).map((way) => wayWords[way]),
    conditions: matter.conditions,
    bring: matter.materials.map((material) => ({ name: material.name, words: bringWords(material), needed: material.required })),
    where: [...(matter.where ? [matter.where] : []), ...matter.channels.map((channel) => channelWords[channel])],
    duration: durationWords(matter),
    visits: visitWords(matter),
    cost: costWords(matter.fees),
    result: result.kind === 'none' ? '不发证件' : `${result.name}${result.validMonths ? `，有效期 ${result.validMonths} 个月` : ''}`,
    flow: [...(matter.flow ?? []).map(({ title, days }) => (days === undefined ? title : `${title}（${days} 个工作日）`)), ...special],
    basis: matter.basis,
    questions: matter.questions ?? [],
    ...(matter.phone ? { phone: matter.phone } : {}),
    example: matter.example,
  }
}
