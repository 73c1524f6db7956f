import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { Suspense } from 'react'
import { TownMap, UnitSelect } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import type { DeviceDetail, DeviceDraft } from '../device.ts'
import { addDevice, changeDevice, countDevices, listDevices, placeDevice, readDevice } from '../device-endpoints.ts'
import { PayloadFormat, formatTitles } from '../mapping.ts'
import { useKinds } from './use-kinds.ts'

type Values = Omit<Partial<DeviceDraft>, 'mapping'>

const titles: Readonly<Record<string, string>> = {
  key: '设备编号',
  kind: '种类',
  name: '名称',
  component: '部件编码',
  address: '地址',
  ownerId: '权属单位',
  upkeepId: '养护单位',
  format: '数据格式',
}

/** A new line of the ledger, or an old one changed; the grid follows from the place. */
export function DeviceDrawer({ device, close }: { readonly device?: DeviceDetail; readonly close: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const { kinds } = useKinds()
  const send = async (values: Values, actionId: string, version: number): Promise<void> => {
    const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''))
    const draft = { ...filled, ...(device?.mapping ? { mapping: device.mapping } : {}) } as DeviceDraft
    const saved = device
      ? await call(changeDevice, { params: { id: device.id }, body: { ...draft, actionId, seen: version } })
      : await call(addDevice, { body: { ...draft, actionId } })
    await Promise.all([listDevices, countDevices, readDevice].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
    void message.success(device ? `“${saved.name}”已保存` : `“${saved.name}”已登记，请在设备页生成密钥`)
    if (!device) await navigate({ to: `/sensing/devices/${saved.id}` })
  }
  return (
    <FormDrawer<Values>
      title={device ? `修改设备 · ${device.name}` : '登记设备'}
      submit={device ? '保存' : '登记'}
      size={560}
      draft={`sensing.device.${device?.id ?? 'new'}`}
      {...(device ? { opened: { ...device }, titles } : {})}
      initial={device ? initialOf(device) : { format: 'sihe', aliases: [] }}
      close={close}
      send={(values, { actionId, version }) => send(values, actionId, version)}
    >
      <Form.Item name="kind" label="种类" rules={[{ required: true, message: '请选择设备种类' }]}>
        <Select options={kinds.map(({ key, title }) => ({ value: key, label: title }))} placeholder="请选择" />
      </Form.Item>
      <Form.Item name="name" label="名称" rules={[{ required: true, min: 2, message: '设备名称至少 2 个字' }]}>
        <Input maxLength={80} placeholder="如：平波路 12 号井盖" />
      </Form.Item>
      <Form.Item
        name="key"
        label="设备编号"
        extra="设备连接时用的名字，也是标签上的编号。"
        rules={[{ required: true, pattern: /^[0-9A-Za-z][\w.:-]{1,63}$/, message: '2 至 64 位字母、数字、点、横线或冒号' }]}
      >
        <Input maxLength={64} className="num" />
      </Form.Item>
      <Form.Item name="component" label="部件编码（选填）" rules={[{ pattern: /^\d{16}$/, message: '部件编码应为 16 位数字' }]}>
        <Input maxLength={16} className="num" inputMode="numeric" placeholder="区划 6 位、大类 2 位、小类 2 位、顺序号 6 位" />
      </Form.Item>
      <PlaceField />
      <Form.Item name="address" label="地址">
        <Input maxLength={200} />
      </Form.Item>
      <div className="sensing-pair">
        <Form.Item name="ownerId" label="权属单位">
          <UnitField placeholder="权属单位" />
        </Form.Item>
        <Form.Item name="upkeepId" label="养护单位">
          <UnitField placeholder="养护单位" />
        </Form.Item>
      </div>
      <div className="sensing-pair">
        <Form.Item name="installedOn" label="安装日期">
          <DayInput />
        </Form.Item>
        <Form.Item name="batteryOn" label="换电池日期">
          <DayInput />
        </Form.Item>
      </div>
      <div className="sensing-pair">
        <Form.Item name="format" label="数据格式">
          <Select options={PayloadFormat.options.map((value) => ({ value, label: formatTitles[value] }))} />
        </Form.Item>
        <Form.Item name="heartbeat" label="心跳（秒，空着按种类）">
          <InputNumber min={10} max={864_000} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="aliases" label="其他系统里的名字" extra="LoRaWAN 的 devEui、SensorThings 的数据流编号等，输入后回车。">
        <Select mode="tags" open={false} suffixIcon={null} placeholder="没有可空着" />
      </Form.Item>
      <Form.Item name="note" label="备注">
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} />
      </Form.Item>
    </FormDrawer>
  )
}

function initialOf(device: DeviceDetail): Values {
  const {
    key,
    kind,
    name,
    component,
    place,
    address,
    owner,
    upkeep,
    maker,
    model,
    installedOn,
    batteryOn,
    format,
    aliases,
    heartbeat,
    note,
  } = device
  return {
    key,
    kind,
    name,
    ...(component ? { component } : {}),
    ...(place ? { place } : {}),
    address,
    ...(owner ? { ownerId: owner.id } : {}),
    ...(upkeep ? { upkeepId: upkeep.id } : {}),
    maker,
    model,
    ...(installedOn ? { installedOn } : {}),
    ...(batteryOn ? { batteryOn } : {}),
    format,
    aliases,
    heartbeat,
    note,
  }
}

function UnitField({
  value,
  onChange,
  placeholder,
}: {
  readonly value?: string
  readonly onChange?: (unit: string | undefined) => void
  readonly placeholder: string
}) {
  return (
    <Suspense fallback={null}>
      <UnitSelect value={value} placeholder={placeholder} onChange={(next) => onChange?.(typeof next === 'string' ? next : undefined)} />
    </Suspense>
  )
}

function PlaceField() {
  return (
    <Form.Item name="place" label="位置（在地图上点选）">
      <PlacePick />
    </Form.Item>
  )
}

function PlacePick({ value, onChange }: { readonly value?: [number, number]; readonly onChange?: (place: [number, number]) => void }) {
  const found = useEndpoint(
    placeDevice,
    { query: { lng: value?.[0] ?? 0, lat: value?.[1] ?? 0 } },
    { enabled: value !== undefined, keep: true },
  )
  return (
    <div>
      <Suspense fallback={<div style={{ height: 200 }} />}>
        <TownMap label="在地图上点选设备位置" height={200} point={value} onPick={(point) => onChange?.([point[0], point[1]])} />
      </Suspense>
      <p className="quiet sensing-small">
        {value && found.data ? (found.data.outside ? '在镇域之外' : found.data.areaName) : '还没有位置'}
      </p>
    </div>
  )
}
