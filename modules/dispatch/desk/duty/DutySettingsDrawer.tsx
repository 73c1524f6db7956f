import { useQueryClient } from '@tanstack/react-query'
import { Checkbox, Form, Input, InputNumber } from 'antd'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { call } from '#platform/client/call.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readDutySettings, saveDutySettings } from '../../duty/endpoints.ts'
import type { DutySettings } from '../../duty/shift.ts'
import { SettingRows } from './SettingRows.tsx'

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
          <SettingRows form={form} name="shifts" stem="shift" what="班次" fresh={{ title: '', from: '08:00', to: '16:00' }}>
            {(row) => (
              <>
                <Form.Item name={[row, 'from']} label={row === 0 ? '开始' : undefined}>
                  <Input placeholder="08:00" aria-label="开始时间" />
                </Form.Item>
                <Form.Item name={[row, 'to']} label={row === 0 ? '结束' : undefined}>
                  <Input placeholder="17:30" aria-label="结束时间" />
                </Form.Item>
              </>
            )}
          </SettingRows>
          <h3>岗位</h3>
          <SettingRows form={form} name="posts" stem="post" what="岗位" fresh={{ title: '', wanted: 1, lead: false }}>
            {(row) => (
              <>
                <Form.Item name={[row, 'wanted']} label={row === 0 ? '每班人数' : undefined}>
                  <InputNumber min={0} max={20} aria-label="每班人数" />
                </Form.Item>
                <Form.Item name={[row, 'lead']} valuePropName="checked" label={row === 0 ? '可接班' : undefined}>
                  <Checkbox>可接班</Checkbox>
                </Form.Item>
              </>
            )}
          </SettingRows>
        </>
      )}
    </FormDrawer>
  )
}
