import { IncidentList } from './IncidentList.tsx'

/** 事件列表: everything this post may see. */
export function IncidentListPage() {
  return <IncidentList title="事件列表" mine={false} empty="没有符合条件的事件" />
}
