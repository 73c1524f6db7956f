import type { ScreenPanel } from '#core/org/server/index.ts'

/** Whistles under way: how many wait for whom, and which units are late. Names units only. */
export const whistlePanel: ScreenPanel = {
  key: 'callup.whistles',
  title: '吹哨报到',
  themes: ['patrol', 'overview'],
  permission: 'callup.whistle.read',
  source: '吹哨报到流程',
  position: 60,
  load: async ({ tx, actor, now }) => {
    const [row] = await tx.query<{ open: number; waiting: number; late: number }>(
      `select count(*) as open, count(*) filter (where step in ('village', 'centre')) as waiting,
         count(*) filter (where exists (select from callup.summon s where s.town = w.town and s.case_id = w.case_id and s.excused_at is null and s.arrived_at is null and s.must_by < $2)) as late
       from callup.whistle w where town = $1 and closed_at is null`,
      [actor.town, now],
    )
    return {
      shape: 'figures',
      lines: [
        { label: '在办哨件', value: row?.open ?? 0, unit: '件', href: '/whistles' },
        { label: '待确认召集', value: row?.waiting ?? 0, unit: '件', href: '/whistles?step=before' },
        {
          label: '有单位超时未到',
          value: row?.late ?? 0,
          unit: '件',
          tone: (row?.late ?? 0) > 0 ? 'late' : 'good',
          href: '/whistles?step=late',
        },
      ],
    }
  },
}
