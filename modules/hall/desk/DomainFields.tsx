import { Button, Form, Input, Switch } from 'antd'

/** The businesses people take numbers for: a letter each, words a resident knows. */
export function DomainFields() {
  return (
    <Form.List name="domains">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="hall-domain-row">
              <Form.Item name={[name, 'letter']} label="字头" rules={[{ required: true, pattern: /^[A-Z]$/u, message: '一个大写字母' }]}>
                <Input maxLength={1} style={{ width: 56 }} />
              </Form.Item>
              <Form.Item name={[name, 'title']} label="名称" rules={[{ required: true, message: '请填写名称' }]}>
                <Input maxLength={12} style={{ width: 150 }} />
              </Form.Item>
              <Form.Item
                name={[name, 'key']}
                label="代码"
                rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,29}$/u, message: '小写字母' }]}
              >
                <Input maxLength={30} style={{ width: 130 }} />
              </Form.Item>
              <Form.Item name={[name, 'remark']} label="说明" className="hall-domain-remark">
                <Input maxLength={40} />
              </Form.Item>
              <Form.Item name={[name, 'booking']} label="可预约" valuePropName="checked">
                <Switch />
              </Form.Item>
              <Button type="text" danger onClick={() => remove(name)} disabled={fields.length === 1}>
                删去
              </Button>
            </div>
          ))}
          <Button onClick={() => add({ letter: '', title: '', key: '', remark: '', booking: true })}>加一类</Button>
        </>
      )}
    </Form.List>
  )
}
