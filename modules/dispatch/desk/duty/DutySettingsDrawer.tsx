import { useQueryClient } from '@tanstack/react-query'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber } from 'antd'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { call } from '#platform/client/call.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readDutySettings, saveDutySettings } from '../../duty/endpoints.ts'
import type { DutySettings } from '../../duty/shift.ts'

const letters = (taken: readonly string[], stem: string): string => {
  let n = taken.length + 1
  while (taken.includes(`${stem}-${n}`)) n++
  return `${stem}-${n}`
}

/** The day's shifts and the chairs of each. */
export function DutySettingsDrawer({ close }: { readonly close: () => void }) {
  const client = useQueryClient()
  const found = useEndpoint(readDutySettings, {}, { staleTime: 0 })
  if (!found.data) return null
  const { settings, version } = found.data
  return (
    <FormDrawer<DutySettings>
      title="班次与值班岗位"
      submit="保存"
      size={560}
      initial={settings}
      close={close}
      note="班次结束时间不晚于开始时间的，算到第二天。已排的班不受改名影响；删掉的班次、岗位不再显示。"
      send={async (values, { actionId }) => {
        await call(saveDutySettings, { body: { actionId, settings: values, version } })
        await client.invalidateQueries()
      }}
    >
      {(form) => (
        <>
          <h3>班次</h3>
          <Form.List name="shifts">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <div key={key} className="duty-setting-row">
                    <Form.Item name={[name, 'key']} hidden>
                      <Input />
                    </Form.Item>
                    <Form.Item name={[name, 'title']} label={name === 0 ? '名称' : undefined}>
                      <Input maxLength={20} aria-label="班次名称" />
                    </Form.Item>
                    <Form.Item name={[name, 'from']} label={name === 0 ? '开始' : undefined}>
                      <Input placeholder="08:00" aria-label="开始时间" />
                    </Form.Item>
                    <Form.Item name={[name, 'to']} label={name === 0 ? '结束' : undefined}>
                      <Input placeholder="17:30" aria-label="结束时间" />
                    </Form.Item>
                    <Button icon={<DeleteOutlined />} aria-label="删除班次" onClick={() => remove(name)} />
                  </div>
                ))}
                <Button
                  icon={<PlusOutlined />}
                  onClick={() => {
                    const shifts: DutySettings['shifts'] = form.getFieldValue('shifts') ?? []
                    add({
                      key: letters(
                        shifts.map((one) => one.key),
                        'shift',
                      ),
                      title: '',
                      from: '08:00',
                      to: '16:00',
                    })
                  }}
                >
                  加一个班次
                </Button>
              </>
            )}
          </Form.List>
          <h3>岗位</h3>
          <Form.List name="posts">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <div key={key} className="duty-setting-row">
                    <Form.Item name={[name, 'key']} hidden>
                      <Input />
                    </Form.Item>
                    <Form.Item name={[name, 'title']} label={name === 0 ? '名称' : undefined}>
                      <Input maxLength={20} aria-label="岗位名称" />
                    </Form.Item>
                    <Form.Item name={[name, 'wanted']} label={name === 0 ? '每班人数' : undefined}>
                      <InputNumber min={0} max={20} aria-label="每班人数" />
                    </Form.Item>
                    <Form.Item name={[name, 'lead']} valuePropName="checked" label={name === 0 ? '可接班' : undefined}>
                      <Checkbox>可接班</Checkbox>
                    </Form.Item>
                    <Button icon={<DeleteOutlined />} aria-label="删除岗位" onClick={() => remove(name)} />
                  </div>
                ))}
                <Button
                  icon={<PlusOutlined />}
                  onClick={() => {
                    const posts: DutySettings['posts'] = form.getFieldValue('posts') ?? []
                    add({
                      key: letters(
                        posts.map((one) => one.key),
                        'post',
                      ),
                      title: '',
                      wanted: 1,
                      lead: false,
                    })
                  }}
                >
                  加一个岗位
                </Button>
              </>
            )}
          </Form.List>
        </>
      )}
    </FormDrawer>
  )
}
