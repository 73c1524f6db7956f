import { ClockCircleOutlined } from '@ant-design/icons'
import { Tag } from 'antd'
import { type AlarmState, alarmStateTitles } from '../alarm-words.ts'
import { type Online, onlineTitles } from '../kind.ts'
import { type Level, levelTitles } from '../rule.ts'
import './sensing.css'

const levelGrade: Readonly<Record<Level, 1 | 2 | 3>> = { critical: 1, alarm: 2, warning: 3 }

/** 紧急, 告警, 预警: colour, word and weight, never colour alone. */
export function LevelTag({ level }: { readonly level: Level }) {
  return <span className={`sensing-level sensing-level-${levelGrade[level]}`}>{levelTitles[level]}</span>
}

const stateColours: Readonly<Record<AlarmState, string>> = { pending: 'processing', false: 'default', noted: 'default', case: 'success' }
export function AlarmStateTag({ state }: { readonly state: AlarmState }) {
  return <Tag color={stateColours[state]}>{alarmStateTitles[state]}</Tag>
}

const onlineColours: Readonly<Record<Online, string>> = { online: 'success', offline: 'error', faulty: 'warning', never: 'default' }
export function OnlineTag({ online }: { readonly online: Online }) {
  return (
    <Tag color={onlineColours[online]} icon={online === 'offline' ? <ClockCircleOutlined /> : undefined}>
      {onlineTitles[online]}
    </Tag>
  )
}
