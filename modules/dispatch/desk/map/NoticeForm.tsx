import { App, Checkbox, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { BodyOf } from '#platform/contract/endpoint.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { tellInside } from '../../contract.ts'

type Body = BodyOf<typeof tellInside>

interface NoticeFormProps extends Pick<Body, 'ring' | 'layers'> {
  readonly hasPeople: boolean
  readonly onClose: () => void
}

/** A notice to the inboxes of those the polygon means. */
export function NoticeForm({ ring, layers, hasPeople, onClose }: NoticeFormProps) {
  const { message } = App.useApp()
  const intent = useIntent()
  const [form] = Form.useForm<Pick<Body, 'to' | 'title' | 'text' | 'urgent'>>()
  const [sending, setSending] = useState(false)
  const send = async (): Promise<void> => {
    const words = await form.validateFields().catch(() => undefined)
    if (!words) return
    setSending(true)
    const content = { ...words, ring, layers }
    try {
      const { told, names } = await call(tellInside, { body: { ...content, actionId: intent.idFor(content) } })
      intent.done()
      void message.success(`已通知 ${told} 人：${names.slice(0, 5).join('、')}${told > 5 ? ' 等' : ''}`)
      onClose()
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
      title="向圈选范围发通知"
      okText="发送"
      cancelText="取消"
      confirmLoading={sending}
      onOk={() => void send()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ to: 'responsible', urgent: false }}>
        <Form.Item name="to" label="通知谁">
          <Radio.Group
            options={[
              { value: 'responsible', label: '范围内网格的负责人' },
              { value: 'people', label: '范围内图上的人员', disabled: !hasPeople },
            ]}
          />
        </Form.Item>
        <Form.Item name="title" label="标题" rules={[{ required: true, min: 2, max: 40, message: '请写 2 至 40 字的标题' }]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="text" label="内容" rules={[{ required: true, min: 2, max: 500, message: '请写 2 至 500 字的内容' }]}>
          <Input.TextArea rows={4} maxLength={500} showCount />
        </Form.Item>
        <Form.Item name="urgent" valuePropName="checked">
          <Checkbox>紧急（收件箱中置红）</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}
