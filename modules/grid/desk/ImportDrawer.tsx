import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Checkbox, Drawer, Input, Table, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { importBindings, previewBindings } from '../contract.ts'

type Plan = ReplyOf<typeof previewBindings>
const effects = { keep: ['default', '不变'], bind: ['success', '新任职'], wrong: ['error', '有误'] } as const
const sample = '网格编码,姓名,账号,岗位,替班账号,轮休\n'

/** People onto grids from one file: seen first, written in one go. */
export function ImportDrawer({ close }: { readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const [text, setText] = useState('')
  const [plan, setPlan] = useState<Plan>()
  const [onlyRight, setOnlyRight] = useState(false)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    await work().catch((error: unknown) => setFault(error instanceof ProblemError ? problemText(error) : '没有完成，请再试'))
    setBusy(false)
  }
  const preview = (given: string): Promise<void> =>
    run(async () => setPlan(await call(previewBindings, { body: { text: given } }, { reads: true })))
  const save = (): Promise<void> =>
    run(async () => {
      const actionId = intent.idFor({ text, onlyRight })
      const done = await call(importBindings, { body: { actionId, text, onlyRight } }, { actionId })
      await client.invalidateQueries()
      void message.success(`已任职 ${done.counts.bind} 人次`)
      close()
    })
  return (
    <Drawer
      open
      onClose={close}
      size={820}
      title="导入人员与网格绑定"
      footer={
        <div className="form-drawer-foot">
          {plan && plan.counts.wrong > 0 && (
            <Checkbox checked={onlyRight} onChange={(event) => setOnlyRight(event.target.checked)}>
              只导入没有错误的 {plan.counts.bind} 行
            </Checkbox>
          )}
          <Button disabled={text.trim() === ''} loading={busy} onClick={() => void preview(text)}>
            预览
          </Button>
          <Button
            type="primary"
            disabled={!plan || plan.counts.bind === 0 || (plan.counts.wrong > 0 && !onlyRight)}
            loading={busy}
            onClick={() => void save()}
          >
            写入
          </Button>
        </div>
      }
    >
      <p>CSV 文件，第一行为列名：网格编码、姓名或账号必填，岗位、替班账号、轮休可空。村（社区）、基础网格、微网格可以放在同一个文件里。</p>
      <input
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label="选择 CSV 文件"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file)
            void file.text().then((given) => {
              setText(given)
              return preview(given)
            })
        }}
      />
      <Input.TextArea
        rows={5}
        aria-label="文件内容"
        value={text}
        placeholder={sample}
        onChange={(event) => setText(event.target.value)}
        style={{ margin: '8px 0' }}
      />
      {fault && <Alert type="error" showIcon title={fault} role="alert" />}
      {plan && (
        <>
          <p>
            新任职 {plan.counts.bind}，不变 {plan.counts.keep}，
            <span className={plan.counts.wrong > 0 ? 'grid-none' : ''}>有误 {plan.counts.wrong}</span>
            {plan.tiers.map(({ title, covered, of }) => `；${title} ${covered}/${of}`)}
          </p>
          <Table
            size="small"
            rowKey="line"
            pagination={{ pageSize: 20, showSizeChanger: false }}
            dataSource={plan.lines}
            columns={[
              { key: 'line', title: '行', width: 60, className: 'num', render: (_, row) => row.line },
              { key: 'grid', title: '网格', render: (_, row) => row.grid || row.gridCode },
              { key: 'name', title: '人员', render: (_, row) => row.name || row.login },
              {
                key: 'effect',
                title: '结果',
                width: 90,
                render: (_, row) => <Tag color={effects[row.effect][0]}>{effects[row.effect][1]}</Tag>,
              },
              { key: 'remark', title: '说明', render: (_, row) => row.remark },
            ]}
          />
        </>
      )}
    </Drawer>
  )
}
