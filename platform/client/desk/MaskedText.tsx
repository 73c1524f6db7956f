import { useState } from 'react'
import { EyeOutlined } from '@ant-design/icons'
import { Button, Form, Input, Popover } from 'antd'
import { problemText } from '../problem-error.ts'

interface MaskedTextProps {
  readonly masked: string
  /** What it is, for the button's name: 反映人电话. */
  readonly label: string
  /** Opens it: the server writes who, when and why. Left out: it stays masked. */
  readonly reveal?: ((reason: string) => Promise<string>) | undefined
}

/** Personal data: masked, with an eye that asks for a reason. What was opened is hidden again when the page is left. */
export function MaskedText({ masked, label, reveal }: MaskedTextProps) {
  const [open, setOpen] = useState(false)
  const [plain, setPlain] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState('')
  if (plain !== undefined) return <span className="num">{plain}</span>
  if (!reveal) return <span className="num">{masked}</span>
  const ask = async ({ reason }: { reason: string }): Promise<void> => {
    setBusy(true)
    setFault('')
    try {
      setPlain(await reveal(reason))
    } catch (error) {
      setFault(problemText(error))
    } finally {
      setBusy(false)
    }
  }
  const form = (
    <Form layout="vertical" onFinish={ask} style={{ width: 260 }} requiredMark={false}>
      <Form.Item
        name="reason"
        label="查看理由（会留痕）"
        rules={[{ required: true, min: 2, message: '请写明查看理由，至少 2 个字' }]}
        {...(fault === '' ? {} : { validateStatus: 'error' as const, help: fault })}
      >
        <Input autoFocus placeholder="如：联系核实位置" maxLength={200} />
      </Form.Item>
      <Button type="primary" htmlType="submit" size="small" loading={busy}>
        查看
      </Button>
    </Form>
  )
  return (
    <span className="num">
      {masked}
      <Popover open={open} onOpenChange={setOpen} trigger="click" content={form} destroyOnHidden>
        <Button type="text" size="small" icon={<EyeOutlined />} aria-label={`查看${label}`} />
      </Popover>
    </span>
  )
}
