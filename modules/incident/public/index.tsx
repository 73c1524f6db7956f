import './public.css'
import './report.css'
import './follow.css'

export { FindPage } from './FindPage.tsx'
export { ProgressPage } from './ProgressPage.tsx'
export { ReceiptPage } from './ReceiptPage.tsx'
export { ReportPage } from './ReportPage.tsx'
export { type TownInfo, readTown } from './door.ts'
