import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { ConflictNote } from '#platform/client/desk/ConflictNote.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { updateRole } from '../contract.ts'
import type { Reach, Role } from '../contract.ts'
import { orgChanged } from './org-changed.ts'
import { permissionGroups } from './permission-groups.ts'

const reaches: readonly { readonly key: Reach; readonly title: string; readonly help: string }[] = [
  { key: 'town', title: '全镇', help: '全部' },
  { key: 'unit', title: '本单位', help: '本单位及下级单位承办或参与的' },
  { key: 'area', title: '本辖区', help: '岗位辖区内的' },
  { key: 'own', title: '本人', help: '本人上报或承办的' },
]

interface RoleReachProps {
  readonly role: Role
  readonly permissions: readonly { readonly key: string; readonly title: string }[]
  readonly mayChange: boolean
}

/** One role's table: permission × how far. Only what was changed is sent, so that defaults of later versions still arrive. */
export function RoleReach({ role, permissions, mayChange }: RoleReachProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const [changes, setChanges] = useState<Readonly<Record<string, readonly Reach[]>>>({})
  const [version, setVersion] = useState(role.version)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>()
  const reachOf = (key: string): readonly Reach[] => changes[key] ?? role.reach[key] ?? []
  const changed = Object.keys(changes).length
  const toggle = (key: string, reach: Reach, on: boolean): void => {
    const next = on ? [...reachOf(key), reach] : reachOf(key).filter((one) => one !== reach)
    const { [key]: _gone, ...others } = changes
    const same = [...next].sort().join() === [...(role.reach[key] ?? [])].sort().join()
    setChanges(same ? others : { ...others, [key]: next })
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    const reach = Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, [...value]]))
    try {
      const body = { title: role.title, reach, version }
      const saved = await call(updateRole, { params: { key: role.key }, body }, { actionId: intent.idFor(body) })
      intent.done()
      setChanges({})
      setVersion(saved.version)
      void message.success(`“${role.title}”的权限已修改，在岗人员下一次操作起生效`)
      await orgChanged(client)
    } catch (error) {
      setFault(error)
      const current = error instanceof ProblemError ? error.problem.extra?.['current'] : undefined
      if (current !== null && typeof current === 'object' && 'version' in current && typeof current.version === 'number')
        setVersion(current.version)
    } finally {
      setBusy(false)
    }
  }
  const conflict = fault instanceof ProblemError && fault.code === 'platform.conflict' ? fault : undefined
  return (
    <section className="panel org-reach">
      <h2 className="panel-head">
        {role.title}
        <span className="quiet">{role.posts} 个岗位使用</span>
        {role.duty !== null && <Tag>三员分立：同一人只能任其中一类管理员</Tag>}
        {changed > 0 && (
          <span className="panel-more org-save">
            <span>改了 {changed} 项</span>
            <Button size="small" onClick={() => setChanges({})}>
              放弃
            </Button>
            <Button size="small" type="primary" loading={busy} onClick={() => void save()}>
              {conflict ? '仍按我的修改保存' : '保存'}
            </Button>
          </span>
        )}
      </h2>
      <div className="panel-body">
        {conflict && (
          <ConflictNote problem={conflict.problem} before={{ ...role }} titles={{ title: '名称', changed: '本镇调整过的权限' }} />
        )}
        {fault !== undefined && !conflict && <Alert type="error" showIcon role="alert" title={problemText(fault)} />}
        <table className="plain-table reach-table">
          <thead>
            <tr>
              <th>权限</th>
              {reaches.map(({ key, title, help }) => (
                <th key={key} title={help}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          {permissionGroups(permissions).map((group) => (
            <tbody key={group.title}>
              <tr className="reach-group">
                <th colSpan={5} scope="rowgroup">
                  {group.title}
                </th>
              </tr>
              {group.rows.map(({ key, title }) => (
                <tr key={key} className={key in changes ? 'reach-changed' : ''}>
                  <td>
                    {title}
                    {role.changed.includes(key) && <small className="quiet"> · 本镇已调整</small>}
                  </td>
                  {reaches.map((reach) => (
                    <td key={reach.key}>
                      {mayChange ? (
                        <Checkbox
                          aria-label={`${title}：${reach.title}`}
                          checked={reachOf(key).includes(reach.key)}
                          onChange={(event) => toggle(key, reach.key, event.target.checked)}
                        />
                      ) : (
                        reachOf(key).includes(reach.key) && (
                          <span role="img" aria-label="有">
                            ✓
                          </span>
                        )
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  )
}
