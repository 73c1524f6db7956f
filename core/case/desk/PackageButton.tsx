import { FileZipOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Tooltip } from 'antd'
import { useState } from 'react'
import { readCasePackage } from '#core/case/contract.ts'
import { addressOf } from '#platform/client/call.ts'
import { useMay } from '#platform/client/viewer.ts'

/** 导出案卷包: asked what for, since every original leaves the platform with it. */
export function PackageButton({ id }: { readonly id: string }) {
  const may = useMay('case.package.export')
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  if (!may) return null
  const enough = reason.trim().length >= 2
  return (
    <>
      <Tooltip title="导出案卷包：案卷、证据原件和可离线核验的清单">
        <Button icon={<FileZipOutlined />} aria-label="导出案卷包" onClick={() => setAsking(true)} />
      </Tooltip>
      <Modal
        open={asking}
        title="导出案卷包"
        okText="导出"
        cancelText="取消"
        okButtonProps={
          enough ? { href: addressOf(readCasePackage, { params: { id }, query: { reason: reason.trim() } }) } : { disabled: true }
        }
        onOk={() => setAsking(false)}
        onCancel={() => setAsking(false)}
        destroyOnHidden
      >
        <Form layout="vertical">
          <Form.Item
            label="用途"
            required
            extra="含全部证据原件和个人信息，导出人、时间和用途会记入审计日志。收到的人可用 npm run verify -- 文件 离线核验。"
          >
            <Input
              value={reason}
              maxLength={200}
              placeholder="如：法院调卷、复议机关调阅"
              onChange={(event) => setReason(event.target.value)}
            />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
