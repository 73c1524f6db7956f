import { Page } from '#platform/client/desk/Page.tsx'
import { IncidentList } from './IncidentList.tsx'

/** 事件列表: everything this post may see. */
export function IncidentListPage() {
  return (
    <Page title="事件列表" fill>
      <IncidentList mine={false} empty="没有符合条件的事件" />
    </Page>
  )
}
