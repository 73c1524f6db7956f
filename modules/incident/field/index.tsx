import { fieldCaseParts, fieldGuards } from '#core/case/field/index.tsx'
import type { FieldModule } from '#platform/client/field-module.ts'
import { incidentGuards } from '../guards.ts'
import { EmergencyButton } from './EmergencyButton.tsx'
import { IncidentPart } from './IncidentPart.tsx'
import { ReportsCard } from './ReportsCard.tsx'
import { cataloguePart } from './catalogue-part.ts'
import { emergencyKind, reportKind } from './report-kinds.ts'

const report = 'incident.case.report'

/** Reports on the phone: camera first, four touches, with or without a line. */
export const incidentField: FieldModule = {
  key: 'incident',
  pages: [
    { path: '/report', title: '上报', needs: [report], load: () => import('./ReportPage.tsx').then((m) => m.ReportPage) },
    { path: '/reports', title: '我的上报', needs: [report], load: () => import('./MyReportsPage.tsx').then((m) => m.MyReportsPage) },
  ],
  cards: [{ key: 'incident.reports', position: 80, needs: [report], card: ReportsCard }],
  more: [{ path: '/reports', title: '我的上报', remark: '报了什么、办得怎样', needs: [report] }],
  parts: [{ ...cataloguePart, needs: [report] }],
  kinds: [reportKind, emergencyKind],
  bar: EmergencyButton,
  contributes: [fieldGuards.of(...incidentGuards), fieldCaseParts.of({ process: 'incident', part: IncidentPart })],
}
