import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Input, InputNumber, Select, Switch, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { Level, type RuleDraft, type RuleRow, type Span, levelTitles } from '../rule.ts'
import { addRule, changeRule, dropRule, listRules } from '../rule-endpoints.ts'
import { ConditionFields } from './ConditionFields.tsx'
import { TrialView } from './TrialView.tsx'
import { freshCondition } from './condition-words.ts'
import { useKinds } from './use-kinds.ts'

interface RuleDrawerProps {
  readonly rule: RuleRow | undefined
  readonly mayManage: boolean
  readonly close: () => void
}

/** What a rule watches, said as a sentence, and tried on the past before it may wake anybody. */
export function RuleDrawer({ rule, mayManage, close }: RuleDrawerProps) {
  const client = useQueryClient()
  const { message, modal } = App.useApp()
  const { kinds, kindOf } = useKinds()
  const [draft, setDraft] = useState<RuleDraft>(() =>
    rule ? draftOf(rule) : freshRule(kinds[0]?.key ?? 'manhole', kinds[0]?.main ?? 'tilt'),
  )
  const [fault, setFault] = useState<ProblemError>()
  const [busy, setBusy] = useState(false)
  const [seen, setSeen] = useState(rule?.version ?? 1)
  const [actionId, setActionId] = useState(newId)
  const change = (part: Partial<RuleDraft>): void => {
    setDraft({ ...draft, ...part })
    setActionId(newId())
  }
  const drop = (key: 'hours' | 'quiet' | 'grade' | 'area'): void => {
    const { [key]: _gone, ...rest } = draft
    setDraft(rest)
    setActionId(newId())
  }
  const kind = kindOf(draft.kind)
  const save = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      if (rule) await call(changeRule, { params: { id: rule.id }, body: { ...draft, actionId, seen } })
      else await call(addRule, { body: { ...draft, actionId } })
      await client.invalidateQueries({ queryKey: keyOf(listRules) })
      void message.success(`“${draft.title}”已保存`)
      close()
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFault(error)
      const current = error.problem.extra?.['current']
      if (current !== null && typeof current === 'object' && 'version' in current && typeof current.version === 'number')
        setSeen(current.version)
    } finally {
      setBusy(false)
    }
  }
  const remove = (): void =>
    void modal.confirm({
      title: `删除“${draft.title}”？`,
      content: '删除后不再报警；已有告警保留。',
      okText: '删除',
      okButtonProps: { danger: true },
      cancelText: '取消',
      onOk: async () => {
        if (!rule) return
        await call(dropRule, { params: { id: rule.id } })
        await client.invalidateQueries({ queryKey: keyOf(listRules) })
        close()
      },
    })
  return (
    <Drawer
      open
      onClose={close}
      size={760}
      title={rule ? rule.title : '新建规则'}
      mask={{ enabled: true, blur: false }}
      footer={
        <div className="form-drawer-foot">
          {rule && mayManage && (
            <Button danger onClick={remove}>
              删除
            </Button>
          )}
          <Button onClick={close}>{mayManage ? '取消' : '关闭'}</Button>
          {mayManage && (
            <Button type="primary" loading={busy} onClick={() => void save()}>
              {fault?.code === 'platform.conflict' ? '仍按我填写的保存' : '保存'}
            </Button>
          )}
        </div>
      }
    >
      {fault && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={[problemText(fault), ...fault.fields.map(({ message: text }) => text)].join('；')}
        />
      )}
      {rule && (
        <p className="quiet">
          出处：{rule.source || '本镇规则'}
          {rule.example && '（示例，待确认）'}
        </p>
      )}
      <fieldset className="sensing-form" disabled={!mayManage}>
        <div className="sensing-field">
          <span>名称</span>
          <Input aria-label="名称" maxLength={60} value={draft.title} onChange={(event) => change({ title: event.target.value })} />
        </div>
        <div className="sensing-field">
          <span>设备种类</span>
          <Select
            aria-label="设备种类"
            style={{ width: 200 }}
            value={draft.kind}
            options={kinds.map(({ key, title }) => ({ value: key, label: title }))}
            onChange={(next) => change({ kind: next, condition: freshCondition(draft.condition.type, kindOf(next)?.main ?? '') })}
          />
        </div>
        <div className="sensing-field">
          <span>只管某个区域</span>
          <Input
            aria-label="只管某个区域"
            style={{ width: 240 }}
            className="num"
            placeholder="村（社区）或网格编码，空着为全镇"
            value={draft.area ?? ''}
            onChange={(event) => (event.target.value ? change({ area: event.target.value }) : drop('area'))}
          />
        </div>
        <div className="sensing-field">
          <span>条件</span>
          <ConditionFields kind={kind} value={draft.condition} onChange={(condition) => change({ condition })} />
        </div>
        <div className="sensing-field">
          <span>持续</span>
          <div className="sensing-row">
            <InputNumber
              aria-label="持续秒数"
              min={0}
              value={draft.lasting}
              suffix="秒"
              onChange={(next) => change({ lasting: next ?? 0 })}
              style={{ width: 120 }}
            />
            <span>才报警；连续</span>
            <InputNumber
              aria-label="恢复次数"
              min={1}
              max={20}
              value={draft.clearAfter}
              onChange={(next) => change({ clearAfter: next ?? 2 })}
              style={{ width: 70 }}
            />
            <span>次正常才恢复；</span>
            <InputNumber
              aria-label="合并分钟"
              min={0}
              value={draft.mergeMinutes}
              suffix="分钟"
              onChange={(next) => change({ mergeMinutes: next ?? 0 })}
              style={{ width: 120 }}
            />
            <span>内再报算同一条</span>
          </div>
        </div>
        <SpanField label="只在这段时间监看" value={draft.hours} onChange={(hours) => (hours ? change({ hours }) : drop('hours'))} />
        <SpanField label="静默时段（报警不出声）" value={draft.quiet} onChange={(quiet) => (quiet ? change({ quiet }) : drop('quiet'))} />
        <div className="sensing-field">
          <span>级别</span>
          <div className="sensing-row">
            <Select
              style={{ width: 100 }}
              aria-label="级别"
              value={draft.level}
              options={Level.options.map((value) => ({ value, label: levelTitles[value] }))}
              onChange={(level) => change({ level })}
            />
            <span>没人确认时每</span>
            <InputNumber
              aria-label="重复分钟"
              min={0}
              value={draft.repeatMinutes}
              suffix="分钟"
              onChange={(next) => change({ repeatMinutes: next ?? 0 })}
              style={{ width: 120 }}
            />
            <span>再提醒（0 为不再提醒）</span>
          </div>
        </div>
        <div className="sensing-field">
          <span>自动成案</span>
          <div className="sensing-row">
            <Switch
              aria-label="自动成案"
              checked={draft.autoCase}
              onChange={(autoCase) => change({ autoCase })}
              checkedChildren="允许"
              unCheckedChildren="人工复核"
            />
            <span className="quiet">{rule?.auto.why ?? '误报率已知且够低之后才会自动成案，此前仍由人复核'}</span>
          </div>
        </div>
        <div className="sensing-field">
          <span>启用</span>
          <Switch aria-label="启用" checked={draft.enabled} onChange={(enabled) => change({ enabled })} />
        </div>
      </fieldset>
      <TrialView rule={draft} />
    </Drawer>
  )
}

