import { lazy } from 'react'
import type { DeskModule } from '#platform/client/desk-module.ts'
import { processMenu, processPages } from './processes/pages.ts'

export {
  type CasePart,
  type CaseView,
  type FieldInput,
  type FieldInputProps,
  type Prefill,
  type Prefilled,
  type SeatSend,
  type SeatTarget,
  type UndoAction,
  caseParts,
  caseViews,
  fieldInputs,
  prefills,
  seatSends,
  undoActions,
} from './registries.ts'
export { ClockBar } from './ClockBar.tsx'
export { ClockCell } from './ClockCell.tsx'
export { GradeTag, type GradeWord, gradeLevel } from './GradeTag.tsx'
export { HolderText } from './HolderText.tsx'
export { StateTag } from './StateTag.tsx'
export { casesChanged } from './cases-changed.ts'
export { guardWords } from './processes/guard-words.ts'

// Forms and the case page pull half of antd in: they stay behind a door, so that a list opens without them.
export const ActDrawer = lazy(() => import('./ActDrawer.tsx').then((m) => ({ default: m.ActDrawer })))
export const BulkDrawer = lazy(() => import('./BulkDrawer.tsx').then((m) => ({ default: m.BulkDrawer })))
export const CasePanel = lazy(() => import('./CasePanel.tsx').then((m) => ({ default: m.CasePanel })))
export const FilesInput = lazy(() => import('./FilesInput.tsx').then((m) => ({ default: m.FilesInput })))
export const PlaceInput = lazy(() => import('./PlaceInput.tsx').then((m) => ({ default: m.PlaceInput })))
export const TownMap = lazy(() => import('./TownMap.tsx').then((m) => ({ default: m.TownMap })))
export const UnitSelect = lazy(() => import('./UnitSelect.tsx').then((m) => ({ default: m.UnitSelect })))

/** The case pages, the same for every process; what a process adds comes through `caseViews`. */
export const caseDesk: DeskModule = {
  key: 'case',
  menu: processMenu,
  pages: [
    ...processPages,
    { path: '/cases/$id', title: '案件', needs: ['case.case.read'], load: () => import('./CasePage.tsx').then((m) => m.CasePage) },
    {
      path: '/cases/$id/print',
      title: '案卷',
      needs: ['case.case.read'],
      bare: true,
      load: () => import('./CasePrintPage.tsx').then((m) => m.CasePrintPage),
    },
  ],
}
