import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, Select, Switch } from 'antd'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { listConnections, saveConnection } from '../../door-endpoints.ts'
import type { Connection } from './ConnectionsPage.tsx'

type Meaning = Connection['states'][string]
interface Values {
  readonly system: string
  readonly name: string
  readonly callbackUrl?: string | undefined
  readonly enabled: boolean
  readonly states?: { readonly theirs: string; readonly ours: Meaning }[]
}

const meanings: Readonly<Record<Meaning, string>> = {
  none: '不对应（只记录）',
  accept: '已受理',
  sign: '已签收',
  handle: '办理中',
  close: '已办结',
  reopen: '重新办理',
  void: '已作废',
}

interface ConnectionDrawerProps {
  readonly row: Connection | undefined
  readonly taken: readonly string[]
  readonly close: () => void
}

/** Name, where answers go, and what each of their states means here. */
export function ConnectionDrawer({ row, taken, close }: ConnectionDrawerProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const send = async ({ system, name, callbackUrl, enabled, states = [] }: Values, actionId: string): Promise<void> => {
    const body = {
      system: row?.system ?? system,
      name,
      ...(callbackUrl ? { callbackUrl } : {}),
      enabled,
      states: Object.fromEntries(states.map(({ theirs, ours }) => [theirs, ours])),
    }
    await call(saveConnection, { body }, { actionId })
    await client.invalidateQueries({ queryKey: keyOf(listConnections) })
    void message.success(`“${name}”已保存`)
  }
  return (
    <FormDrawer<Values>
      title={row ? `修改接入 · ${row.name}` : '新增接入'}
      submit="保存"
      size={540}
      draft={`incident.connection.${row?.system ?? 'new'}`}
      initial={
        row
          ? { ...row, states: Object.entries(row.states).map(([theirs, ours]) => ({ theirs, ours })) }
          : { enabled: true, states: [{ theirs: '已办结', ours: 'close' }] }
      }
      close={close}
      send={(values, { actionId }) => send(values, actionId)}
    >
      <Form.Item
        name="system"
        label="系统代号"
        extra="对方推送时带的代号，定后不改：小写字母、数字、短横线，以字母开头。"
        rules={[
          { required: true, pattern: /^[a-z][a-z0-9-]{0,30}$/, message: '系统代号只能用小写字母、数字和短横线，以字母开头' },
          {
            validator: (_rule, value: string) =>
              !row && taken.includes(value) ? Promise.reject(new Error('这个代号已登记，请在列表中修改')) : Promise.resolve(),
          },
        ]}
      >
        <Input disabled={row !== undefined} maxLength={31} placeholder="如 hotline-12345" />
      </Form.Item>
      <Form.Item name="name" label="系统名称" rules={[{ required: true, message: '请填写系统名称' }]}>
        <Input maxLength={60} placeholder="如：区 12345 热线平台" />
      </Form.Item>
      <Form.Item
        name="callbackUrl"
        label="回传地址（不回传可空着）"
        rules={[{ pattern: /^https?:\/\/\S+$/, message: '回传地址应为 http 或 https 开头的完整网址' }]}
      >
        <Input maxLength={500} inputMode="url" placeholder="https://" />
      </Form.Item>
      <Form.Item name="enabled" label="启用" valuePropName="checked" extra="停用后不再收单，待回传的留着，启用后按顺序发出。">
        <Switch checkedChildren="启用" unCheckedChildren="停用" />
      </Form.Item>
      <Form.List name="states">
        {(fields, { add, remove }) => (
          <fieldset className="lists-states">
            <legend>对方状态在本镇是什么意思</legend>
            {fields.map(({ key, name }) => (
              <div key={key} className="lists-state">
                <Form.Item name={[name, 'theirs']} rules={[{ required: true, message: '请填写对方状态' }]}>
                  <Input maxLength={60} aria-label="对方状态" placeholder="对方状态" />
                </Form.Item>
                <Form.Item name={[name, 'ours']} rules={[{ required: true, message: '请选择含义' }]}>
                  <Select
                    aria-label="在本镇的含义"
                    placeholder="在本镇的含义"
                    options={Object.entries(meanings).map(([value, label]) => ({ value, label }))}
                  />
                </Form.Item>
                <Button type="text" icon={<DeleteOutlined />} aria-label="删除这一行" onClick={() => remove(name)} />
              </div>
            ))}
            <Button size="small" icon={<PlusOutlined />} onClick={() => add()}>
              加一行
            </Button>
          </fieldset>
        )}
      </Form.List>
    </FormDrawer>
  )
}
