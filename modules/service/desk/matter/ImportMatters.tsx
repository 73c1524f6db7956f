import { InboxOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Form, Input, InputNumber, Segmented, Table, Tag, Upload } from 'antd'
import { useState } from 'react'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { UnitSelect } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { saveCsv } from '#platform/client/csv.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { upload } from '#platform/client/upload.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import type { ImportDefaults, ImportLine } from '../../matter-endpoints.ts'
import { countMatters, importMatters, listMatters, previewMatters } from '../../matter-endpoints.ts'

type Preview = ReplyOf<typeof previewMatters>
type Effect = ImportLine['effect']

const effectWords: Readonly<Record<Effect, string>> = { add: '新增', change: '修改', same: '没有变化', refused: '有误，不导入' }
const colours: Readonly<Record<Effect, string>> = { add: 'success', change: 'processing', same: 'default', refused: 'error' }

/** A catalogue file: read with the administrator's defaults, looked at line by line, taken whole; wrong lines go back in a file. */
export function ImportMatters({ close }: { readonly close: () => void }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [form] = Form.useForm<ImportDefaults>()
  const [file, setFile] = useState<File>()
  const [preview, setPreview] = useState<Preview>()
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [show, setShow] = useState<Effect | 'all'>('all')
  const [actionId, setActionId] = useState(newId)

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      await work()
    } catch (error) {
      setFault(error instanceof ProblemError ? problemText(error) : '没有完成，一行也没有写；请再试一次')
    } finally {
      setBusy(false)
    }
  }
  const read = (given: File) =>
    attempt(async () => {
      setFile(given)
      const values = form.getFieldsValue()
      const query = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''))
      const found = await upload(previewMatters, { query }, given)
      setPreview(found)
      setActionId(newId())
      setShow(found.counts.refused > 0 ? 'refused' : 'all')
    })
  const take = () =>
    attempt(async () => {
      const matters = (preview?.lines ?? []).flatMap(({ effect, matter }) =>
        matter && (effect === 'add' || effect === 'change') ? [matter] : [],
      )
      const { added, changed } = await call(importMatters, { body: { actionId, matters } })
      await Promise.all([listMatters, countMatters].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
      void message.success(`已导入：新增 ${added} 项，修改 ${changed} 项`)
      close()
    })
  const refused = preview?.lines.filter(({ effect }) => effect === 'refused') ?? []
  const wanted = preview ? preview.counts.add + preview.counts.change : 0
  return (
    <Drawer
      open
      onClose={close}
      size={980}
      title="导入事项清单"
      mask={{ enabled: true, blur: false }}
      footer={
        <div className="form-drawer-foot">
          {refused.length > 0 && (
            <Button
              onClick={() =>
                saveCsv('事项清单-未导入的行.csv', [
                  ['行', '事项编码', '事项名称', '原因'],
                  ...refused.map(({ line, code, name, faults }) => [String(line), code, name, faults.join('；')]),
                ])
              }
            >
              下载有误的 {refused.length} 行
            </Button>
          )}
          <Button onClick={close}>取消</Button>
          <Button type="primary" disabled={wanted === 0} loading={busy} onClick={() => void take()}>
            导入 {wanted} 项
          </Button>
        </div>
      }
    >
      {fault && <Alert type="error" showIcon role="alert" title={fault} />}
      <Form<ImportDefaults> form={form} layout="vertical" onValuesChange={() => setPreview(undefined)}>
        <p className="quiet">文件里没有的内容，由您在这里给出；每一行都会写明哪些是按这里补的。不填的，缺了就不导入。</p>
        <div className="matter-grid">
          <Form.Item name="from" label="自哪一天起启用">
            <DayInput placeholder="今天" clear />
          </Form.Item>
          <Form.Item name="unit" label="单位对不上时，由谁实施">
            <UnitSelect value={undefined} onChange={() => undefined} />
          </Form.Item>
          <Form.Item name="domain" label="没有分类时">
            <Input maxLength={30} placeholder="如：综合" />
          </Form.Item>
          <Form.Item name="visits" label="到现场次数">
            <InputNumber min={0} max={9} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="statutory" label="法定时限（工作日）">
            <InputNumber min={0} max={365} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="promised" label="承诺时限（工作日）">
            <InputNumber min={0} max={365} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="basis" label="设定依据" className="wide">
            <Input maxLength={300} placeholder="文件名和文号" />
          </Form.Item>
        </div>
      </Form>
      <Upload.Dragger
        accept=".csv,.xlsx"
        maxCount={1}
        showUploadList={false}
        disabled={busy}
        beforeUpload={(given) => (void read(given), false)}
      >
        <p>
          <InboxOutlined aria-hidden /> 把 CSV 或 XLSX 拖到这里，或点击选择
        </p>
        <p className="quiet">
          第一行为列名：事项编码、事项名称、事项类型、实施主体、设定依据、法定办结时限、承诺办结时限……先逐行预览，不会写入。
        </p>
      </Upload.Dragger>
      {file && !preview && !busy && (
        <Button block onClick={() => void read(file)}>
          按新的设置重新预览 {file.name}
        </Button>
      )}
      {preview && (
        <>
          {preview.ignored.length > 0 && <p className="quiet">没有用到的列：{preview.ignored.join('、')}</p>}
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
          <Table<ImportLine>
            size="small"
            rowKey="line"
            pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
            dataSource={preview.lines.filter(({ effect }) => show === 'all' || effect === show)}
            columns={[
              { key: 'line', title: '行', dataIndex: 'line', width: 56, className: 'num' },
              {
                key: 'effect',
                title: '结果',
                width: 110,
                render: (_, { effect }) => <Tag color={colours[effect]}>{effectWords[effect]}</Tag>,
              },
              { key: 'code', title: '编码', dataIndex: 'code', width: 150, className: 'num', ellipsis: true },
              { key: 'name', title: '名称', dataIndex: 'name' },
              {
                key: 'why',
                title: '原因 / 按默认补',
                render: (_, { faults, filled }) =>
                  faults.length > 0 ? faults.join('；') : filled.length > 0 ? `按默认补：${filled.join('、')}` : '',
              },
            ]}
          />
        </>
      )}
    </Drawer>
  )
}
