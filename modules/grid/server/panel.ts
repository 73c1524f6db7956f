import { dayAt } from '#core/area/contract.ts'
import type { ScreenPanel } from '#core/org/server/index.ts'
import { countsOf, coverageOn } from './staffing.ts'

/** How many grids are covered today, and by whom; the uncovered first. */
export const coveragePanel: ScreenPanel = {
  key: 'grid.coverage',
  title: '网格覆盖',
  themes: ['patrol'],
  permission: 'grid.coverage.read',
  source: '任职、请假与轮休',
  position: 50,
  load: async ({ tx, actor, now }) => {
    const covers = await coverageOn(tx, actor.town, dayAt(now))
    const { own, substitute, none } = countsOf(covers)
    return {
      shape: 'figures',
      lines: [
        { label: '网格员在岗', value: own, unit: '个网格', of: covers.length, tone: 'good', href: '/grids?state=own' },
        { label: '替班', value: substitute, unit: '个网格', tone: 'normal', href: '/grids?state=substitute' },
        { label: '无人覆盖', value: none, unit: '个网格', tone: none > 0 ? 'late' : 'good', href: '/grids?state=none' },
      ],
    }
  },
}
