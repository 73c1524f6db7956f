import { useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { UnitSelect } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { drafts } from '#platform/client/draft.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import type { MatterVersion } from '../../matter.ts'
import { applicantKinds, channelTitles, handlingKindTitles, matterLevelTitles, matterTypes, specialProcedures } from '../../matter.ts'
import { countMatters, listMatters, publishMatter, readMatter, readVersions } from '../../matter-endpoints.ts'
import { meetingClass, meetingTitles, wayTitles, waysOf } from '../../ways.ts'
import { type MatterDraft, blankDraft, draftOf, matterOf } from './matter-draft.ts'
import { ConditionLines, FeeLines, FieldLines, PaperLines } from './MatterLines.tsx'
import './matter.css'

const optionsOf = <K extends string>(titles: Readonly<Record<K, string>>) =>
  (Object.keys(titles) as K[]).map((value) => ({ value, label: titles[value] }))
const applicants = Object.entries(applicantKinds).map(([value, { title }]) => ({ value, label: title }))

/** A new matter, or a new version of one from a day: past days keep theirs. */
export function MatterEditPage() {
  const { code } = useParams({ strict: false })
  const found = useEndpoint(readVersions, { params: { code: code ?? '' } }, { enabled: code !== undefined })
  if (code !== undefined && found.isError)
    return (
      <Page title="修改事项">
        <FailedState error={found.error} retry={() => void found.refetch()} />
      </Page>
    )
  if (code !== undefined && !found.data)
    return (
      <Page title="修改事项">
        <LoadingSkeleton rows={12} />
      </Page>
    )
  return <MatterForm latest={found.data?.rows[0]?.matter} />
}

function MatterForm({ latest }: { readonly latest: MatterVersion | undefined }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const intent = useIntent()
  const [form] = Form.useForm<MatterDraft>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const name = `service.matter.${latest?.code ?? 'new'}`
  const [start] = useState(() => ({
    ...(latest ? draftOf(latest, Date.now()) : blankDraft(Date.now())),
    ...drafts.read<Partial<MatterDraft>>(name),
  }))
  const now = (Form.useWatch([], form) as MatterDraft | undefined) ?? start
  const facts = {
    handling: now.handling ?? 'promised',
    channels: now.channels ?? [],
    level: now.level ?? 'town',
    visits: now.visits ?? 0,
  } as const

  const send = async (draft: MatterDraft): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const matter = matterOf(draft, latest)
      const body = { matter, ...(latest ? { seen: latest.from } : {}) }
      await call(publishMatter, { body: { ...body, actionId: intent.idFor(body) } })
      intent.done()
      drafts.drop(name)
      await Promise.all(
        [listMatters, countMatters, readMatter, readVersions].map((one) => client.invalidateQueries({ queryKey: keyOf(one) })),
      )
      await navigate({ to: `/service/matters/${matter.code}?on=${matter.from}` })
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有保存，已填内容都还在；请再试一次')
      if (error instanceof ProblemError)
        form.setFields(error.fields.map(({ path, message }) => ({ name: pathOf(path) as never, errors: [message] })))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page
      title={latest ? `修改事项 · ${latest.name}` : '新增事项'}
      remark={`算出的办理方式：${[...waysOf(facts).map((way) => wayTitles[way]), meetingTitles[meetingClass(facts)]].join('、')}`}
    >
      <Form<MatterDraft>
        form={form}
        layout="vertical"
        className="matter-form"
        initialValues={start}
        scrollToFirstError={{ focus: true }}
        onFinish={(values) => void send(values)}
        onValuesChange={(_, values: MatterDraft) => drafts.write(name, values)}
      >
        {fault && <Alert type="error" showIcon role="alert" title={fault} />}
        <section className="panel matter-block">
          <h2>基本信息</h2>
          <div className="matter-grid">
            <Form.Item
              name="from"
              label="自哪一天起"
              rules={[{ required: true, message: '请选择启用日期' }]}
              extra={latest && '以前的日子不变'}
            >
              <DayInput />
            </Form.Item>
            <Form.Item name="code" label="事项编码" rules={[{ required: true, message: '请填写编码' }]}>
              <Input disabled={latest !== undefined} maxLength={60} />
            </Form.Item>
            <Form.Item name="name" label="事项名称" className="wide" rules={[{ required: true, min: 2, message: '请填写名称' }]}>
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="type" label="事项类型">
              <Select options={optionsOf(matterTypes)} />
            </Form.Item>
            <Form.Item name="domain" label="分类" rules={[{ required: true, message: '请填写分类' }]}>
              <Input maxLength={30} />
            </Form.Item>
            <Form.Item name="unitId" label="实施主体" className="wide" rules={[{ required: true, message: '请选择实施主体' }]}>
              <UnitSelect value={undefined} onChange={() => undefined} />
            </Form.Item>
            <Form.Item name="basicCode" label="基本编码（12 位，可不填）">
              <Input maxLength={12} />
            </Form.Item>
            <Form.Item name="implementationCode" label="实施编码（31 位，可不填）" className="wide">
              <Input maxLength={31} />
            </Form.Item>
            <Form.Item name="level" label="行使层级">
              <Select options={optionsOf(matterLevelTitles)} />
            </Form.Item>
            <Form.Item name="basis" label="设定依据（每行一条）" className="full" rules={[{ required: true, message: '请填写设定依据' }]}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
            </Form.Item>
          </div>
        </section>
        <section className="panel matter-block">
          <h2>怎么办</h2>
          <div className="matter-grid">
            <Form.Item name="handling" label="办件类型">
              <Select options={optionsOf(handlingKindTitles)} />
            </Form.Item>
            <LimitItem name="statutory" label="法定时限" />
            <LimitItem name="promised" label="承诺时限" />
            <Form.Item name="visits" label="到现场次数">
              <InputNumber min={0} max={9} style={{ width: '100%' }} />
            </Form.Item>
            <Form.Item name="visitReason" label="必须到现场的原因" className="wide">
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="applicants" label="服务对象" className="wide">
              <Select mode="multiple" options={applicants} />
            </Form.Item>
            <Form.Item name="channels" label="办理渠道" className="wide">
              <Select mode="multiple" options={optionsOf(channelTitles)} />
            </Form.Item>
            <Form.Item name="special" label="特别程序（不计入时限）" className="wide">
              <Select mode="multiple" options={specialProcedures.map((value) => ({ value, label: value }))} />
            </Form.Item>
            <Form.Item name="where" label="办理地点和时间" className="wide">
              <Input maxLength={120} />
            </Form.Item>
            <Form.Item name="phone" label="咨询投诉电话">
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item name="exclusiveBy" label="同一对象只能有一件在办（申请表栏目编号）">
              <Input maxLength={40} placeholder="如 address" />
            </Form.Item>
            <Form.Item name="resultName" label="结果名称" className="wide">
              <Input maxLength={80} />
            </Form.Item>
            <Form.Item name="flags" label="其他" className="wide">
              <Checkbox.Group
                options={[
                  { value: 'soleOfficer', label: '可独任审批' },
                  { value: 'agentAllowed', label: '可帮代办' },
                  { value: 'cityWide', label: '全城通办' },
                  { value: 'example', label: '示例内容' },
                ]}
              />
            </Form.Item>
          </div>
        </section>
        <ConditionLines />
        <PaperLines />
        <FieldLines />
        <FeeLines />
        <div className="panel matter-foot">
          <span className="quiet">填写的内容已自动存在本机，保存后清除</span>
          <Button onClick={() => history.back()}>取消</Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {latest ? '保存新版本' : '保存'}
          </Button>
        </div>
      </Form>
    </Page>
  )
}

function LimitItem({ name, label }: { readonly name: 'statutory' | 'promised'; readonly label: string }) {
  return (
    <Form.Item label={label} style={{ marginBottom: 0 }}>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 6 }}>
        <Form.Item name={[name, 'n']}>
          <InputNumber min={0} max={365} aria-label={`${label}天数`} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name={[name, 'unit']}>
          <Select
            aria-label={`${label}单位`}
            options={[
              { value: 'working-day', label: '工作日' },
              { value: 'calendar-day', label: '自然日' },
            ]}
          />
        </Form.Item>
      </div>
    </Form.Item>
  )
}

/** `matter.materials.0.name` → the form's own path; a fault of a whole list stands at its heading. */
const pathOf = (path: string): (string | number)[] =>
  path
    .replace(/^matter\./u, '')
    .split('.')
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part))
