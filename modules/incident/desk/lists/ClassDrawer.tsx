import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import type { Limit } from '#core/calendar/contract.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import type { ClassKind, IncidentClass } from '../../classes/class.ts'
import { gradeRules } from '../../classes/grades.ts'
import { LimitField } from './LimitField.tsx'

interface Values extends Pick<IncidentClass, 'code' | 'name' | 'grade' | 'limitBasis' | 'limitSource' | 'source'> {
  readonly aliases?: string[] | undefined
  readonly family?: string | undefined
  readonly finish: Limit
  readonly makeSafe?: Limit | undefined
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly note?: string | undefined
}

interface ClassDrawerProps {
  readonly row: IncidentClass | undefined
  readonly rows: readonly IncidentClass[]
  readonly under: string | undefined
  readonly put: (code: string, row: IncidentClass | null) => void
  readonly close: () => void
}

const kindOf: Readonly<Record<string, ClassKind>> = { B: 'component', E: 'event', S: 'social' }
const sources = [
  { value: '出处', label: '有出处' },
  { value: '示例', label: '示例（待本镇确认）' },
]

function rowOf(values: Values): IncidentClass {
  const { code, name, grade, aliases = [], family, finish, makeSafe, limitBasis, limitSource, before = 0, after = 0, source, note } = values
  const level = code.length === 3 ? 1 : code.length === 5 ? 2 : 3
  return {
    code,
    name,
    level,
    kind: kindOf[code.charAt(0)] ?? 'event',
    ...(level > 1 ? { parent: code.slice(0, -2) } : {}),
    aliases,
    ...(family ? { family } : {}),
    grade,
    limits: { finish, ...(makeSafe ? { makeSafe } : {}) },
    limitBasis,
    limitSource,
    evidence: { before, after },
    source,
    ...(note ? { note } : {}),
  }
}

/** One class; the change waits in the bar until a new version is published. */
export function ClassDrawer({ row, rows, under = '', put, close }: ClassDrawerProps) {
  const below = row ? rows.filter(({ parent }) => parent === row.code) : []
  const initial: Partial<Values> = row
    ? { ...row, ...row.limits, ...row.evidence }
    : {
        code: under,
        grade: 'III',
        finish: { n: 3, unit: 'working-day' },
        limitBasis: '本镇自定',
        limitSource: '示例',
        source: '示例',
        before: 1,
        after: 1,
      }
  const check = (_rule: unknown, code: string): Promise<void> => {
    if (row) return Promise.resolve()
    if (!/^(?:[BE]\d{2}(?:\d{2}){0,2}|S\d{2}(?:\d{2}){0,2})$/u.test(code))
      return Promise.reject(new Error('编码应为 B、E 或 S 加 2、4 或 6 位数字'))
    if (rows.some((one) => one.code === code)) return Promise.reject(new Error('这个编码已被使用'))
    if (code.length > 3 && !rows.some((one) => one.code === code.slice(0, -2)))
      return Promise.reject(new Error(`先建立上级类别 ${code.slice(0, -2)}`))
    return Promise.resolve()
  }
  return (
    <FormDrawer<Values>
      title={row ? `修改类别 · ${row.code} ${row.name}` : '新增类别'}
      submit="放入待发布"
      size={520}
      initial={initial}
      note="修改先放入待发布，全部改好后一起发布新版；在办事件不受影响。"
      close={close}
      send={async (values) => put(values.code, rowOf({ ...values, code: row?.code ?? values.code }))}
    >
      <Form.Item
        name="code"
        label="编码"
        extra="大类 2 位、小类 4 位、细类 6 位数字，前面加 B 部件、E 事件、S 社会治理。"
        rules={[{ validator: check }]}
      >
        <Input disabled={row !== undefined} maxLength={7} />
      </Form.Item>
      <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写类别名称' }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item
        name="aliases"
        label="别名（群众的说法，用于推荐类别）"
        rules={[{ type: 'array', defaultField: { type: 'string', min: 2, message: '别名至少 2 个字' } }]}
      >
        <Select mode="tags" open={false} suffix={null} tokenSeparators={[' ', '，', '、']} />
      </Form.Item>
      <Form.Item name="grade" label="默认等级">
        <Radio.Group options={gradeRules.map(({ grade, name }) => ({ value: grade, label: name }))} />
      </Form.Item>
      <Form.Item name="finish" label="办结时限" rules={[{ required: true, message: '请填写办结时限' }]}>
        <LimitField label="办结时限" />
      </Form.Item>
      <Form.Item name="makeSafe" label="先行处置时限（没有可空着）">
        <LimitField label="先行处置时限" />
      </Form.Item>
      <Form.Item name="limitBasis" label="时限依据" rules={[{ required: true, message: '请填写时限依据' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="limitSource" label="时限来源">
        <Radio.Group options={sources} />
      </Form.Item>
      <div className="lists-pair">
        <Form.Item name="before" label="处置前照片至少">
          <InputNumber min={0} max={20} precision={0} suffix="张" />
        </Form.Item>
        <Form.Item name="after" label="处置后照片至少">
          <InputNumber min={0} max={20} precision={0} suffix="张" />
        </Form.Item>
      </div>
      <Form.Item name="source" label="类别来源">
        <Radio.Group options={sources} />
      </Form.Item>
      <Form.Item name="note" label="备注">
        <Input.TextArea rows={2} maxLength={300} />
      </Form.Item>
      <Form.Item name="family" hidden>
        <Input />
      </Form.Item>
      {row && (
        <Button
          danger
          disabled={below.length > 0}
          onClick={() => {
            put(row.code, null)
            close()
          }}
        >
          {below.length > 0 ? `下面还有 ${below.length} 个类别，不能删除` : '从新版中删除这个类别'}
        </Button>
      )}
    </FormDrawer>
  )
}
