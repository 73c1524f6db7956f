import { useNavigate, useParams } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Form, Input, Switch } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { drafts } from '#platform/client/draft.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { newId } from '#platform/contract/id.ts'
import type { PlanCard } from '../../plan/card.ts'
import { readPlan, savePlan } from '../../plan/endpoints.ts'
import { LevelRows, PhoneRows, ResourceRows, RoleRows, StepRows } from './PlanRows.tsx'
import './plan.css'

const blank = (): PlanCard => ({
  key: `plan-${newId().slice(-8)}`,
  title: '',
  sample: false,
  basis: '',
  trigger: '',
  levels: [{ level: 3, when: '' }],
  roles: [{ key: 'role-1', title: '', duty: '', who: { kind: 'unit' } }],
  steps: [{ key: 'step-1', title: '', words: '', role: 'role-1', level: 3, ack: 15, finish: 120 }],
  resources: [],
  phones: [],
})

/** A new plan, or the next version of one. */
export function PlanEditPage() {
  const { key } = useParams({ strict: false }) as { key: string }
  const fresh = key === 'new'
  const found = useEndpoint(readPlan, { params: { key }, query: {} }, { enabled: !fresh, staleTime: 0 })
  const [start] = useState(blank)
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!fresh && !found.data)
    return (
      <div className="page">
        <LoadingSkeleton rows={16} />
      </div>
    )
  return <PlanForm card={found.data?.card ?? start} seen={found.data?.version ?? 0} draft={`plan ${key}`} />
}

function PlanForm({ card, seen, draft }: { readonly card: PlanCard; readonly seen: number; readonly draft: string }) {
  const [form] = Form.useForm<PlanCard>()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [initial] = useState<PlanCard>(() => ({ ...card, ...drafts.read<PlanCard>(draft) }))
  const save = async (publish: boolean): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    const next: PlanCard = { ...card, ...form.getFieldsValue(true), key: card.key }
    try {
      await call(savePlan, { body: { actionId: intent.idFor({ next, publish, seen }), card: next, publish, seen } })
      intent.done()
      drafts.drop(draft)
      void message.success(publish ? '已发布新版本' : '已存为草稿')
      await client.invalidateQueries()
      void navigate({ to: `/plans/${card.key}` })
    } catch (error) {
      setFault(problemText(error))
      if (error instanceof ProblemError)
        form.setFields(
          error.fields.map(({ path, message: words }) => ({
            name: path
              .split('.')
              .slice(1)
              .map((part) => (/^\d+$/.test(part) ? Number(part) : part)) as never,
            errors: [words],
          })),
        )
    }
    setBusy(false)
  }
  return (
    <Page
      title={seen === 0 ? '新建预案' : `修改预案：${card.title}`}
      remark={seen === 0 ? undefined : `在第 ${seen} 版上修改，保存成第 ${seen + 1} 版`}
      actions={
        <>
          <Button onClick={() => void navigate({ to: seen === 0 ? '/plans' : `/plans/${card.key}` })}>取消</Button>
          <Button loading={busy} onClick={() => void save(false)}>
            存为草稿
          </Button>
          <Button type="primary" loading={busy} onClick={() => void save(true)}>
            发布
          </Button>
        </>
      }
    >
      {fault && <Alert type="error" showIcon title={fault} className="duty-alert" />}
      <Form<PlanCard> form={form} layout="vertical" initialValues={initial} onValuesChange={(_, values) => drafts.write(draft, values)}>
        <section className="panel plan-form">
          <div className="plan-form-head">
            <Form.Item name="title" label="预案名称">
              <Input maxLength={40} />
            </Form.Item>
            <Form.Item name="sample" label="示例（镇里核定后关闭）" valuePropName="checked">
              <Switch />
            </Form.Item>
          </div>
          <Form.Item name="trigger" label="触发条件">
            <Input.TextArea maxLength={1000} autoSize={{ minRows: 2 }} />
          </Form.Item>
          <Form.Item name="basis" label="依据">
            <Input.TextArea maxLength={500} autoSize={{ minRows: 1 }} />
          </Form.Item>
        </section>
        <LevelRows />
        <RoleRows />
        <StepRows />
        <ResourceRows />
        <PhoneRows />
      </Form>
    </Page>
  )
}
