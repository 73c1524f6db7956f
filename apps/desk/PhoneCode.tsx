import { Modal, QRCode } from 'antd'

/** The phone app's address as a QR code: scanned once, then put on the phone's home screen. */
export function PhoneCode({ onClose }: { readonly onClose: () => void }) {
  const address = `${location.origin}/m/`
  return (
    <Modal open title="手机端" footer={null} onCancel={onClose} width={420}>
      <div style={{ display: 'grid', justifyItems: 'center', gap: 12 }}>
        <QRCode value={address} size={220} type="svg" bordered={false} />
        <p style={{ margin: 0 }}>
          用手机扫码打开 <b>{address}</b>
        </p>
        <ol style={{ margin: 0, paddingInlineStart: 20 }}>
          <li>用同一个账号登录；</li>
          <li>在浏览器菜单里选“添加到主屏幕”（安装应用）；</li>
          <li>以后从桌面图标打开，没有信号也能用。</li>
        </ol>
      </div>
    </Modal>
  )
}
