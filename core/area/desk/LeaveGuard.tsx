import { useBlocker } from '@tanstack/react-router'
import { Modal } from 'antd'

/** Borders drawn and not saved: leaving the page asks first; so does closing the tab. */
export function LeaveGuard({ dirty }: { readonly dirty: boolean }) {
  const { status, proceed, reset } = useBlocker({
    // The page keeps its own state in the address: that is not leaving.
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  })
  return (
    <Modal
      open={status === 'blocked'}
      title="边界改动还没有保存"
      okText="放弃改动并离开"
      cancelText="留在本页"
      onOk={() => proceed?.()}
      onCancel={() => reset?.()}
    >
      离开后，本次移动、分割和合并都会丢失。
    </Modal>
  )
}
