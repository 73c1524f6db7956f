import { useQueryClient } from '@tanstack/react-query'
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Select } from 'antd'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readAlertRules, saveAlertRules } from '../../alert/endpoints.ts'
import { type AlertRules, severityTitles } from '../../alert/rules.ts'
import { levelTitle } from '../../plan/card.ts'
import { listPlans } from '../../plan/endpoints.ts'

const severities = ['Extreme', 'Severe', 'Moderate', 'Minor'].map((value) => ({ value, label: severityTitles[value] }))
const modes = [
  { value: 'propose', label: '提议，由人确认' },
  { value: 'activate', label: '自动启动' },
]

/** Which warning leads to which plan. The first line that fits counts. */
export function AlertRulesDrawer({ editable, close }: { readonly editable: boolean; readonly close: () => void }) {
  const client = useQueryClient()
  const found = useEndpoint(readAlertRules, {}, { staleTime: 0 })
  const plans = useEndpoint(listPlans, { query: { limit: 200 } }).data?.rows ?? []
  if (!found.data) return null
  const { table, version } = found.data
  return (
    <FormDrawer<AlertRules>
      title="预警与预案对应表"
      submit="保存"
      size={860}
      initial={table}
      close={close}
      note="从上到下第一条符合的生效。关键词在预警名称或标题里出现即符合；标题写了颜色的以颜色为准。自动启动还要求预警写明是实际预警、且区域包含本镇。"
      send={async (values, { actionId }) => {
        await call(saveAlertRules, { body: { actionId, table: values, version } })
        await client.invalidateQueries()
      }}
    >
      <Form.List name="rules">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="alert-rule">
                <Form.Item name={[name, 'words']}>
                  <Select mode="tags" disabled={!editable} aria-label="关键词" placeholder="关键词" />
                </Form.Item>
                <Form.Item name={[name, 'severity']}>
                  <Select disabled={!editable} aria-label="程度" options={severities} />
                </Form.Item>
                <Form.Item name={[name, 'plan']}>
                  <Select disabled={!editable} aria-label="预案" options={plans.map((plan) => ({ value: plan.key, label: plan.title }))} />
                </Form.Item>
                <Form.Item name={[name, 'level']}>
                  <Select
                    disabled={!editable}
                    aria-label="级别"
                    options={[1, 2, 3, 4].map((value) => ({ value, label: levelTitle(value) }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'mode']}>
                  <Select disabled={!editable} aria-label="方式" options={modes} />
                </Form.Item>
                <Button icon={<DeleteOutlined />} disabled={!editable} aria-label="删除" onClick={() => remove(name)} />
              </div>
            ))}
            <Button
              icon={<PlusOutlined />}
              disabled={!editable}
              onClick={() => add({ words: [], severity: 'Moderate', plan: plans[0]?.key ?? '', level: 3, mode: 'propose' })}
            >
              加一条
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="geocodes" label="算作本镇的区域编码（留空为本镇所在区县）" className="alert-codes">
        <Select mode="tags" disabled={!editable} placeholder="如 320599" />
      </Form.Item>
    </FormDrawer>
  )
}
