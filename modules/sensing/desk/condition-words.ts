import type { Condition } from '../rule.ts'

/** What each sort of condition is called. */
export const conditionTitles: Readonly<Record<Condition['type'], string>> = {
  threshold: '数值比较',
  rate: '变化速度',
  stuck: '数值不变',
  offline: '离线（缺心跳）',
  expression: '表达式',
  all: '同时满足',
  any: '满足任一',
}

/** A new condition of a sort, ready to be filled. @param field the kind's main field */
export function freshCondition(type: Condition['type'], field: string): Condition {
  const threshold = { type: 'threshold' as const, field, op: '>' as const, value: 0 }
  switch (type) {
    case 'threshold':
      return threshold
    case 'rate':
      return { type, field, op: '>', perMinute: 1, over: 600 }
    case 'stuck':
      return { type, field, within: 0, seconds: 21_600 }
    case 'offline':
      return { type, beats: 3 }
    case 'expression':
      return { type, text: '' }
    case 'all':
    case 'any':
      return { type, of: [threshold, { ...threshold }] }
  }
}
