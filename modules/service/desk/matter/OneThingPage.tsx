import { EditOutlined, StopOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { type OneThingVersion, deliveryTitles } from '../../one-thing.ts'
import { listOneThings, readOneThing, stopOneThing } from '../../one-thing-endpoints.ts'
import { PlanView } from './PlanView.tsx'
import './matter.css'

/** One 一件事 as it works today: answer its questions and see what comes of them. */
export function OneThingPage() {
  const { code = '' } = useParams({ strict: false })
  const mayManage = useMay('service.matter.manage')
  const found = useEndpoint(readOneThing, { params: { code } })
  const [stopping, setStopping] = useState(false)
  if (found.isError)
    return (
      <Page title="一件事">
        <FailedState error={found.error} retry={() => void found.refetch()} />
      </Page>
    )
  if (!found.data)
    return (
      <Page title="一件事">
        <LoadingSkeleton rows={12} />
      </Page>
    )
  const { version, matters, versions } = found.data
  const missing = version.items.filter((item) => !matters.some((matter) => matter.code === item.code))
  return (
    <Page
      title={version.name}
      remark={
        <>
          <span className="num">{version.code}</span> {version.example && <Tag color="warning">示例</Tag>} {version.summary}
        </>
      }
      actions={
        mayManage && (
          <>
            <Button danger icon={<StopOutlined />} onClick={() => setStopping(true)}>
              停用
            </Button>
            <Link to={`/service/one-things/${code}/edit`}>
              <Button type="primary" icon={<EditOutlined />}>
                修改（自某日起）
              </Button>
            </Link>
          </>
        )
      }
    >
      {missing.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={`${missing.map(({ code: one }) => one).join('、')} 今天没有启用，这件事办不全；请启用这些事项，或修改编排`}
        />
      )}
      <div className="matter-two">
        <div>
          <PlanView inForce={{ version, matters }} />
        </div>
        <div>
          <section className="panel matter-block">
            <h2>结果</h2>
            <p>
              {version.bundle.name}，{deliveryTitles[version.bundle.delivery]}
            </p>
            <h2>版本</h2>
            {versions.map(({ from, to, changedBy }) => (
              <div key={from} className="matter-version num">
                {from} 起{to ? `，至 ${to} 前` : ''} <span className="quiet">{changedBy}</span>
              </div>
            ))}
          </section>
        </div>
      </div>
      {stopping && <StopThing thing={version} close={() => setStopping(false)} />}
    </Page>
  )
}

function StopThing({ thing, close }: { readonly thing: OneThingVersion; readonly close: () => void }) {
  const client = useQueryClient()
  return (
    <FormDrawer<{ on: string; reason: string }>
      title={`停用 · ${thing.name}`}
      submit="停用"
      danger
      draft={`service.one-thing.stop.${thing.code}`}
      note={<Alert type="warning" showIcon title="停用之日起不再受理；所含事项仍可单独办理。" />}
      close={close}
      send={async ({ on, reason }, { actionId }) => {
        await call(stopOneThing, { params: { code: thing.code }, body: { actionId, on, reason } })
        await Promise.all([listOneThings, readOneThing].map((one) => client.invalidateQueries({ queryKey: keyOf(one) })))
      }}
    >
      <Form.Item name="on" label="自哪一天起停用" rules={[{ required: true, message: '请选择日期' }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="reason" label="停用依据" rules={[{ required: true, min: 2, message: '请填写停用依据' }]}>
        <Input maxLength={120} />
      </Form.Item>
    </FormDrawer>
  )
}
