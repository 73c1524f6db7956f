import type { PanelLine } from '#platform/contract/panel.ts'
import type { ScreenPanel } from '#core/org/server/index.ts'
import { levelTitle } from '../../plan/card.ts'
import { countAnswers } from './post-tasks.ts'

const tones: Readonly<Record<number, PanelLine['tone']>> = { 1: 'critical', 2: 'urgent', 3: 'normal', 4: 'low' }

/** Responses that run, by level, and which posts have answered. Drills are never counted. */
export const responsePanel: ScreenPanel = {
  key: 'dispatch.responses',
  title: '预案响应',
  themes: ['overview', 'cases'],
  permission: 'dispatch.plan.read',
  source: '预案启动与任务',
  method: '只计正在响应的预案，演练不计；撤回的任务不计',
  position: 55,
  load: async ({ tx, actor, now }) => {
    const levels = await tx.query<{ level: number; n: number }>(
      `select level, count(*)::int as n from dispatch.activation
       where town = $1 and closed_at is null and step = 'active' and not drill group by level order by level`,
      [actor.town],
    )
    const posts = await countAnswers(tx, actor.town, now, 'plan')
    const running = levels.reduce((sum, { n }) => sum + n, 0)
    const href = '/boards?step=active&drill=no'
    return {
      shape: 'figures',
      lines: [
        { label: '进行中的响应', value: running, unit: '起', tone: running > 0 ? 'urgent' : 'good', href },
        { label: '岗位已响应', value: posts.answered, unit: '项', href: '/post-tasks?answer=answered' },
        {
          label: '岗位未响应',
          value: posts.unanswered,
          unit: '项',
          tone: posts.unanswered > 0 ? 'urgent' : 'good',
          href: '/post-tasks?answer=unanswered',
        },
        ...levels.map(({ level, n }): PanelLine => ({
          label: `${levelTitle(level)}响应`,
          value: n,
          unit: '起',
          ...(tones[level] ? { tone: tones[level] } : {}),
          href: `${href}&level=${level}`,
        })),
        ...(posts.late > 0
          ? [{ label: '超时未响应', value: posts.late, unit: '项', tone: 'late' as const, href: '/post-tasks?answer=late' }]
          : []),
      ],
    }
  },
}

/** Orders from the map that are not yet done: instructions descend and are counted apart from events. */
export const orderPanel: ScreenPanel = {
  key: 'dispatch.orders',
  title: '现场指令',
  themes: ['patrol'],
  permission: 'dispatch.plan.read',
  source: '一张图圈选交办',
  position: 50,
  load: async ({ tx, actor, now }) => {
    const { open, unanswered, late } = await countAnswers(tx, actor.town, now, 'order')
    const href = '/post-tasks?of=order&answer='
    return {
      shape: 'figures',
      lines: [
        { label: '未办结任务', value: open, unit: '项', href: `${href}open` },
        { label: '未响应', value: unanswered, unit: '项', tone: unanswered > 0 ? 'urgent' : 'good', href: `${href}unanswered` },
        { label: '超时未响应', value: late, unit: '项', tone: late > 0 ? 'late' : 'good', href: `${href}late` },
      ],
    }
  },
}
