import type { ScreenPanel } from '#core/org/server/index.ts'
import { levelTitles } from '../rule.ts'
import { alarmPermission, countAlarms, listAlarms } from './alarm/alarm-list.ts'
import { countDevices, devicePermission } from './device-list.ts'

const themes = ['sensing'] as const
const source = '城市感知网'

/** What the wall's page 城市感知 is made of: every number opens its list. */
export const sensingPanels: readonly ScreenPanel[] = [
  {
    key: 'sensing.devices',
    title: '感知设备',
    themes,
    permission: devicePermission,
    source,
    position: 10,
    load: async ({ tx, actor }) => {
      const counts = await countDevices(tx, actor, { state: ['normal'] })
      const list = (query: string) => `/sensing/devices?state=normal${query}`
      return {
        shape: 'figures',
        lines: [
          { label: '设备', value: counts.total, unit: '台', href: list('') },
          { label: '在线', value: counts.online.online, unit: '台', of: counts.total, tone: 'good', href: list('&online=online') },
          { label: '离线', value: counts.online.offline, unit: '台', tone: 'quiet', href: list('&online=offline') },
          { label: '故障', value: counts.online.faulty, unit: '台', tone: 'low', href: list('&online=faulty') },
        ],
      }
    },
  },
  {
    key: 'sensing.kinds',
    title: '各类设备在线',
    themes,
    permission: devicePermission,
    source,
    position: 20,
    load: async ({ tx, actor }) => {
      const counts = await countDevices(tx, actor, { state: ['normal'] })
      const lines = counts.kinds.map((kind) => ({
        label: kind.title,
        value: kind.online,
        unit: '台',
        of: kind.total,
        href: `/sensing/devices?state=normal&kind=${kind.key}&online=online,faulty`,
      }))
      return { shape: 'ranking', lines: lines.toSorted((a, b) => b.value - a.value) }
    },
  },
  {
    key: 'sensing.alarms',
    title: '待复核告警',
    themes: ['sensing', 'overview'],
    permission: alarmPermission,
    source,
    position: 30,
    load: async ({ tx, actor }) => {
      const counts = await countAlarms(tx, actor, {})
      const tones = { critical: 'critical', alarm: 'urgent', warning: 'normal' } as const
      return {
        shape: 'figures',
        lines: (['critical', 'alarm', 'warning'] as const).map((level) => ({
          label: levelTitles[level],
          value: counts.level[level] ?? 0,
          unit: '条',
          tone: tones[level],
          href: `/sensing/alarms?state=pending&level=${level}`,
        })),
      }
    },
  },
  {
    key: 'sensing.queue',
    title: '最新告警',
    themes,
    permission: alarmPermission,
    source,
    position: 40,
    load: async ({ tx, actor }) => {
      const { rows } = await listAlarms(tx, actor, { state: ['pending'] }, undefined, 12)
      const tones = { critical: 'critical', alarm: 'urgent', warning: 'normal' } as const
      return {
        shape: 'rows',
        href: '/sensing/alarms?state=pending',
        rows: rows.map((row) => ({
          id: row.id,
          title: row.title,
          remark: row.address || row.areaName,
          at: Date.parse(row.lastOnset),
          tone: tones[row.level],
          href: `/sensing/alarms?open=${row.id}`,
          ...(row.place ? { place: row.place } : {}),
        })),
      }
    },
  },
]
