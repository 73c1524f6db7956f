import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { UnitSelect } from '#core/case/desk/index.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readDutySettings } from '../../duty/endpoints.ts'
import type { PlanCard, PlanRole, PlanStep } from '../../plan/card.ts'
import { levelTitle } from '../../plan/card.ts'

const levels = [1, 2, 3, 4].map((value) => ({ value, label: levelTitle(value) }))

interface RowsProps {
  readonly name: string
  readonly title: string
  readonly className: string
  readonly fresh: (index: number) => object
  readonly children: (index: number) => ReactNode
}

function Rows({ name, title, className, fresh, children }: RowsProps) {
  return (
    <section className="panel plan-form">
      <h2>{title}</h2>
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <>
            {fields.map((field) => (
              <div key={field.key} className={className}>
                {children(field.name)}
                <Button icon={<DeleteOutlined />} aria-label={`删除${title}`} onClick={() => remove(field.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add(fresh(fields.length))}>
              加一行
            </Button>
          </>
        )}
      </Form.List>
    </section>
  )
}

export const LevelRows = () => (
  <Rows name="levels" title="级别" className="plan-row plan-row-level" fresh={(i) => ({ level: Math.max(1, 4 - i), when: '' })}>
    {(i) => (
      <>
        <Form.Item name={[i, 'level']}>
          <Select aria-label="级别" options={levels} />
        </Form.Item>
        <Form.Item name={[i, 'when']}>
          <Input aria-label="启动条件" placeholder="什么情况启动这一级" maxLength={500} />
        </Form.Item>
      </>
    )}
  </Rows>
)

const sorts = [
  { value: 'unit', label: '单位' },
  { value: 'shift', label: '当班岗位' },
  { value: 'villages', label: '各村（社区）' },
]

export function RoleRows() {
  const form = Form.useFormInstance<PlanCard>()
  return (
    <Rows
      name="roles"
      title="角色"
      className="plan-row plan-row-role"
      fresh={() => ({ key: unique(form.getFieldValue('roles'), 'role'), title: '', duty: '', who: { kind: 'unit' } })}
    >
      {(i) => (
        <>
          <Form.Item name={[i, 'title']}>
            <Input aria-label="角色名称" placeholder="角色，如“道路排水”" maxLength={30} />
          </Form.Item>
          <Form.Item name={[i, 'who', 'kind']}>
            <Select aria-label="由谁担任" options={sorts} />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {() => <WhoField index={i} />}
          </Form.Item>
          <Form.Item name={[i, 'duty']}>
            <Input aria-label="职责" placeholder="职责" maxLength={500} />
          </Form.Item>
        </>
      )}
    </Rows>
  )
}

function WhoField({ index }: { readonly index: number }) {
  const form = Form.useFormInstance<PlanCard>()
  const posts = useEndpoint(readDutySettings, {}, { staleTime: 300_000 }).data?.settings.posts ?? []
  const who: PlanRole['who'] | undefined = form.getFieldValue(['roles', index, 'who'])
  if (who?.kind === 'shift')
    return (
      <Form.Item name={[index, 'who', 'post']}>
        <Select aria-label="值班岗位" placeholder="值班岗位" options={posts.map(({ key, title }) => ({ value: key, label: title }))} />
      </Form.Item>
    )
  if (who?.kind !== 'unit') return <span className="quiet plan-who">每个村（社区）一项</span>
  return (
    <Form.Item name={[index, 'who', 'unitId']}>
      <UnitField />
    </Form.Item>
  )
}

function UnitField({ value, onChange }: { readonly value?: string; readonly onChange?: (value: string | undefined) => void }) {
  return (
    <Suspense fallback={null}>
      <UnitSelect value={value} placeholder="由哪个单位担任" onChange={(next) => onChange?.(typeof next === 'string' ? next : undefined)} />
    </Suspense>
  )
}

export function StepRows() {
  const form = Form.useFormInstance<PlanCard>()
  const roles: readonly PlanRole[] = Form.useWatch('roles', form) ?? []
  return (
    <Rows
      name="steps"
      title="任务"
      className="plan-row plan-row-step"
      fresh={() => ({
        key: unique(form.getFieldValue('steps'), 'step'),
        title: '',
        words: '',
        role: roles[0]?.key ?? '',
        level: 3,
        ack: 15,
        finish: 120,
      })}
    >
      {(i) => (
        <>
          <Form.Item name={[i, 'title']}>
            <Input aria-label="任务名称" placeholder="任务" maxLength={60} />
          </Form.Item>
          <Form.Item name={[i, 'role']}>
            <Select aria-label="责任角色" options={roles.filter(Boolean).map(({ key, title }) => ({ value: key, label: title || key }))} />
          </Form.Item>
          <Form.Item name={[i, 'level']}>
            <Select aria-label="从哪一级起" options={levels} />
          </Form.Item>
          <Form.Item name={[i, 'ack']}>
            <InputNumber aria-label="响应时限（分钟）" min={1} max={1440} suffix="分响应" />
          </Form.Item>
          <Form.Item name={[i, 'finish']}>
            <InputNumber aria-label="完成时限（分钟）" min={5} max={20_160} suffix="分完成" />
          </Form.Item>
          <Form.Item name={[i, 'words']} className="plan-row-words">
            <Input.TextArea aria-label="任务要求" placeholder="要求：做到什么程度、回报什么" maxLength={1000} autoSize={{ minRows: 1 }} />
          </Form.Item>
        </>
      )}
    </Rows>
  )
}

export const ResourceRows = () => (
  <Rows name="resources" title="物资" className="plan-row plan-row-four" fresh={() => ({ title: '', amount: '', place: '', keeper: '' })}>
    {(i) => (
      <>
        {(
          [
            ['title', '名称'],
            ['amount', '数量'],
            ['place', '存放地点'],
            ['keeper', '保管单位'],
          ] as const
        ).map(([key, title]) => (
          <Form.Item key={key} name={[i, key]}>
            <Input aria-label={title} placeholder={title} />
          </Form.Item>
        ))}
      </>
    )}
  </Rows>
)

export const PhoneRows = () => (
  <Rows name="phones" title="电话" className="plan-row plan-row-three" fresh={() => ({ title: '', phone: '', words: '' })}>
    {(i) => (
      <>
        {(
          [
            ['title', '单位或岗位'],
            ['phone', '电话'],
            ['words', '说明'],
          ] as const
        ).map(([key, title]) => (
          <Form.Item key={key} name={[i, key]}>
            <Input aria-label={title} placeholder={title} />
          </Form.Item>
        ))}
      </>
    )}
  </Rows>
)

function unique(rows: readonly Pick<PlanStep, 'key'>[] | undefined, stem: string): string {
  const taken = new Set((rows ?? []).filter(Boolean).map(({ key }) => key))
  let n = taken.size + 1
  while (taken.has(`${stem}-${n}`)) n++
  return `${stem}-${n}`
}
