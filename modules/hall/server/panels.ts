import type { ScreenPanel } from '#core/org/server/index.ts'
import { dayOf } from '#core/org/contract.ts'
import { isServing } from '../counter.ts'
import { slotBegins } from '../slots.ts'
import { hallDay } from './now.ts'
import { readStanding } from './standing.ts'

const reads = { themes: ['service'], permission: 'hall.hall.read', source: '大厅叫号', facts: ['hall.'] } as const

/** The hall in figures, on the wall's 审批服务 theme. */
const nowPanel: ScreenPanel = {
  ...reads,
  key: 'hall.now',
  title: '政务大厅此刻',
  method: '等候含过号重排；办理中含已叫未到',
  position: 10,
  load: async ({ tx, platform, actor, now }) => {
    const { line, counters, today } = await readStanding(tx, platform, actor.town, now)
    const [row] = await tx.query<{ taken: number; done: number; at: number }>(
      `select count(*) as taken, count(*) filter (where state = 'done') as done, count(*) filter (where state in ('called', 'serving')) as at
       from hall.ticket where town = $1 and day = $2`,
      [actor.town, today],
    )
    const open = counters.filter(({ state }) => isServing(state)).length
    const crowded = open > 0 ? line.length > open * 5 : line.length > 0
    return {
      shape: 'figures',
      lines: [
        { label: '等候', value: line.length, unit: '人', tone: crowded ? 'late' : 'quiet', href: '/hall/tickets?state=waiting' },
        { label: '在窗口', value: row?.at ?? 0, unit: '人', href: '/hall/tickets?state=at-window' },
        { label: '今日取号', value: row?.taken ?? 0, unit: '个', href: '/hall/tickets' },
        { label: '今日办结', value: row?.done ?? 0, unit: '个', tone: 'good', href: '/hall/tickets?state=done' },
      ],
    }
  },
}

/** Today's arrivals beside the usual of the weekday. */
const curvePanel: ScreenPanel = {
  ...reads,
  key: 'hall.curve',
  title: '今日到号',
  method: '每一刻钟取号数；对照为近几周同一天的平均',
  position: 20,
  load: async ({ tx, actor, now }) => {
    const { points } = await hallDay(tx, actor.town, now)
    const day = dayOf(now)
    return {
      shape: 'series',
      unit: '人',
      href: '/hall/tickets',
      total: points.reduce((sum, { came }) => sum + (came ?? 0), 0),
      points: points.map(({ minute, came, usual }) => ({
        at: slotBegins(day, minute),
        ...(came === undefined ? {} : { value: came }),
        ...(usual === undefined ? {} : { usual }),
      })),
    }
  },
}

/** 办不成事 that still is not done. */
const stuckPanel: ScreenPanel = {
  key: 'hall.stuck',
  title: '办不成事',
  themes: ['service'],
  permission: 'hall.stuck.read',
  source: '办不成事窗口',
  position: 60,
  load: async ({ tx, actor }) => {
    const [row] = await tx.query<{ open: number; month: number }>(
      `select count(*) filter (where closed_at is null) as open, count(*) as month from hall.stuck where town = $1`,
      [actor.town],
    )
    return {
      shape: 'figures',
      lines: [
        { label: '在办', value: row?.open ?? 0, unit: '件', tone: (row?.open ?? 0) > 0 ? 'urgent' : 'good', href: '/hall/stuck' },
        { label: '累计', value: row?.month ?? 0, unit: '件', href: '/hall/stuck?state=all' },
      ],
    }
  },
}

export const hallPanels = [nowPanel, curvePanel, stuckPanel]
