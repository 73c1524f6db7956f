import { Page } from '#platform/client/desk/Page.tsx'
import { ReportAside } from './ReportAside.tsx'
import { ReportForm } from './ReportForm.tsx'
import { useReportDraft } from './use-report-draft.ts'
import './report.css'

/** 登记事件: the words first; class, place and known cases come by themselves at the side; then ready for the next. */
export function ReportPage() {
  const report = useReportDraft()
  return (
    <Page
      title="登记事件"
      remark={report.sent.length > 0 ? `本次已登记 ${report.sent.length} 件` : '来电、来访、网格上报……先记原话'}
      actions={
        <span className="quiet">
          <kbd>Ctrl Enter</kbd> 提交并接着登记 · 草稿自动保留
        </span>
      }
    >
      <div className="report">
        <ReportForm report={report} />
        <ReportAside report={report} />
      </div>
    </Page>
  )
}
