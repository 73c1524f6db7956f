import { useQueryClient } from '@tanstack/react-query'
import { App, Checkbox, Form, Input, InputNumber } from 'antd'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { type Vehicle, createVehicle, listVehicles, updateVehicle } from '../contract.ts'

interface Values {
  readonly name: string
  readonly plate: string
  readonly odometer?: number
  readonly active: boolean
}

/** Registers a vehicle or changes one. */
export function VehicleDrawer({ row, close }: { readonly row: Vehicle | undefined; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const send = async (values: Values, { actionId, version }: { actionId: string; version: number }): Promise<void> => {
    const draft = { ...values, areas: row?.areas ?? [], ...(row?.unitId ? { unitId: row.unitId } : {}) }
    if (row) await call(updateVehicle, { params: { id: row.id }, body: { ...draft, version } }, { actionId })
    else await call(createVehicle, { body: { ...draft, actionId } }, { actionId })
    await client.invalidateQueries({ queryKey: keyOf(listVehicles) })
    void message.success(`“${values.name}”已保存`)
  }
  return (
    <FormDrawer<Values>
      title={row ? `修改车辆 · ${row.name}` : '登记车辆'}
      submit="保存"
      draft={`patrol.vehicle.${row?.id ?? 'new'}`}
      initial={
        row
          ? { name: row.name, plate: row.plate, active: row.active, ...(row.odometer === undefined ? {} : { odometer: row.odometer }) }
          : { active: true }
      }
      {...(row ? { opened: { ...row } } : {})}
      close={close}
      send={send}
    >
      <Form.Item name="name" label="车辆名称" rules={[{ required: true, message: '请填写车辆名称' }]}>
        <Input maxLength={40} placeholder="如：巡查18车" />
      </Form.Item>
      <Form.Item name="plate" label="车牌" rules={[{ required: true, message: '请填写车牌' }]}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="odometer" label="里程表读数（公里）" extra="出车时从这个读数接着填。">
        <InputNumber min={0} max={9_999_999} precision={1} style={{ width: 180 }} />
      </Form.Item>
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>在用</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}
