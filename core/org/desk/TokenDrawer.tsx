import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useRef, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { OnceSecret } from '#platform/client/desk/OnceSecret.tsx'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { createToken, listTokens } from '../contract.ts'
import { permissionGroups } from './permission-groups.ts'

interface Values {
  readonly name: string
  readonly scopes: string[]
  readonly expires?: string | null
}

interface TokenDrawerProps {
  readonly permissions: readonly { readonly key: string; readonly title: string }[]
  readonly close: () => void
}

/** Signs a token with only the permissions the other side needs; then shows it, this once. */
export function TokenDrawer({ permissions, close }: TokenDrawerProps) {
  const client = useQueryClient()
  const made = useRef<string | undefined>(undefined)
  const [once, setOnce] = useState<string>()
  if (once !== undefined)
    return (
      <OnceSecret
        title="接口令牌"
        secret={once}
        remark="交给对方系统管理员，放在请求头 authorization: Bearer 之后。遗失只能吊销重签。"
        close={close}
      />
    )
  const options = permissionGroups(permissions).map(({ title, rows }) => ({
    label: title,
    title,
    options: rows.map((row) => ({ value: row.key, label: row.title, words: `${row.title} ${row.key}` })),
  }))
  return (
    <FormDrawer<Values>
      title="签发接口令牌"
      submit="签发"
      draft="org.new-token"
      note="令牌在所选权限内可及全镇；只勾选对方确需的权限。"
      close={() => (made.current === undefined ? close() : setOnce(made.current))}
      send={async ({ name, scopes, expires = null }, { actionId }) => {
        made.current = (await call(createToken, { body: { name, scopes, expires } }, { actionId })).token
        await client.invalidateQueries({ queryKey: keyOf(listTokens) })
      }}
    >
      <Form.Item name="name" label="用途" rules={[{ required: true, min: 2, message: '请填写用途（至少 2 个字）' }]}>
        <Input maxLength={60} placeholder="如：区 12345 工单推送" />
      </Form.Item>
      <Form.Item name="scopes" label="权限" rules={[{ required: true, message: '请至少选择一项权限' }]}>
        <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'words' }} placeholder="可按名称找" />
      </Form.Item>
      <Form.Item name="expires" label="到期日（当日起失效；可空着）">
        <DayInput clear placeholder="不限" />
      </Form.Item>
    </FormDrawer>
  )
}
