import { useViewer } from '#platform/client/viewer.ts'
import { IncidentList } from './IncidentList.tsx'

/** 我的待办: what waits for this post, what is due first on top. */
export function MyWorkPage() {
  const { unitName, postTitle } = useViewer()
  return <IncidentList title="我的待办" remark={`${unitName} · ${postTitle}，到期早的在前`} mine empty="手头没有待办的事件" />
}
