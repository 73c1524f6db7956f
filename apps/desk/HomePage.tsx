import { Navigate } from '@tanstack/react-router'
import { may } from '#platform/client/desk-module.ts'
import { EmptyState } from '#platform/client/desk/StateBlocks.tsx'
import { useViewer } from '#platform/client/viewer.ts'
import { menuFor } from './menu.tsx'
import { deskModules } from './modules.ts'

/** The first page is the person's work: the entry made for the role, else the first they may open. */
export function HomePage() {
  const { permissions, role } = useViewer()
  // The menu's own order: what stands on top of it is where the day begins.
  const [first] = menuFor(deskModules, permissions, role).paths
  const entries = deskModules.flatMap((module) => module.menu).filter((entry) => may(permissions, entry.needs))
  const home = entries.find((entry) => entry.homeOf?.includes(role))?.path ?? first
  if (home) return <Navigate to={home} replace />
  return <EmptyState title="这个岗位在桌面上还没有可办的事">可在右上角切换岗位，或联系系统管理员开通。</EmptyState>
}
