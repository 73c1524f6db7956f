import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { PlaceInput } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { blowWhistle, whistleKinds } from '../contract.ts'
import './callup.css'

interface Values {
  readonly kind: 'emergency' | 'enforcement' | 'key-work'
  readonly title: string
  readonly description: string
  readonly why: string
  readonly place: [number, number]
  readonly address?: string
  readonly wanted?: string[]
}

function PlaceField({
  id = 'place',
  value,
  onChange,
}: {
  readonly id?: string
  readonly value?: unknown
  readonly onChange?: (value: unknown) => void
}) {
  return (
    <PlaceInput
      id={id}
      field={{ key: 'place', title: '哨点', kind: 'place' }}
      value={value}
      onChange={(next) => onChange?.(next)}
      invalid={false}
      describedBy={undefined}
    />
  )
}

/** 吹哨: what, where, why one unit cannot; the village's head signs next. */
export function BlowPage() {
  const [form] = Form.useForm<Values>()
  const navigate = useNavigate()
  const intent = useIntent()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const send = async ({ address = '', wanted = [], ...values }: Values): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const actionId = intent.idFor({ address, wanted, ...values })
      const { id } = await call(blowWhistle, { body: { ...values, address, wanted, actionId } }, { actionId })
      intent.done()
      await navigate({ to: `/cases/${id}` as never })
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有发出，请再试')
      if (error instanceof ProblemError)
        form.setFields(error.fields.map(({ path, message }) => ({ name: path as never, errors: [message] })))
    }
    setBusy(false)
  }
  return (
    <Page title="吹哨" remark="吹出后先由村（社区）负责人确认，再由中心召集单位">
      <div className="panel callup-form">
        {fault && <Alert type="error" showIcon title={fault} role="alert" />}
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={{ kind: 'enforcement' }}
          onFinish={(values) => void send(values)}
          scrollToFirstError
        >
          <Form.Item name="kind" label="种类" rules={[{ required: true }]}>
            <Radio.Group optionType="button" options={whistleKinds.map(({ value, title }) => ({ value, label: title }))} />
          </Form.Item>
          <Form.Item name="title" label="什么事" rules={[{ required: true, min: 2, message: '请写明是什么事' }]}>
            <Input maxLength={60} placeholder="如：河岸塌方压住通道" />
          </Form.Item>
          <Form.Item name="description" label="具体情况" rules={[{ required: true, min: 4, message: '请写明问题' }]}>
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          <Form.Item name="why" label="为什么一家办不了" rules={[{ required: true, min: 4, message: '请写明为什么一家办不了' }]}>
            <Input.TextArea rows={2} maxLength={1000} />
          </Form.Item>
          <Form.Item
            name="place"
            label="哨点"
            rules={[{ required: true, message: '请在地图上点一下哨点' }]}
            extra="各单位要到这里 200 米以内报到。"
          >
            <PlaceField />
          </Form.Item>
          <Form.Item name="address" label="地址（可不填）">
            <Input maxLength={200} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy}>
            吹哨
          </Button>
        </Form>
      </div>
    </Page>
  )
}
