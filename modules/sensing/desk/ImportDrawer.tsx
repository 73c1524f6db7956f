import { InboxOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Segmented, Table, Tag, Upload } from 'antd'
import { useState } from 'react'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { saveCsv } from '#platform/client/csv.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { upload } from '#platform/client/upload.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { countDevices, importDevices, listDevices, previewImport } from '../device-endpoints.ts'

type Preview = ReplyOf<typeof previewImport>
type Effect = Preview['lines'][number]['effect']

const effectWords: Readonly<Record<Effect, string>> = { add: '新增', change: '修改', same: '没有变化', refused: '有误，不导入' }
const colours: Readonly<Record<Effect, string>> = { add: 'success', change: 'processing', same: 'default', refused: 'error' }

/** A file of devices: read, looked at line by line, then taken whole; lines with faults go back in a file. */
export function ImportDrawer({ close }: { readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [preview, setPreview] = useState<Preview>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [show, setShow] = useState<Effect | 'all'>('all')
  const [actionId] = useState(newId)

  const read = async (file: File): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      const found = await upload(previewImport, {}, file)
      setPreview(found)
      setShow(found.counts.refused > 0 ? 'refused' : 'all')
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '文件没有读出来，请再试一次')
    } finally {
      setBusy(false)
    }
  }
  const take = async (): Promise<void> => {
    if (!preview) return
    setBusy(true)
    setFault(undefined)
    try {
      const devices = preview.lines.flatMap(({ effect, draft }) => (draft && (effect === 'add' || effect === 'change') ? [draft] : []))
      const { added, changed } = await call(importDevices, { body: { actionId, devices } })
      await Promise.all([listDevices, countDevices].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
      void message.success(`已导入：新增 ${added} 台，修改 ${changed} 台`)
      close()
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有导入，一行也没有写；请再试一次')
    } finally {
      setBusy(false)
    }
  }
  const refused = preview?.lines.filter(({ effect }) => effect === 'refused') ?? []
  const wanted = preview ? preview.counts.add + preview.counts.change : 0
  return (
    <Drawer
      open
      onClose={close}
      size={860}
      title="导入设备台账"
      mask={{ enabled: true, blur: false }}
      footer={
        <div className="form-drawer-foot">
          {refused.length > 0 && (
            <Button
              onClick={() =>
                saveCsv('设备台账-未导入的行.csv', [
                  ['行', '设备编号', '名称', '原因'],
                  ...refused.map(({ line, key, name, faults }) => [String(line), key, name, faults.join('；')]),
                ])
              }
            >
              下载有误的 {refused.length} 行
            </Button>
          )}
          <Button onClick={close}>取消</Button>
          <Button type="primary" disabled={wanted === 0} loading={busy} onClick={() => void take()}>
            导入 {wanted} 台
          </Button>
        </div>
      }
    >
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      <Upload.Dragger
        accept=".csv,.xlsx"
        maxCount={1}
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => (void read(file), false)}
      >
        <p>
          <InboxOutlined aria-hidden /> 把 CSV 或 XLSX 拖到这里，或点击选择
        </p>
        <p className="quiet">
          第一行为列名：设备编号、种类、名称、经度、纬度、地址、部件编码、权属单位、养护单位、安装日期……导入前先逐行预览，不会写入。
        </p>
      </Upload.Dragger>
      {preview && (
        <>
          <Segmented
            aria-label="看哪些行"
            value={show}
            onChange={setShow}
            options={[
              { value: 'all', label: `全部 ${preview.lines.length}` },
              ...(['add', 'change', 'same', 'refused'] as const).map((value) => ({
                value,
                label: `${effectWords[value]} ${preview.counts[value]}`,
              })),
            ]}
          />
          <Table
            size="small"
            rowKey="line"
            pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
            dataSource={preview.lines.filter(({ effect }) => show === 'all' || effect === show)}
            columns={[
              { key: 'line', title: '行', dataIndex: 'line', width: 60, className: 'num' },
              {
                key: 'effect',
                title: '结果',
                width: 120,
                render: (_, { effect }) => <Tag color={colours[effect]}>{effectWords[effect]}</Tag>,
              },
              { key: 'key', title: '设备编号', dataIndex: 'key', width: 160, className: 'num' },
              { key: 'name', title: '名称', dataIndex: 'name' },
              { key: 'area', title: '网格', dataIndex: 'areaName', width: 160 },
              { key: 'why', title: '原因', render: (_, { faults }) => faults.join('；') },
            ]}
          />
        </>
      )}
    </Drawer>
  )
}
