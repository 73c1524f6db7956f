import { useQueryClient } from '@tanstack/react-query'
import { UploadOutlined } from '@ant-design/icons'
import { Alert, App, Button, Drawer, Table, Upload } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { upload } from '#platform/client/upload.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { importRoster, previewRoster, readDutySettings } from '../../duty/endpoints.ts'

type Preview = z.infer<typeof previewRoster.reply>

/** 选文件 → 逐条预览 → 导入. What was refused says why; only what was accepted is kept. */
export function RosterImport({ month, close }: { readonly month: string; readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const intent = useIntent()
  const settings = useEndpoint(readDutySettings, {}).data?.settings
  const [preview, setPreview] = useState<Preview>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    await work().catch((error: unknown) => setFault(problemText(error)))
    setBusy(false)
  }
  const look = (file: File): Promise<void> => run(async () => setPreview(await upload(previewRoster, { query: { month } }, file)))
  const keep = (): Promise<void> =>
    run(async () => {
      const entries = (preview?.lines ?? []).flatMap(({ day, shift, post, personId, fault: why }) =>
        why === undefined && day && shift && post && personId ? [{ day, shift, post, personId }] : [],
      )
      const { days } = await call(importRoster, { body: { actionId: intent.idFor(entries), entries } })
      intent.done()
      void message.success(`已导入 ${days} 天、${entries.length} 人次`)
      await client.invalidateQueries()
      close()
    })
  const titleOf = (list: readonly { key: string; title: string }[] | undefined, key: string | undefined): string =>
    list?.find((one) => one.key === key)?.title ?? key ?? ''
  return (
    <Drawer
      open
      onClose={close}
      size={720}
      title={`导入 ${month} 值班表`}
      footer={
        <div className="form-drawer-foot">
          <span className="quiet">所列日期原有的安排会被替换，未列出的日期不动</span>
          <Button onClick={close}>取消</Button>
          <Button type="primary" loading={busy} disabled={!preview || preview.accepted === 0} onClick={() => void keep()}>
            导入 {preview?.accepted ?? 0} 条
          </Button>
        </div>
      }
    >
      <p className="quiet">
        XLSX 或
        CSV，第一行是列名。可以是“日期、班次、岗位、人员”四列，也可以一天一行、每个班次岗位一列（如“白班值班长”）。多人用顿号隔开，重名写成“姓名（单位）”。
      </p>
      <Upload
        accept=".xlsx,.csv"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          void look(file)
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={busy && !preview}>
          选择文件
        </Button>
      </Upload>
      {fault && <Alert type="error" showIcon title={fault} className="duty-alert" />}
      {preview && (
        <>
          <Alert
            className="duty-alert"
            type={preview.refused > 0 ? 'warning' : 'success'}
            showIcon
            title={`${preview.name}：可导入 ${preview.accepted} 条${preview.refused > 0 ? `，退回 ${preview.refused} 条（见下表，改好后可重新选择文件）` : ''}`}
          />
          <Table
            size="small"
            rowKey={(line) => [line.place, line.day, line.shift, line.post, line.name].join(' ')}
            pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={preview.lines.toSorted((a, b) => Number(b.fault !== undefined) - Number(a.fault !== undefined))}
            columns={[
              { title: '位置', dataIndex: 'place', width: 80 },
              { title: '日期', dataIndex: 'day', width: 110 },
              { title: '班次', width: 70, render: (_, line) => titleOf(settings?.shifts, line.shift) },
              { title: '岗位', width: 90, render: (_, line) => titleOf(settings?.posts, line.post) },
              { title: '人员', render: (_, line) => (line.unit ? `${line.name.replace(/[(（].*$/u, '')}（${line.unit}）` : line.name) },
              {
                title: '结果',
                width: 220,
                render: (_, line) =>
                  line.fault ? <span className="duty-late">✕ {line.fault}</span> : <span className="duty-good">✓ 可导入</span>,
              },
            ]}
          />
        </>
      )}
    </Drawer>
  )
}
