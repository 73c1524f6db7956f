import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { listPermissions, listRoles } from '../contract.ts'
import { NewRoleDrawer } from './NewRoleDrawer.tsx'
import { RoleReach } from './RoleReach.tsx'

/** Roles at the left, what the chosen one may do and how far at the right. */
export function RolePanel() {
  const { get, set } = useUrl()
  const roles = useEndpoint(listRoles, {})
  const permissions = useEndpoint(listPermissions, {}, { staleTime: 300_000 })
  const mayChange = useMay('org.role.manage')
  const [adding, setAdding] = useState(false)
  const failed = roles.isError ? roles : permissions.isError ? permissions : undefined
  if (failed) return <FailedState error={failed.error} retry={() => void failed.refetch()} />
  if (!roles.data || !permissions.data) return <LoadingSkeleton rows={14} />
  const rows = roles.data.rows
  const chosen = rows.find(({ key }) => key === get('role')) ?? rows[0]
  if (!chosen) return <EmptyState title="还没有角色" />
  return (
    <div className="org-split">
      <nav className="org-tree panel" aria-label="角色">
        {mayChange && (
          <Button block icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            新增角色
          </Button>
        )}
        <ul>
          {rows.map(({ key, title, duty, posts, changed }) => (
            <li key={key}>
              <button type="button" aria-current={key === chosen.key ? 'true' : undefined} onClick={() => set({ role: key })}>
                <span>{title}</span>
                {duty !== null && <small>三员</small>}
                {changed.length > 0 && <small>已调整</small>}
                <span className="num quiet">{posts} 岗</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <RoleReach key={chosen.key} role={chosen} permissions={permissions.data.rows} mayChange={mayChange} />
      {adding && <NewRoleDrawer roles={rows} close={() => setAdding(false)} done={(role) => set({ role })} />}
    </div>
  )
}
