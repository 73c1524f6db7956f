import { Alert, Button, Modal, Typography } from 'antd'
import './form-drawer.css'

interface OnceSecretProps {
  readonly title: string
  readonly secret: string
  readonly remark: string
  readonly close: () => void
}

/** A secret the server never tells again: to be copied now, closed only on purpose. */
export function OnceSecret({ title, secret, remark, close }: OnceSecretProps) {
  return (
    <Modal
      open
      title={title}
      mask={{ closable: false, blur: false }}
      keyboard={false}
      closable={false}
      footer={
        <Button type="primary" onClick={close}>
          已抄下，关闭
        </Button>
      }
    >
      <Alert type="warning" showIcon title="只显示这一次，关闭后无法再查看" />
      <Typography.Paragraph copyable={{ text: secret, tooltips: ['复制', '已复制'] }} className="once-secret">
        <code>{secret}</code>
      </Typography.Paragraph>
      <p className="quiet">{remark}</p>
    </Modal>
  )
}