function SpanField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: Span | undefined
  readonly onChange: (span: Span | undefined) => void
}) {
  const clock = (text: string) => dayjs(text, 'HH:mm')
  return (
    <div className="sensing-field">
      <span>{label}</span>
      <TimePicker.RangePicker
        aria-label={label}
        format="HH:mm"
        order={false}
        value={value ? [clock(value.from), clock(value.to)] : null}
        onChange={(range) =>
          onChange(range?.[0] && range[1] ? { from: range[0].format('HH:mm'), to: range[1].format('HH:mm') } : undefined)
        }
      />
    </div>
  )
}

function draftOf(rule: RuleRow): RuleDraft {
  const {
    title,
    kind,
    area,
    devices,
    condition,
    lasting,
    clearAfter,
    hours,
    quiet,
    level,
    mergeMinutes,
    repeatMinutes,
    classCode,
    grade,
    autoCase,
    enabled,
  } = rule
  return {
    title,
    kind,
    condition,
    lasting,
    clearAfter,
    level,
    mergeMinutes,
    repeatMinutes,
    autoCase,
    enabled,
    ...(area ? { area } : {}),
    ...(devices ? { devices } : {}),
    ...(hours ? { hours } : {}),
    ...(quiet ? { quiet } : {}),
    ...(classCode ? { classCode } : {}),
    ...(grade ? { grade } : {}),
  }
}

const freshRule = (kind: string, field: string): RuleDraft => ({
  title: '',
  kind,
  condition: freshCondition('threshold', field),
  lasting: 0,
  clearAfter: 2,
  level: 'alarm',
  mergeMinutes: 10,
  repeatMinutes: 10,
  autoCase: false,
  enabled: true,
})
