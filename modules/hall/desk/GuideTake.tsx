import { Form, Modal, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { type DomainNow, type OwnTicket, type Priority, priorityTitles, takeForSomebody } from '../contract.ts'

/** 导服代取号: for an elder without a phone; the number is said and written down. */
export function GuideTake({ domains, close }: { readonly domains: readonly DomainNow[]; readonly close: () => void }) {
  const [taken, setTaken] = useState<OwnTicket>()
  // The drawer closes itself after a save; then the number is still to be told.
  const told = useRef(false)
  if (taken)
    return (
      <Modal open title="已取号" onCancel={close} onOk={close} cancelButtonProps={{ style: { display: 'none' } }} okText="好">
        <p className="hall-number num">{taken.number}</p>
        <p>
          {taken.domainTitle}
          {taken.first && '（优先）'}，前面 {taken.ahead ?? 0} 人{taken.minutes === undefined ? '' : `，大约 ${taken.minutes} 分钟`}
          。请告诉群众，并写在纸条上。
        </p>
      </Modal>
    )
  return (
    <FormDrawer<{ domain: string; priority: Priority }>
      title="导服代取号"
      submit="取号"
      initial={{ priority: 'none' }}
      close={() => !told.current && close()}
      send={async ({ domain, priority }, { actionId }) => {
        const ticket = await call(takeForSomebody, { body: { actionId, domain, priority } }, { actionId })
        told.current = true
        setTaken(ticket)
      }}
    >
      <Form.Item name="domain" label="办什么" rules={[{ required: true, message: '请选择业务类别' }]}>
        <Radio.Group
          className="hall-radios"
          options={domains.map(({ key, title, waiting }) => ({ value: key, label: `${title}（等 ${waiting}）` }))}
        />
      </Form.Item>
      <Form.Item name="priority" label="优先">
        <Select options={Object.entries(priorityTitles).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </FormDrawer>
  )
}
