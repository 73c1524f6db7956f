import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Radio, Switch } from 'antd'
import { Suspense, useState } from 'react'
import { FilesInput, TownMap } from '#core/case/desk/index.tsx'
import { checkResidentId, checkUscc } from '#core/party/contract.ts'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { drafts } from '#platform/client/draft.ts'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { type ClueDraft, clueSources, countPenalties, listPenalties, openClue } from '../penalty.ts'
import './enforcement.css'

type Values = Omit<ClueDraft, 'actionId'>
const DRAFT = 'enforcement.clue'
const pathOf = (path: string): (string | number)[] => path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** 登记线索: who, what, where; checked while typing, kept over a failure or a reload. */
export function CluePage() {
  const [form] = Form.useForm<Values>()
  const intent = useIntent()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [fault, setFault] = useState<ProblemError>()
  const [busy, setBusy] = useState(false)
  const [start] = useState<Partial<Values>>(() => ({
    source: 'patrol',
    business: true,
    files: [],
    party: { kind: 'organisation', name: '' },
    ...drafts.read<Partial<Values>>(DRAFT),
  }))
  const kind = Form.useWatch(['party', 'kind'], form)
  const send = async (values: Values): Promise<void> => {
    if (busy) return
    setBusy(true)
    setFault(undefined)
    try {
      const { id } = await call(openClue, { body: { ...values, actionId: intent.idFor(values) } })
      intent.done()
      drafts.drop(DRAFT)
      await Promise.all([listPenalties, countPenalties].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
      await navigate({ to: `/cases/${id}` })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFault(error)
      form.setFields(error.fields.map(({ path, message }) => ({ name: pathOf(path) as never, errors: [message] })))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page title="登记线索" remark="登记后由两名执法人员核查，15 日内决定是否立案（示例）">
      {fault && <Alert type="error" showIcon role="alert" title={problemText(fault)} />}
      <Form<Values>
        form={form}
        layout="vertical"
        className="panel enforcement-clue"
        initialValues={start}
        scrollToFirstError={{ focus: true }}
        onFinish={(values) => void send(values)}
        onValuesChange={(_change, values: Values) => drafts.write(DRAFT, { ...values, party: { kind: values.party.kind, name: '' } })}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && form.submit()}
      >
        <div>
          <Form.Item name="title" label="案由" rules={[{ required: true, min: 2, message: '案由至少 2 个字' }]}>
            <Input maxLength={80} placeholder="如：擅自占道堆放建材" />
          </Form.Item>
          <Form.Item name="description" label="线索情况" rules={[{ required: true, min: 2, message: '请写明线索情况' }]}>
            <Input.TextArea maxLength={4000} autoSize={{ minRows: 4, maxRows: 12 }} placeholder="时间、地点、看到的行为、造成的后果" />
          </Form.Item>
          <Form.Item name="source" label="来源" rules={[{ required: true, message: '请选择线索来源' }]}>
            <Radio.Group options={Object.entries(clueSources).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item name="files" label="现场照片、材料">
            <Files />
          </Form.Item>
        </div>
        <div>
          <Form.Item name={['party', 'kind']} label="当事人" rules={[{ required: true }]}>
            <Radio.Group
              options={[
                { value: 'organisation', label: '法人或其他组织' },
                { value: 'citizen', label: '公民（个体经营者）' },
              ]}
            />
          </Form.Item>
          <Form.Item
            name={['party', 'name']}
            label={kind === 'citizen' ? '姓名' : '名称'}
            rules={[{ required: true, min: 2, message: '至少 2 个字' }]}
          >
            <Input maxLength={100} autoComplete="off" />
          </Form.Item>
          <Form.Item
            name={['party', 'number']}
            label={kind === 'citizen' ? '身份证号码（可后补）' : '统一社会信用代码（可后补）'}
            rules={[
              {
                validator: (_rule, value: string | undefined) =>
                  !value || (kind === 'citizen' ? checkResidentId(value) : checkUscc(value)).ok
                    ? Promise.resolve()
                    : Promise.reject(new Error(kind === 'citizen' ? '身份证号码不对，请核对 18 位' : '统一社会信用代码不对，请核对 18 位')),
              },
            ]}
            validateTrigger="onBlur"
          >
            <Input maxLength={18} className="num" autoComplete="off" />
          </Form.Item>
          <Form.Item name={['party', 'phone']} label="电话（可后补）">
            <Input maxLength={20} className="num" inputMode="tel" autoComplete="off" />
          </Form.Item>
          <Form.Item name="business" label="在经营活动中的行为" valuePropName="checked" extra="决定适用哪一档听证数额标准。">
            <Switch checkedChildren="是" unCheckedChildren="否" />
          </Form.Item>
          <Form.Item name="address" label="地址">
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="place" label="位置（在地图上点选）">
            <Place />
          </Form.Item>
        </div>
        <div className="enforcement-foot">
          <span className="quiet">
            <kbd>Ctrl Enter</kbd> 登记
          </span>
          <Button type="primary" htmlType="submit" loading={busy}>
            登记
          </Button>
        </div>
      </Form>
    </Page>
  )
}

function Place({ value, onChange }: { readonly value?: [number, number]; readonly onChange?: (place: [number, number]) => void }) {
  return (
    <Suspense fallback={<div style={{ height: 220 }} />}>
      <TownMap label="在地图上点选违法行为地" height={220} point={value} onPick={(point) => onChange?.([point[0], point[1]])} />
    </Suspense>
  )
}

const filesField = { key: 'files', title: '现场照片、材料', kind: 'files' as const, max: 20 }
function Files({
  id = 'files',
  value,
  onChange,
}: {
  readonly id?: string
  readonly value?: unknown
  readonly onChange?: (files: unknown) => void
}) {
  return (
    <Suspense fallback={null}>
      <FilesInput
        id={id}
        field={filesField}
        value={value}
        onChange={(next: unknown) => onChange?.(next ?? [])}
        invalid={false}
        describedBy={undefined}
      />
    </Suspense>
  )
}
