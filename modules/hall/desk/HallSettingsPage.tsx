import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select, Switch, Tabs } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { type HallSetting, readSetting, saveSetting } from '../contract.ts'
import { CounterSetups } from './CounterSetups.tsx'
import { DomainFields } from './DomainFields.tsx'
import { HallDisplays } from './HallDisplays.tsx'
import './hall.css'

/** 大厅设置: windows, businesses, rules, screens. */
export function HallSettingsPage() {
  const url = useUrl()
  const found = useEndpoint(readSetting, {})
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  return (
    <Page title="大厅设置" remark="规则的数值都是示例，由镇里确认后使用">
      <Tabs
        activeKey={url.get('tab') ?? 'windows'}
        onChange={(tab) => url.set({ tab: tab === 'windows' ? undefined : tab })}
        items={[
          {
            key: 'windows',
            label: '窗口',
            children: found.data ? <CounterSetups domains={found.data.setting.domains} /> : <LoadingSkeleton rows={8} />,
          },
          {
            key: 'rules',
            label: '业务与规则',
            children: found.data ? (
              <Rules key={found.data.version} setting={found.data.setting} version={found.data.version} />
            ) : (
              <LoadingSkeleton rows={8} />
            ),
          },
          { key: 'screens', label: '大厅屏与取号机', children: <HallDisplays /> },
        ]}
      />
    </Page>
  )
}

const minutes = { min: 0, precision: 0, suffix: '分钟' } as const

function Rules({ setting, version }: { readonly setting: HallSetting; readonly version: number }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<HallSetting>()
  const [busy, setBusy] = useState(false)
  const save = async (values: HallSetting): Promise<void> => {
    setBusy(true)
    try {
      await call(saveSetting, { body: { seen: version, setting: { ...setting, ...values } } })
      void message.success('已保存，立即生效')
      await client.invalidateQueries({ queryKey: keyOf(readSetting) })
    } catch (error) {
      void message.error(problemText(error))
      if (error instanceof ProblemError)
        form.setFields(
          error.fields.map(({ path, message: words }) => ({ name: path.replace(/^setting\./u, '').split('.') as never, errors: [words] })),
        )
    }
    setBusy(false)
  }
  return (
    <Form<HallSetting>
      form={form}
      layout="vertical"
      initialValues={setting}
      onFinish={(values) => void save(values)}
      className="hall-rules"
    >
      <section className="panel">
        <h2 className="panel-head">业务类别</h2>
        <div className="panel-body">
          <Form.Item name="name" label="大厅名称" extra="写在取号页和大厅屏上；不填用“镇名＋便民服务中心”">
            <Input maxLength={20} style={{ maxWidth: 320 }} />
          </Form.Item>
          <DomainFields />
        </div>
      </section>
      <section className="panel">
        <h2 className="panel-head">潮汐窗口（示例）</h2>
        <div className="panel-body hall-rule-row">
          <Form.Item name={['tidal', 'openWait']} label="预计等候超过">
            <InputNumber {...minutes} />
          </Form.Item>
          <Form.Item name={['tidal', 'openEach']} label="或每窗等候超过">
            <InputNumber min={1} precision={0} suffix="人" />
          </Form.Item>
          <Form.Item name={['tidal', 'openChecks']} label="连续几次就提示开">
            <InputNumber min={1} precision={0} suffix="次" />
          </Form.Item>
          <Form.Item name={['tidal', 'closeWait']} label="预计等候低于">
            <InputNumber {...minutes} />
          </Form.Item>
          <Form.Item name={['tidal', 'closeWaiting']} label="且等候不多于">
            <InputNumber min={0} precision={0} suffix="人" />
          </Form.Item>
          <Form.Item name={['tidal', 'closeChecks']} label="连续几次就提示关">
            <InputNumber min={1} precision={0} suffix="次" />
          </Form.Item>
          <Form.Item name={['tidal', 'dwell']} label="每次开、关至少保持">
            <InputNumber {...minutes} />
          </Form.Item>
          <Form.Item name="weeks" label="预测回看">
            <InputNumber min={1} precision={0} suffix="周" />
          </Form.Item>
          <Form.Item name="usualMinutes" label="没有数据时按一件">
            <InputNumber {...minutes} min={1} />
          </Form.Item>
        </div>
      </section>
      <section className="panel">
        <h2 className="panel-head">叫号与预约（示例）</h2>
        <div className="panel-body hall-rule-row">
          <Form.Item name={['calling', 'calls']} label="叫满几次可过号">
            <InputNumber min={1} precision={0} suffix="次" />
          </Form.Item>
          <Form.Item name={['calling', 'steps']} label="过号后退">
            <InputNumber min={0} precision={0} suffix="位" />
          </Form.Item>
          <Form.Item name={['calling', 'misses']} label="过号几次作弃号">
            <InputNumber min={1} precision={0} suffix="次" />
          </Form.Item>
          <Form.Item name={['booking', 'days']} label="可提前预约">
            <InputNumber min={0} precision={0} suffix="天" />
          </Form.Item>
          <Form.Item name={['booking', 'minutes']} label="每个时段">
            <Select options={[15, 30, 60].map((value) => ({ value, label: `${value} 分钟` }))} />
          </Form.Item>
          <Form.Item name={['booking', 'capacity']} label="时段每类名额">
            <InputNumber min={1} precision={0} suffix="人" />
          </Form.Item>
          <Form.Item name={['booking', 'tolerance']} label="预约前后有效">
            <InputNumber {...minutes} min={5} />
          </Form.Item>
          <Form.Item name="idleSeconds" label="取号机无人操作复位">
            <InputNumber min={10} precision={0} suffix="秒" />
          </Form.Item>
          <Form.Item name="anyTime" label="办公时间外也可取号" valuePropName="checked">
            <Switch checkedChildren="可以" unCheckedChildren="不可" />
          </Form.Item>
        </div>
      </section>
      <Button type="primary" htmlType="submit" loading={busy}>
        保存
      </Button>
    </Form>
  )
}
