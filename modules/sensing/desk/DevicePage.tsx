import { EditOutlined, KeyOutlined, ToolOutlined } from '@ant-design/icons'
import { useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Dropdown } from 'antd'
import { Suspense, useState } from 'react'
import { TownMap } from '#core/case/desk/index.tsx'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { OnceSecret } from '#platform/client/desk/OnceSecret.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { DeviceDetail } from '../device.ts'
import { issueSecret, readDevice, setDeviceState } from '../device-endpoints.ts'
import { type DeviceState, deviceStateTitles } from '../kind.ts'
import { DeviceAlarms } from './DeviceAlarms.tsx'
import { DeviceDrawer } from './DeviceDrawer.tsx'
import { DeviceFacts } from './DeviceFacts.tsx'
import { DeviceHistory } from './DeviceHistory.tsx'
import { RefusalList } from './RefusalList.tsx'
import { UpkeepList } from './UpkeepList.tsx'
import './sensing.css'

/** One device: now, its curve, what it cried, what was done to it. */
export function DevicePage() {
  const { id = '' } = useParams({ strict: false })
  const client = useQueryClient()
  const found = useEndpoint(readDevice, { params: { id } })
  useLive(['sensing.alarm-raised', 'sensing.alarm-ended'], (facts) => {
    if (
      facts.length === 0 ||
      facts.some(({ payload }) => payload !== null && typeof payload === 'object' && 'deviceId' in payload && payload.deviceId === id)
    )
      void client.invalidateQueries({ queryKey: keyOf(readDevice, { params: { id } }) })
  })
  const device = found.data
  return (
    <Page
      title={device ? device.name : '设备'}
      remark={device && `${device.kindTitle} · ${device.key}`}
      actions={device && <Acts device={device} />}
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {device && (
        <div className="sensing-device">
          <div className="sensing-device-main">
            <DeviceHistory device={device} />
            <DeviceAlarms id={device.id} />
            <RefusalList rows={device.refusals} />
          </div>
          <div className="sensing-device-side">
            <DeviceFacts device={device} />
            {device.place && (
              <section className="panel sensing-card">
                <Suspense fallback={<div style={{ height: 200 }} />}>
                  <TownMap label={`${device.name}的位置`} height={200} point={device.place} />
                </Suspense>
              </section>
            )}
            <UpkeepList id={device.id} />
          </div>
        </div>
      )}
    </Page>
  )
}

function Acts({ device }: { readonly device: DeviceDetail }) {
  const client = useQueryClient()
  const { message, modal } = App.useApp()
  const mayManage = useMay('sensing.device.manage')
  const [editing, setEditing] = useState(false)
  const [once, setOnce] = useState<{ key: string; secret: string }>()
  if (!mayManage) return null
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: keyOf(readDevice) })
  const fail = (error: unknown): void => void message.error(error instanceof ProblemError ? problemText(error) : '没有成功，请再试一次')
  const secret = async (): Promise<void> => {
    try {
      setOnce(await call(issueSecret, { params: { id: device.id }, body: { actionId: newId() } }))
      await again()
    } catch (error) {
      fail(error)
    }
  }
  const move = async (state: DeviceState): Promise<void> => {
    try {
      await call(setDeviceState, { params: { id: device.id }, body: { actionId: newId(), state, words: '' } })
      await again()
    } catch (error) {
      fail(error)
    }
  }
  const others = (['normal', 'paused', 'retired'] as const).filter((state) => state !== device.state)
  return (
    <>
      <Button
        icon={<KeyOutlined />}
        onClick={() =>
          device.secretAt === undefined
            ? void secret()
            : void modal.confirm({
                title: '重新生成密钥？',
                content: '原来的密钥立即失效，设备要换上新的密钥才能上报。',
                okText: '重新生成',
                cancelText: '取消',
                onOk: secret,
              })
        }
      >
        {device.secretAt === undefined ? '生成密钥' : '重新生成密钥'}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: others.map((state) => ({
            key: state,
            label: state === 'normal' ? '恢复使用' : deviceStateTitles[state],
            danger: state === 'retired',
          })),
          onClick: ({ key }) => {
            const state = others.find((one) => one === key)
            if (!state) return
            if (state === 'retired')
              void modal.confirm({
                title: '报废这台设备？',
                content: '报废后不再接收它的数据，历史读数保留。',
                okText: '报废',
                okButtonProps: { danger: true },
                cancelText: '取消',
                onOk: () => move(state),
              })
            else void move(state)
          },
        }}
      >
        <Button icon={<ToolOutlined />}>使用状态</Button>
      </Dropdown>
      <Button type="primary" icon={<EditOutlined />} onClick={() => setEditing(true)}>
        修改
      </Button>
      {editing && <DeviceDrawer device={device} close={() => setEditing(false)} />}
      {once && (
        <OnceSecret
          title={`设备 ${once.key} 的密钥`}
          secret={once.secret}
          remark="请写入设备：MQTT 用户名填设备编号、密码填密钥；ThingsBoard 设备接口把“设备编号:密钥”以外的用法见接入指南。关闭后不再显示。"
          close={() => setOnce(undefined)}
        />
      )}
    </>
  )
}
