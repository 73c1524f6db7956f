import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, App, Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { Suspense, useState } from 'react'
import { UnitSelect } from '#core/case/desk/index.tsx'
import type { BodyOf } from '#platform/contract/endpoint.ts'
import { countText } from '#platform/client/amount.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { issueOrder, previewOrder } from '../../contract.ts'
import './order.css'

type Body = BodyOf<typeof issueOrder>
type Answers = Pick<Body, 'to' | 'units' | 'title' | 'text' | 'ack' | 'finish' | 'urgent'>

// 示例: usual limits of a duty room; whoever issues the order chooses.
const ackOptions = [
  { value: 5, label: '5 分钟' },
  { value: 15, label: '15 分钟' },
  { value: 30, label: '30 分钟' },
  { value: 60, label: '1 小时' },
  { value: 240, label: '4 小时' },
]
const finishOptions = [
  { value: 1, label: '1 小时' },
  { value: 2, label: '2 小时' },
  { value: 4, label: '4 小时' },
  { value: 8, label: '8 小时' },
  { value: 24, label: '1 天' },
  { value: 72, label: '3 天' },
]

const emptyWords: Readonly<Record<Answers['to'], string>> = {
  responsible: '所选对象所在网格没有负责人，请改为范围内全部网格或指定单位',
  grids: '范围内没有网格负责人，请扩大范围或改为指定单位',
  people: '范围内图上没有人员，请打开人员图层或改选',
  units: '选择单位后在这里核对',
}

interface OrderFormProps extends Pick<Body, 'ring' | 'layers'> {
  readonly hasPeople: boolean
  readonly onClose: () => void
}

/** 交办: one order to everybody the selection means; who they are is shown before it goes out. */
export function OrderForm({ ring, layers, hasPeople, onClose }: OrderFormProps) {
  const { message } = App.useApp()
  const navigate = useNavigate()
  const intent = useIntent()
  const [form] = Form.useForm<Answers>()
  const [sending, setSending] = useState(false)
  const to = Form.useWatch('to', form) ?? 'responsible'
  const units = Form.useWatch('units', form) ?? []
  const preview = useQuery({
    queryKey: ['order-receivers', ring, layers, to, units],
    queryFn: ({ signal }) => call(previewOrder, { body: { ring, layers, to, units } }, { signal, reads: true }),
  })
  const receivers = preview.data?.receivers ?? []
  const send = async (): Promise<void> => {
    const answers = await form.validateFields().catch(() => undefined)
    if (!answers) return
    setSending(true)
    const content = { ...answers, units: answers.units ?? [], ring, layers }
    try {
      const { id, sent } = await call(issueOrder, { body: { ...content, actionId: intent.idFor(content) } })
      intent.done()
      void message.success(`已下达给 ${sent} 个接收人，正在等待响应`)
      void navigate({ to: `/orders/${id}` })
    } catch (error) {
      if (error instanceof ProblemError && error.fields.length > 0)
        form.setFields(error.fields.map((field) => ({ name: field.path as 'title', errors: [field.message] })))
      else void message.error(problemText(error))
    } finally {
      setSending(false)
    }
  }
  return (
    <Modal
      open
      width={640}
      title="交办：下达现场指令"
      okText={receivers.length > 0 ? `下达给 ${receivers.length} 个接收人` : '下达'}
      cancelText="取消"
      confirmLoading={sending}
      okButtonProps={{ disabled: receivers.length === 0 }}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ to: 'responsible', units: [], ack: 15, finish: 4, urgent: false }}>
        <Form.Item name="to" label="交办给谁">
          <Radio.Group
            options={[
              { value: 'responsible', label: '有对象的网格负责人' },
              { value: 'grids', label: '范围内全部网格负责人' },
              { value: 'people', label: '范围内图上人员', disabled: !hasPeople },
              { value: 'units', label: '指定单位' },
            ]}
          />
        </Form.Item>
        {to === 'units' && (
          <Form.Item name="units" label="单位" rules={[{ required: true, type: 'array', min: 1, message: '请至少选一个单位' }]}>
            <UnitsField />
          </Form.Item>
        )}
        <div className="order-receivers" aria-live="polite">
          {preview.error && <Alert type="error" title={problemText(preview.error)} />}
          {preview.data && receivers.length === 0 && <p className="order-nobody">{emptyWords[to]}</p>}
          <ul>
            {receivers.map(({ personId, unitId, name, unit, things }) => (
              <li key={personId ?? unitId}>
                <b>{name}</b>
                {unit !== name && <span className="order-quiet"> {unit}</span>}{' '}
                <span className="num order-quiet">{countText(things)} 个对象</span>
              </li>
            ))}
          </ul>
          {(preview.data?.unclaimed ?? 0) > 0 && (
            <p className="order-unclaimed">! 有 {countText(preview.data!.unclaimed)} 个对象所在网格没有负责人，不会有人收到</p>
          )}
        </div>
        <Form.Item name="title" label="做什么" rules={[{ required: true, min: 2, max: 40, message: '请写 2 至 40 字的标题' }]}>
          <Input maxLength={40} placeholder="例如：汛前检查水闸" />
        </Form.Item>
        <Form.Item
          name="text"
          label="要求"
          rules={[{ required: true, min: 4, max: 1000, message: '请写明要做什么、做到什么程度（至少 4 个字）' }]}
        >
          <Input.TextArea rows={3} maxLength={1000} showCount />
        </Form.Item>
        <div className="order-limits">
          <Form.Item name="ack" label="响应时限">
            <Select options={ackOptions} />
          </Form.Item>
          <Form.Item name="finish" label="完成时限">
            <Select options={finishOptions} />
          </Form.Item>
          <Form.Item name="urgent" valuePropName="checked" label=" " colon={false}>
            <Checkbox>紧急</Checkbox>
          </Form.Item>
        </div>
      </Form>
      <p className="order-quiet order-rule">每个接收人须各自响应；超过响应时限自动扩大到其单位并告知值班长。完成后由另一人核验。</p>
    </Modal>
  )
}

interface UnitsFieldProps {
  readonly id?: string
  readonly value?: string[]
  readonly onChange?: (value: string[]) => void
}

const UnitsField = ({ id, value, onChange }: UnitsFieldProps) => (
  <Suspense fallback={null}>
    <UnitSelect
      {...(id === undefined ? {} : { id })}
      multiple
      value={value ?? []}
      placeholder="选择单位，可多选"
      onChange={(next) => onChange?.(Array.isArray(next) ? next : [])}
    />
  </Suspense>
)
