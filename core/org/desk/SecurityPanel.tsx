import { useQueryClient } from '@tanstack/react-query'
import { App, Switch } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import type { SecurityPolicy } from '../contract.ts'
import { changeSecurity, readSecurity } from '../contract.ts'

const rows: readonly {
  readonly key: keyof SecurityPolicy
  readonly title: string
  readonly words: string
  readonly on: SecurityPolicy['secondFactor'] | SecurityPolicy['dataFactor']
}[] = [
  {
    key: 'secondFactor',
    on: 'admins',
    title: '管理员登录须有动态口令',
    words: '系统管理员、安全管理员、审计员绑定认证器 App 后才能使用各自权限。',
  },
  {
    key: 'dataFactor',
    on: 'demanded',
    title: '查看完整个人信息和导出须有动态口令',
    words: '有“查看电话、反映人”“导出”权限的岗位，绑定前这些权限不生效。演示镇默认关闭，正式使用默认开启。',
  },
]

/** 登录安全: what the town demands beside the password; every change is written to the audit log. */
export function SecurityPanel() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const found = useEndpoint(readSecurity, {})
  const [busy, setBusy] = useState(false)
  if (found.isPending) return <LoadingSkeleton rows={3} />
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  const policy = found.data
  const change = async (next: SecurityPolicy): Promise<void> => {
    setBusy(true)
    try {
      client.setQueryData(keyOf(readSecurity, {}), await call(changeSecurity, { body: next }))
      void message.success('已保存，立即生效并记入审计')
    } catch (error) {
      void message.error(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <ul className="panel org-security">
      {rows.map(({ key, title, words, on }) => (
        <li key={key}>
          <div>
            <h2>{title}</h2>
            <p className="quiet">{words}</p>
          </div>
          <span className="org-security-state">{policy[key] === on ? '要求' : '不要求'}</span>
          <Switch
            aria-label={title}
            loading={busy}
            checked={policy[key] === on}
            onChange={(checked) => void change({ ...policy, [key]: checked ? on : 'off' })}
          />
        </li>
      ))}
    </ul>
  )
}
