import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Progress, Select, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { type ResponseRule, type RuleStep, countWords, listRules, readCompliance, saveRule, testRule } from '../contract.ts'
import './patrol.css'

const stepWords = (step: RuleStep): string =>
  step.kind === 'between' ? `${step.name}（${step.minutes} 分钟内）` : `${step.name}（每人每天至少 ${step.atLeast} ${countWords[step.of]}）`

interface Values {
  readonly title: string
  readonly sample: boolean
  readonly numbers: { readonly name: string; readonly number: number }[]
}

function RuleDrawer({ rule, close }: { readonly rule: ResponseRule; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const send = async ({ title, numbers, sample }: Values, { actionId }: { actionId: string }): Promise<void> => {
    const steps = rule.steps.map((step, i): RuleStep => {
      const given = numbers[i]
      const name = given?.name ?? step.name
      return step.kind === 'between'
        ? { ...step, name, minutes: given?.number ?? step.minutes }
        : { ...step, name, atLeast: given?.number ?? step.atLeast }
    })
    await call(
      saveRule,
      { params: { key: rule.key }, body: { title, sample, steps, active: rule.active, version: rule.version } },
      { actionId },
    )
    await client.invalidateQueries({ queryKey: keyOf(listRules) })
    await client.invalidateQueries({ queryKey: keyOf(readCompliance) })
    void message.success('规则已保存，达标情况按新数字重算')
  }
  return (
    <FormDrawer<Values>
      title={`修改规则 · ${rule.title}`}
      submit="保存"
      initial={{
        title: rule.title,
        sample: rule.sample,
        numbers: rule.steps.map((step) => ({ name: step.name, number: step.kind === 'between' ? step.minutes : step.atLeast })),
      }}
      close={close}
      send={send}
      note="数字和含义都由本镇确定。"
    >
      <Form.Item name="title" label="规则名称" rules={[{ required: true, message: '请填写规则名称' }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="sample" label="是否示例">
        <Select
          options={[
            { value: true, label: '示例：含义未经本镇确认' },
            { value: false, label: '本镇已确认' },
          ]}
        />
      </Form.Item>
      <Form.List name="numbers">
        {(fields) =>
          fields.map(({ key, name }) => (
            <div key={key} className="patrol-bar">
              <Form.Item name={[name, 'name']} label={`第 ${name + 1} 步`} rules={[{ required: true, message: '请填写含义' }]}>
                <Input maxLength={20} />
              </Form.Item>
              <Form.Item
                name={[name, 'number']}
                label={rule.steps[name]?.kind === 'between' ? '分钟' : '至少'}
                rules={[{ required: true, message: '请填写数字' }]}
              >
                <InputNumber min={1} />
              </Form.Item>
            </div>
          ))
        }
      </Form.List>
    </FormDrawer>
  )
}

function Trial({ rule }: { readonly rule: ResponseRule }) {
  const [minutes, setMinutes] = useState({ accept: 2, dispatch: 6, sign: 14 })
  const [work, setWork] = useState({ rounds: 3, kinds: 4, items: 12 })
  const timed = rule.steps.some(({ kind }) => kind === 'between')
  const found = useEndpoint(testRule, { body: { steps: rule.steps, minutes, work } }, { reads: true, keep: true })
  const field = (title: string, value: number, set: (next: number) => void) => (
    <label key={title}>
      {title}{' '}
      <InputNumber
        size="small"
        min={0}
        max={100_000}
        value={value}
        aria-label={title}
        onChange={(next) => set(next ?? 0)}
        style={{ width: 80 }}
      />
    </label>
  )
  return (
    <div className="patrol-bar" style={{ padding: '0 14px 10px' }}>
      <strong>试算</strong>
      {timed
        ? [
            field('上报后几分钟受理', minutes.accept, (accept) => setMinutes({ ...minutes, accept })),
            field('派单', minutes.dispatch, (dispatch) => setMinutes({ ...minutes, dispatch })),
            field('签收或到场', minutes.sign, (sign) => setMinutes({ ...minutes, sign })),
          ]
        : [
            field('巡查几轮', work.rounds, (rounds) => setWork({ ...work, rounds })),
            field('几类', work.kinds, (kinds) => setWork({ ...work, kinds })),
            field('几项', work.items, (items) => setWork({ ...work, items })),
          ]}
      {found.data?.steps.map(({ name, verdict, words }) => (
        <Tag key={name} color={verdict === 'met' ? 'success' : verdict === 'missed' ? 'error' : 'default'}>
          {name} {words}
        </Tag>
      ))}
    </div>
  )
}

function RulePanel({ rule }: { readonly rule: ResponseRule }) {
  const [editing, setEditing] = useState(false)
  const { permissions } = useViewer()
  const found = useEndpoint(readCompliance, { params: { key: rule.key }, query: {} })
  return (
    <section className="panel" style={{ marginBottom: 12 }}>
      <h2 className="panel-head">
        {rule.title} {rule.sample && <Tag color="warning">示例</Tag>}
        {permissions.has('patrol.rule.manage') && (
          <Button size="small" onClick={() => setEditing(true)}>
            修改数字与含义
          </Button>
        )}
      </h2>
      {found.isPending && <LoadingSkeleton rows={3} />}
      {found.isError && <FailedState error={found.error} />}
      {found.data && (
        <div className="patrol-steps">
          {rule.steps.map((step, i) => {
            const result = found.data.steps[i]
            const share = result && result.due > 0 ? Math.round((result.met / result.due) * 100) : undefined
            return (
              <div key={step.name} className="patrol-step">
                <span>{stepWords(step)}</span>
                {share === undefined ? <span className="quiet">还没有可算的</span> : <Progress percent={share} status="normal" />}
                <span className="quiet num">
                  {result?.met ?? 0} / {result?.due ?? 0} {rule.steps[0]?.kind === 'daily' ? '人天' : '件'}
                </span>
              </div>
            )
          })}
          <span className="quiet">
            {found.data.from} 至 {found.data.to}；各步分别统计，不合成一个分数
          </span>
        </div>
      )}
      <Trial rule={rule} />
      {editing && <RuleDrawer rule={rule} close={() => setEditing(false)} />}
    </section>
  )
}

/** 响应规则: 3510 and its kin, what is reached step by step, and a trial. */
export function RulesPage() {
  const found = useEndpoint(listRules, {})
  return (
    <Page title="响应规则" remark="“3510”没有公开的统一含义：先带两套示例，数字和含义由本镇定">
      {found.isPending && <LoadingSkeleton rows={8} />}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.data?.rules.map((rule) => (
        <RulePanel key={rule.key} rule={rule} />
      ))}
    </Page>
  )
}
