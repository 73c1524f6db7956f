import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Input, Popconfirm, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { type Device, type Vehicle, createDevice, listDevices, revokeDevice } from '../contract.ts'
import './patrol.css'

interface Values {
  readonly vehicle: string
  readonly name: string
  readonly terminalNumber?: string
}
interface Issued {
  readonly name: string
  readonly key: string
  readonly address: string
  readonly terminalNumber?: string | undefined
}

/** Registers a tracker or terminal of a vehicle. */
function NewDevice({
  vehicles,
  close,
  issued,
}: {
  readonly vehicles: readonly Vehicle[]
  readonly close: () => void
  readonly issued: (device: Issued) => void
}) {
  const client = useQueryClient()
  const send = async ({ vehicle, name, terminalNumber }: Values, { actionId }: { actionId: string }): Promise<void> => {
    const made = await call(
      createDevice,
      { body: { name, sort: 'vehicle', moverId: vehicle, ...(terminalNumber ? { terminalNumber } : {}) } },
      { actionId },
    )
    await client.invalidateQueries({ queryKey: keyOf(listDevices) })
    issued({ name, key: made.key, address: made.address, terminalNumber })
  }
  return (
    <FormDrawer<Values> title="登记定位设备" submit="登记" close={close} send={send} note="密钥只显示这一次，请当场填进设备。">
      <Form.Item name="vehicle" label="装在哪辆车上" rules={[{ required: true, message: '请选择车辆' }]}>
        <Select
          showSearch
          optionFilterProp="label"
          options={vehicles.map(({ id, name, plate }) => ({ value: id, label: `${name} ${plate}` }))}
        />
      </Form.Item>
      <Form.Item name="name" label="设备名称" rules={[{ required: true, message: '请填写设备名称' }]}>
        <Input maxLength={60} placeholder="如：车载终端" />
      </Form.Item>
      <Form.Item
        name="terminalNumber"
        label="终端号（仅部标车载终端）"
        extra="JT/T 808 终端上的手机号或终端号；手机软件不用填。"
        rules={[{ pattern: /^\d{6,20}$/, message: '终端号应为 6–20 位数字' }]}
      >
        <Input maxLength={20} inputMode="numeric" />
      </Form.Item>
    </FormDrawer>
  )
}

/** What to type into the device: shown once. */
function IssuedNote({ device, close }: { readonly device: Issued; readonly close: () => void }) {
  const address = `${location.origin}${device.address}`
  return (
    <Alert
      type="success"
      showIcon
      closable={{ onClose: close }}
      title={`“${device.name}”已登记，请当场填进设备`}
      description={
        <dl className="patrol-key">
          <dt>手机软件（OsmAnd、GPSLogger、Traccar Client）</dt>
          <dd>
            服务器地址 <code>{address}</code>
            <br />
            设备标识（id）<code>{device.key}</code>
          </dd>
          {device.terminalNumber && (
            <>
              <dt>部标车载终端（JT/T 808）</dt>
              <dd>
                服务器填本机地址和 JT808_PORT 所设端口，终端号 <code>{device.terminalNumber}</code>
                ，车牌与车辆登记一致；鉴权码由平台自动下发。
              </dd>
            </>
          )}
        </dl>
      }
    />
  )
}

/** 定位设备: which trackers feed which vehicle, when each was last heard; a lost one is stopped here. */
export function DevicesDrawer({ vehicles, close }: { readonly vehicles: readonly Vehicle[]; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [adding, setAdding] = useState(false)
  const [issued, setIssued] = useState<Issued>()
  const found = usePages<Device>([...keyOf(listDevices)], (after) =>
    call(listDevices, { query: { limit: 100, ...(after ? { after } : {}) } }),
  )
  const stop = async (device: Device): Promise<void> => {
    await call(revokeDevice, { params: { id: device.id } })
    await client.invalidateQueries({ queryKey: keyOf(listDevices) })
    void message.success(`“${device.name}”已停用`)
  }
  return (
    <Drawer
      open
      onClose={close}
      size={820}
      title="定位设备"
      extra={
        <Button type="primary" onClick={() => setAdding(true)}>
          登记设备
        </Button>
      }
    >
      <p className="quiet">只在出车期间记录位置。设备遗失或换车时在这里停用，停用后立即不再接收。</p>
      {issued && <IssuedNote device={issued} close={() => setIssued(undefined)} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <Table<Device>
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={found.rows}
          locale={{ emptyText: <EmptyState title="还没有定位设备">车组的手机上岗后会随车上报；也可以登记车载终端或专用手机。</EmptyState> }}
          columns={[
            { key: 'name', title: '设备', render: (_, row) => row.name },
            { key: 'mover', title: '车辆（人员）', render: (_, row) => row.moverName },
            { key: 'number', title: '终端号', width: 150, className: 'num', render: (_, row) => row.terminalNumber ?? '' },
            {
              key: 'last',
              title: '最近上报',
              width: 120,
              render: (_, row) => (row.lastAt ? <Ago at={row.lastAt} /> : <span className="quiet">还没有</span>),
            },
            {
              key: 'state',
              title: '状态',
              width: 110,
              render: (_, row) =>
                row.revoked ? (
                  <Tag>已停用</Tag>
                ) : (
                  <Popconfirm title={`停用“${row.name}”？`} description="停用后它发来的位置不再接收。" onConfirm={() => stop(row)}>
                    <Button size="small">停用</Button>
                  </Popconfirm>
                ),
            },
          ]}
        />
      )}
      {found.hasNextPage && (
        <Button block type="text" onClick={() => void found.fetchNextPage()}>
          更多
        </Button>
      )}
      {adding && <NewDevice vehicles={vehicles} close={() => setAdding(false)} issued={setIssued} />}
    </Drawer>
  )
}
