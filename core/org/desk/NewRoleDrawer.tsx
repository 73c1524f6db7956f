import { useQueryClient } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { createRole } from '../contract.ts'
import type { Role } from '../contract.ts'
import { orgChanged } from './org-changed.ts'

interface Values {
  readonly title: string
  readonly key: string
  readonly like?: string
}

interface NewRoleDrawerProps {
  readonly roles: readonly Role[]
  readonly close: () => void
  readonly done: (key: string) => void
}

/** A role of the town's own, begun as a copy: nobody ticks forty boxes from nothing. */
export function NewRoleDrawer({ roles, close, done }: NewRoleDrawerProps) {
  const client = useQueryClient()
  const ordinary = roles.filter(({ duty }) => duty === null)
  const send = async ({ title, key, like }: Values, actionId: string): Promise<void> => {
    const reach = roles.find((role) => role.key === like)?.reach ?? {}
    await call(createRole, { body: { title, key, reach } }, { actionId })
    await orgChanged(client)
    done(key)
  }
  return (
    <FormDrawer<Values>
      title="新增角色"
      submit="新增"
      draft="org.new-role"
      note="先照一个相近的角色复制权限，再在表中增减。"
      close={close}
      send={(values, { actionId }) => send(values, actionId)}
    >
      <Form.Item name="title" label="角色名称" rules={[{ required: true, min: 2, message: '角色名称至少 2 个字' }]}>
        <Input maxLength={30} placeholder="如：河长办专员" />
      </Form.Item>
      <Form.Item
        name="key"
        label="角色代码"
        extra="给程序用，定后不改：2–40 位小写字母、数字、横线，以字母开头。"
        rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,39}$/, message: '角色代码为 2–40 位小写字母、数字、横线，以字母开头' }]}
      >
        <Input maxLength={40} placeholder="如 river-clerk" />
      </Form.Item>
      <Form.Item name="like" label="照哪个角色复制权限（可不选）">
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={ordinary.map(({ key, title }) => ({ value: key, label: title }))}
        />
      </Form.Item>
    </FormDrawer>
  )
}
