import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Select } from 'antd'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import type { Kind } from '../kind.ts'
import { type Comparison, type Condition, Comparison as Comparisons } from '../rule.ts'
import { checkExpression } from '../rule-endpoints.ts'
import { conditionTitles, freshCondition } from './condition-words.ts'

type Simple = Extract<Condition, { type: 'threshold' | 'rate' | 'stuck' }>

interface ConditionProps<C> {
  readonly kind: Kind | undefined
  readonly value: C
  readonly onChange: (value: C) => void
}

function FieldSelect({
  kind,
  value,
  onChange,
}: {
  readonly kind: Kind | undefined
  readonly value: string
  readonly onChange: (field: string) => void
}) {
  return (
    <Select
      aria-label="字段"
      style={{ width: 150 }}
      value={value}
      options={(kind?.fields ?? []).map(({ key, title, unit }) => ({ value: key, label: unit ? `${title}（${unit}）` : title }))}
      onChange={onChange}
    />
  )
}

const number = (
  label: string,
  value: number | undefined,
  onChange: (value: number) => void,
  rest: { min?: number; suffix?: string; width?: number } = {},
) => (
  <InputNumber
    aria-label={label}
    value={value ?? null}
    onChange={(next) => next !== null && onChange(next)}
    style={{ width: rest.width ?? 120 }}
    {...(rest.min === undefined ? {} : { min: rest.min })}
    {...(rest.suffix ? { suffix: rest.suffix } : {})}
  />
)

function SimpleFields({ kind, value, onChange }: ConditionProps<Simple>) {
  const unit = kind?.fields.find(({ key }) => key === value.field)?.unit
  const field = <FieldSelect kind={kind} value={value.field} onChange={(next) => onChange({ ...value, field: next })} />
  if (value.type === 'threshold')
    return (
      <div className="sensing-row">
        {field}
        <Select<Comparison>
          aria-label="比较"
          style={{ width: 70 }}
          value={value.op}
          options={Comparisons.options.map((op) => ({ value: op, label: op }))}
          onChange={(op) => onChange({ ...value, op })}
        />
        {number('限值', value.value, (next) => onChange({ ...value, value: next }), unit ? { suffix: unit } : {})}
        <span>回到</span>
        <InputNumber
          aria-label="恢复值"
          placeholder="限值"
          value={value.clear ?? null}
          onChange={(next) => {
            const { clear: _clear, ...rest } = value
            onChange(next === null ? rest : { ...rest, clear: next })
          }}
          style={{ width: 100 }}
        />
        <span>才算恢复</span>
      </div>
    )
  if (value.type === 'rate')
    return (
      <div className="sensing-row">
        {field}
        <Select
          aria-label="方向"
          style={{ width: 90 }}
          value={value.op}
          options={[
            { value: '>', label: '上升超' },
            { value: '<', label: '低于' },
          ]}
          onChange={(op: '>' | '<') => onChange({ ...value, op })}
        />
        {number('每分钟', value.perMinute, (next) => onChange({ ...value, perMinute: next }), { suffix: `${unit ?? ''}/分钟`, width: 150 })}
        <span>按最近</span>
        {number('时长', value.over, (next) => onChange({ ...value, over: next }), { min: 10, suffix: '秒' })}
        <span>计算</span>
      </div>
    )
  return (
    <div className="sensing-row">
      {field}
      <span>变化不超过</span>
      {number('幅度', value.within, (next) => onChange({ ...value, within: next }), { min: 0 })}
      <span>达</span>
      {number('时长', value.seconds, (next) => onChange({ ...value, seconds: next }), { min: 60, suffix: '秒' })}
    </div>
  )
}

function ExpressionField({ kind, value, onChange }: ConditionProps<Extract<Condition, { type: 'expression' }>>) {
  const text = useDebounced(value.text, 400)
  const found = useEndpoint(
    checkExpression,
    { body: { text, kind: kind?.key ?? 'other' } },
    { enabled: text.trim() !== '', reads: true, keep: true },
  )
  const wrong = found.data && !found.data.ok && value.text.trim() !== ''
  return (
    <div>
      <Input.TextArea
        aria-label="表达式"
        className="num"
        status={wrong ? 'error' : ''}
        autoSize={{ minRows: 2, maxRows: 5 }}
        maxLength={500}
        placeholder="如：waterLevel < 0.5 && tilt > 5"
        value={value.text}
        onChange={(event) => onChange({ type: 'expression', text: event.target.value })}
      />
      <p className={wrong ? 'sensing-wrong' : 'quiet sensing-small'} role={wrong ? 'alert' : undefined}>
        {wrong ? found.data?.why : `可用字段：${(kind?.fields ?? []).map(({ key, title }) => `${key} ${title}`).join('、')}`}
      </p>
    </div>
  )
}

/** The condition of a rule, each sort in a sentence. */
export function ConditionFields({ kind, value, onChange }: ConditionProps<Condition>) {
  const main = kind?.main ?? kind?.fields[0]?.key ?? ''
  return (
    <div className="sensing-condition">
      <Select<Condition['type']>
        aria-label="条件类型"
        style={{ width: 160 }}
        value={value.type}
        options={Object.entries(conditionTitles).map(([key, label]) => ({ value: key as Condition['type'], label }))}
        onChange={(type) => onChange(freshCondition(type, main))}
      />
      {(value.type === 'threshold' || value.type === 'rate' || value.type === 'stuck') && (
        <SimpleFields kind={kind} value={value} onChange={onChange} />
      )}
      {value.type === 'offline' && (
        <div className="sensing-row">
          <span>连续</span>
          {number('心跳次数', value.beats, (beats) => onChange({ type: 'offline', beats }), { min: 1, suffix: '次' })}
          <span>没有心跳</span>
        </div>
      )}
      {value.type === 'expression' && <ExpressionField kind={kind} value={value} onChange={onChange} />}
      {(value.type === 'all' || value.type === 'any') && (
        <div className="sensing-parts">
          {value.of.map((part, i) => (
            <div key={i} className="sensing-row">
              <SimpleFields kind={kind} value={part} onChange={(next) => onChange({ ...value, of: value.of.with(i, next) })} />
              <Button
                type="text"
                aria-label={`删除第 ${i + 1} 个条件`}
                icon={<DeleteOutlined />}
                disabled={value.of.length <= 2}
                onClick={() => onChange({ ...value, of: value.of.toSpliced(i, 1) })}
              />
            </div>
          ))}
          <Button
            size="small"
            icon={<PlusOutlined />}
            disabled={value.of.length >= 8}
            onClick={() => onChange({ ...value, of: [...value.of, { type: 'threshold', field: main, op: '>', value: 0 }] })}
          >
            加一个条件
          </Button>
        </div>
      )}
    </div>
  )
}
