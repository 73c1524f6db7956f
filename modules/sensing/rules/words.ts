import { fieldTitle, fieldUnit } from '../kinds/kinds.ts'
import type { Comparison, Condition, RuleDraft } from '../rule.ts'

const signs: Readonly<Record<Comparison, string>> = { '>': '大于', '>=': '达到', '<': '小于', '<=': '不大于', '=': '等于', '!=': '不等于' }

const lengthOf = (seconds: number): string =>
  seconds % 86_400 === 0
    ? `${seconds / 86_400} 天`
    : seconds % 3600 === 0
      ? `${seconds / 3600} 小时`
      : seconds % 60 === 0
        ? `${seconds / 60} 分钟`
        : `${seconds} 秒`

function conditionWords(condition: Condition, kind: string): string {
  const name = (field: string) => fieldTitle(kind, field)
  const unit = (field: string) => fieldUnit(kind, field)
  switch (condition.type) {
    case 'threshold': {
      const { field, op, value, clear } = condition
      return `${name(field)}${signs[op]} ${value}${unit(field)}${clear === undefined ? '' : `（回到 ${clear}${unit(field)} 解除）`}`
    }
    case 'rate':
      return `${name(condition.field)}每分钟${condition.op === '>' ? '上升超过' : '变化低于'} ${condition.perMinute}${unit(condition.field)}`
    case 'stuck':
      return `${name(condition.field)}${lengthOf(condition.seconds)}不变`
    case 'offline':
      return `连续 ${condition.beats} 次心跳未到`
    case 'expression':
      return `满足 ${condition.text}`
    case 'all':
    case 'any':
      return condition.of.map((one) => conditionWords(one, kind)).join(condition.type === 'all' ? '，且' : '，或')
  }
}

/** A rule as a sentence a person reads. */
export function ruleWords({ condition, kind, lasting, hours }: Pick<RuleDraft, 'condition' | 'kind' | 'lasting' | 'hours'>): string {
  const when = hours ? `${hours.from}–${hours.to} ` : ''
  return `${when}${conditionWords(condition, kind)}${lasting > 0 ? `，持续 ${lengthOf(lasting)}` : ''}`
}
