import { Form, Input } from 'antd'

export interface PersonValues {
  readonly name?: string
  readonly login?: string
  readonly phone?: string
}

/** Name, account and phone, asked the same way everywhere. */
export function PersonFields({ login }: { readonly login: boolean }) {
  return (
    <>
      <Form.Item name="name" label="姓名" rules={[{ required: true, min: 2, message: '姓名至少 2 个字' }]}>
        <Input maxLength={40} autoComplete="off" />
      </Form.Item>
      {login && (
        <Form.Item
          name="login"
          label="账号"
          extra="3–40 位小写字母、数字、点、横线，以字母开头；如姓名全拼。"
          normalize={(value: string) => value.toLowerCase()}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9._-]{2,39}$/, message: '账号为 3–40 位小写字母、数字、点、横线，以字母开头' }]}
        >
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
      )}
      <Form.Item
        name="phone"
        label={login ? '电话（选填）' : '新电话（不改可空着）'}
        rules={[{ pattern: /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/, message: '电话应为 11 位手机号，或带区号的固定电话' }]}
      >
        <Input maxLength={20} inputMode="tel" autoComplete="off" />
      </Form.Item>
    </>
  )
}
