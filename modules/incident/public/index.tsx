import { lazy } from 'react'
import './public.css'
import './report.css'
import './follow.css'

// Following comes after reporting, often days after: who reports does not load it.
export const FindPage = lazy(() => import('./FindPage.tsx').then((m) => ({ default: m.FindPage })))
export const ProgressPage = lazy(() => import('./ProgressPage.tsx').then((m) => ({ default: m.ProgressPage })))
export { ReceiptPage } from './ReceiptPage.tsx'
export { ReportPage } from './ReportPage.tsx'
export { type TownInfo, readTown } from './door.ts'
