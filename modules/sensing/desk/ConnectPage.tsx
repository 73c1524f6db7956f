import { Alert, Button, Select, Steps, Tabs } from 'antd'
import { useState } from 'react'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { listDevices } from '../device-endpoints.ts'
import { readBroker } from '../reading-endpoints.ts'
import { FirstMessage } from './FirstMessage.tsx'
import { MappingTool } from './MappingTool.tsx'
import { StrangerList } from './StrangerList.tsx'
import { connectExamples } from './connect-examples.ts'
import './sensing.css'

/** 设备接入: from a new device in the hand to its first message on this page. */
export function ConnectPage() {
  const { get, set } = useUrl()
  const broker = useEndpoint(readBroker, {}, { staleTime: 2_000 })
  const mayManage = useMay('sensing.device.manage')
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim(), 200)
  const found = useEndpoint(listDevices, { query: { ...(q === '' ? {} : { q }), limit: 20 } }, { keep: true })
  const device = get('device')
  const chosen = found.data?.rows.find(({ id }) => id === device)
  const port = broker.data?.port ?? 1883
  return (
    <Page
      title="设备接入"
      remark={
        broker.data &&
        `MQTT ${broker.data.versions.join('、')}，${broker.data.connections} 台在线，每秒 ${broker.data.perSecond.toFixed(1)} 条`
      }
    >
      {broker.isError && <FailedState error={broker.error} retry={() => void broker.refetch()} />}
      {broker.isPending && <LoadingSkeleton rows={4} />}
      {broker.data && !broker.data.running && (
        <Alert type="error" showIcon title="物联接入没有运行" description={broker.data.trouble ?? '本次启动关闭了物联接入。'} />
      )}
      <div className="sensing-connect">
        <section className="panel sensing-card">
          <Steps
            orientation="vertical"
            size="small"
            items={[
              { title: '登记设备', content: '在设备台账登记或导入，填设备编号和位置。' },
              { title: '生成密钥', content: '在设备页生成密钥，只显示一次，写入设备。' },
              { title: '让设备上报', content: <Examples port={port} deviceKey={chosen?.key ?? '设备编号'} /> },
              {
                title: '在这里看到第一条消息',
                content: (
                  <>
                    <Select
                      showSearch={{ filterOption: false, onSearch: setWords }}
                      aria-label="选择设备"
                      placeholder="选择要检查的设备"
                      style={{ width: 320 }}
                      value={device ?? null}
                      options={(found.data?.rows ?? []).map(({ id, name, key }) => ({ value: id, label: `${name}（${key}）` }))}
                      onChange={(next: string) => set({ device: next })}
                    />
                    {device && <FirstMessage key={device} id={device} />}
                  </>
                ),
              },
            ].map((item) => ({ ...item, status: 'process' as const }))}
          />
        </section>
        <section className="panel sensing-card" aria-label="自定义 JSON 对照">
          <h2 className="sensing-head">自定义 JSON：粘贴一条样例，得到对照表</h2>
          {mayManage ? <MappingTool deviceId={device} /> : <p className="quiet">需要设备管理权限。</p>}
        </section>
        {mayManage && <StrangerList />}
      </div>
    </Page>
  )
}

function Examples({ port, deviceKey }: { readonly port: number; readonly deviceKey: string }) {
  const [shown, setShown] = useState('sihe')
  const host = location.hostname
  const examples = connectExamples(host, port, location.origin, deviceKey)
  return (
    <Tabs
      size="small"
      activeKey={shown}
      onChange={setShown}
      items={examples.map(({ key, title, remark, text }) => ({
        key,
        label: title,
        children: (
          <>
            <p className="quiet">{remark}</p>
            <pre className="sensing-code">{text}</pre>
            <Button size="small" onClick={() => void navigator.clipboard?.writeText(text)}>
              复制
            </Button>
          </>
        ),
      }))}
    />
  )
}
