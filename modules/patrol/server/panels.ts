import { dayAt } from '#core/area/contract.ts'
import { type ScreenPanel, scopeCondition } from '#core/org/server/index.ts'

/** Who is out there now, by kind: people on duty and vehicles on a trip. Counts only. */
export const forcePanel: ScreenPanel = {
  key: 'patrol.force',
  title: '在岗力量',
  themes: ['patrol', 'overview'],
  permission: 'patrol.position.read',
  source: '手机与车载定位，仅上岗、出车期间',
  position: 10,
  load: async ({ tx, actor }) => {
    const rows = await tx.query<{ sort: string; kind: string; n: number }>(
      `select sort, kind, count(*) as n from patrol.mover where town = $1 and on_duty group by sort, kind`,
      [actor.town],
    )
    const of = (sort: string, kinds?: readonly string[]) =>
      rows.filter((row) => row.sort === sort && (!kinds || kinds.includes(row.kind))).reduce((sum, { n }) => sum + n, 0)
    const href = (kind: string) => `/patrol/live?kind=${kind}`
    return {
      shape: 'figures',
      lines: [
        { label: '网格员', value: of('person', ['grid']), unit: '人', tone: 'good', href: href('grid') },
        { label: '执法队员', value: of('person', ['enforcement']), unit: '人', tone: 'normal', href: href('enforcement') },
        { label: '其他在岗', value: of('person', ['handler', 'station', 'centre']), unit: '人', href: href('other') },
        { label: '巡查车', value: of('vehicle'), unit: '辆', href: '/patrol/vehicles?open=1' },
      ],
    }
  },
}

/** Today's rounds by state, and what they found. */
export const roundsPanel: ScreenPanel = {
  key: 'patrol.rounds',
  title: '今日巡查',
  themes: ['patrol'],
  permission: 'patrol.object.read',
  source: '巡查计划与走访记录',
  position: 20,
  load: async ({ tx, actor, now }) => {
    const day = dayAt(now)
    const scope = scopeCondition(actor, 'patrol.object.read', { area: 'r.area_code', person: ['r.person_id'] }, 3)
    const [rounds] = await tx.query<{ all: number; done: number; running: number; missed: number }>(
      `select count(*) as all, count(*) filter (where state = 'done') as done, count(*) filter (where state = 'running') as running, count(*) filter (where state = 'missed') as missed
       from patrol.round r where town = $1 and day = $2 and ${scope.text}`,
      [actor.town, day, ...scope.values],
    )
    const of = rounds?.all ?? 0
    const href = (state: string) => `/patrol/rounds?day=${day}&state=${state}`
    return {
      shape: 'ranking',
      lines: [
        { label: '已完成', value: rounds?.done ?? 0, unit: '次', of, tone: 'good', href: href('done') },
        { label: '巡查中', value: rounds?.running ?? 0, unit: '次', of, tone: 'normal', href: href('running') },
        {
          label: '漏巡',
          value: rounds?.missed ?? 0,
          unit: '次',
          of,
          tone: (rounds?.missed ?? 0) > 0 ? 'late' : 'good',
          href: href('missed'),
        },
      ],
    }
  },
}

/** What rounds found lately, the newest first; words of the item, no person. */
export const findingsPanel: ScreenPanel = {
  key: 'patrol.findings',
  title: '巡查发现',
  themes: ['patrol'],
  permission: 'patrol.object.read',
  source: '巡查走访记录',
  position: 30,
  load: async ({ tx, actor }) => {
    const scope = scopeCondition(actor, 'patrol.object.read', { area: 'f.area_code', person: ['f.person_id'] }, 2)
    const rows = await tx.query<{
      id: string
      item: string
      object: string
      outcome: string
      case_id: string | null
      at: Date
      place: [number, number] | null
    }>(
      `select f.id, f.item, o.name as object, f.outcome, f.case_id, f.at, o.place from patrol.finding f join patrol.object o on o.town = f.town and o.id = f.object_id
       where f.town = $1 and ${scope.text} order by f.at desc, f.id desc limit 8`,
      [actor.town, ...scope.values],
    )
    return {
      shape: 'rows',
      href: '/patrol/findings',
      rows: rows.map((row) => ({
        id: row.id,
        title: `${row.object}：${row.item}`,
        remark: row.outcome === 'settled' ? '自处自结' : '已转事件',
        at: row.at.getTime(),
        tone: row.outcome === 'settled' ? 'good' : 'normal',
        href: row.case_id ? `/cases/${row.case_id}` : '/patrol/findings',
        ...(row.place ? { place: row.place } : {}),
      })),
    }
  },
}
