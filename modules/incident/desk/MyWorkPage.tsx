import { Page } from '#platform/client/desk/Page.tsx'
import { useViewer } from '#platform/client/viewer.ts'
import { IncidentList } from './IncidentList.tsx'

/** 我的待办: what waits for this post, what is due first on top. */
export function MyWorkPage() {
  const { unitName, postTitle } = useViewer()
  return (
    <Page title="我的待办" remark={`${unitName} · ${postTitle}，到期早的在前`} fill>
      <IncidentList mine empty="手头没有待办的事件" />
    </Page>
  )
}
