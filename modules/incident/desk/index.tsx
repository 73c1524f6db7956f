import { AimOutlined, BarChartOutlined, FormOutlined, InboxOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Suspense, lazy } from 'react'
import { caseViews, fieldInputs, guardWords, prefills, seatSends, undoActions } from '#core/case/desk/index.tsx'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { searchSources } from '#platform/client/desk-module.ts'
import { incidentGuardWords } from './lists/guard-words.ts'
import { listMenu, listPages } from './lists/pages.ts'

// Everything below is fetched when it is first shown: the entry chunk holds only the names.
const MyWorkCount = lazy(() => import('./MyWorkCount.tsx').then((m) => ({ default: m.MyWorkCount })))
const IncidentWhat = lazy(() => import('./IncidentWhat.tsx').then((m) => ({ default: m.IncidentWhat })))
const IncidentSide = lazy(() => import('./IncidentSide.tsx').then((m) => ({ default: m.IncidentSide })))
const ClassInput = lazy(() => import('./ClassInput.tsx').then((m) => ({ default: m.ClassInput })))
const CaseInput = lazy(() => import('./CaseInput.tsx').then((m) => ({ default: m.CaseInput })))

function MyWorkBadge() {
  return (
    <Suspense fallback={null}>
      <MyWorkCount />
    </Suspense>
  )
}

const read = ['incident.case.read']

/** 事件中心 at the desk. */
export const incidentDesk: DeskModule = {
  key: 'incident',
  pages: [
    ...listPages,
    { path: '/work', title: '我的待办', needs: read, load: () => import('./MyWorkPage.tsx').then((m) => m.MyWorkPage) },
    {
      path: '/dispatch',
      title: '派单台',
      needs: ['incident.case.report'],
      load: () => import('./DispatchPage.tsx').then((m) => m.DispatchPage),
    },
    {
      path: '/report',
      title: '登记事件',
      needs: ['incident.case.report'],
      load: () => import('./ReportPage.tsx').then((m) => m.ReportPage),
    },
    { path: '/incidents', title: '事件列表', needs: read, load: () => import('./IncidentListPage.tsx').then((m) => m.IncidentListPage) },
    {
      path: '/figures',
      title: '指标',
      needs: ['incident.figures.read'],
      load: () => import('./FiguresPage.tsx').then((m) => m.FiguresPage),
    },
  ],
  menu: [
    ...listMenu,
    { group: 'work', title: '我的待办', path: '/work', icon: InboxOutlined, needs: read, position: 10, badge: MyWorkBadge },
    {
      group: 'work',
      title: '派单台',
      path: '/dispatch',
      icon: AimOutlined,
      needs: ['incident.case.report'],
      roles: ['dispatcher', 'watch-officer'],
      position: 20,
      homeOf: ['dispatcher'],
    },
    {
      group: 'work',
      title: '登记事件',
      path: '/report',
      icon: FormOutlined,
      needs: ['incident.case.report'],
      position: 30,
      homeOf: ['counter'],
    },
    { group: 'command', title: '事件列表', path: '/incidents', icon: UnorderedListOutlined, needs: read, position: 10 },
    { group: 'command', title: '事件指标', path: '/figures', icon: BarChartOutlined, needs: ['incident.figures.read'], position: 20 },
  ],
  contributes: [
    guardWords.of(...incidentGuardWords),
    caseViews.of({ process: 'incident', What: IncidentWhat, Side: IncidentSide }),
    fieldInputs.of({ kind: 'class', Input: ClassInput }, { kind: 'case', Input: CaseInput }),
    undoActions.of({ process: 'incident', action: 'merge', by: 'unmerge', input: { reason: '批量并案后撤销' }, minutes: 10 }),
    prefills.of({
      process: 'incident',
      actions: ['dispatch', 'accept', 'merge', 'correct', 'rule'],
      fill: async (client, detail, action) => (await import('./prefill.ts')).fillIncident(client, detail, action),
    }),
    // From the seat: the unit of whoever is near; who of it goes there is the unit's to say.
    seatSends.of({ process: 'incident', action: 'dispatch', values: ({ unitId }) => (unitId ? { unit: unitId } : undefined) }),
    searchSources.of({
      key: 'incident',
      title: '事件',
      needs: read,
      find: async (words, signal) => (await import('./search.ts')).findIncidents(words, signal),
    }),
  ],
}
