import { fieldTitle, kindOf } from '../../kinds/kinds.ts'
import type { Grade } from '../../alarm-words.ts'
import { type RuleDraft, levelTitles } from '../../rule.ts'
import type { AlarmRecord } from './alarm-list.ts'

const time = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const round = (value: number): number => Math.round(value * 1000) / 1000

export interface Proposal {
  readonly classCode: string
  readonly grade?: Grade
  readonly description: string
}

/** What a case of this alarm is opened with: the rule's class, else the kind's, and a sentence a dispatcher can act on. */
export function proposalOf(alarm: AlarmRecord, rule: Pick<RuleDraft, 'classCode' | 'grade'> | undefined): Proposal {
  const kind = kindOf(alarm.kind)
  const measured =
    alarm.peak === null || alarm.field === '' ? '' : `，${fieldTitle(alarm.kind, alarm.field)}最值 ${round(alarm.peak)}${alarm.unit}`
  const times = alarm.count > 1 ? (alarm.sort === 'area' ? `，共 ${alarm.count} 台` : `，已发生 ${alarm.count} 次`) : ''
  const lasting = alarm.end_at ? `，${time(alarm.end_at)} 恢复` : '，仍在持续'
  const where = alarm.address || alarm.area_name
  return {
    classCode: rule?.classCode ?? kind.classCode,
    ...(rule?.grade ? { grade: rule.grade } : {}),
    description: `【感知${levelTitles[alarm.level]}】${alarm.title}：${time(alarm.onset)} 起${measured}${times}${lasting}。${where ? `位置：${where}。` : ''}`,
  }
}
