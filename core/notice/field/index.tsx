import { usePart } from '#platform/client/field/use-part.ts'
import type { FieldModule } from '#platform/client/field-module.ts'
import { inboxPart, readKind } from './notices-part.ts'
import { useReadHere } from './use-read-here.ts'

export { inboxPart } from './notices-part.ts'

/** How many wait to be read, for the tab. */
export function useUnread(): number {
  const { value } = usePart(inboxPart)
  const readHere = useReadHere()
  return Math.max(0, (value?.unread ?? 0) - (value?.rows ?? []).filter((n) => !n.readAt && readHere.has(n.id)).length)
}

/** The inbox on the phone. */
export const noticeField: FieldModule = {
  key: 'notice',
  pages: [{ path: '/notices', title: '消息', load: () => import('./NoticesPage.tsx').then((m) => m.NoticesPage) }],
  parts: [inboxPart],
  kinds: [readKind],
}
