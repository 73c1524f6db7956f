import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'

interface LinesProps {
  readonly name: string
  readonly title: string
  readonly add: string
  readonly line: string
  readonly fresh: () => object
  readonly children: (index: number, label: string) => ReactNode
}

/** A list inside the form: a heading, its own faults, one line each, a button for another. */
function Lines({ name, title, add, line, fresh, children }: LinesProps) {
  return (
    <section className="panel matter-block">
      <h2>{title}</h2>
      <Form.List name={name}>
        {(rows, { add: append, remove }, { errors }) => (
          <>
            {rows.map(({ key, name: index }) => (
              <div key={key} className={`matter-line ${line}`}>
                {children(index, `第 ${index + 1} 行`)}
                <Button type="text" aria-label={`删除${title}第 ${index + 1} 行`} icon={<DeleteOutlined />} onClick={() => remove(index)} />
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => append(fresh())}>
              {add}
            </Button>
          </>
        )}
      </Form.List>
    </section>
  )
}

const needed = (message: string) => [{ required: true, message }]
const nextKey = (letter: string) => `${letter}${Date.now().toString(36)}`

export function ConditionLines() {
  return (
    <Lines
      name="conditions"
      title="受理条件（我能办吗）"
      add="加一个问题"
      line="matter-line-conditions"
      fresh={() => ({ key: nextKey('c'), needs: true, otherwise: '' })}
    >
      {(i, label) => (
        <>
          <Form.Item name={[i, 'question']} rules={needed('请填写问题')}>
            <Input placeholder="如：经营场所在本镇吗？" aria-label={`${label}问题`} maxLength={200} />
          </Form.Item>
          <Form.Item name={[i, 'needs']}>
            <Select
              aria-label={`${label}应答`}
              options={[
                { value: true, label: '应为是' },
                { value: false, label: '应为否' },
              ]}
            />
          </Form.Item>
          <Form.Item name={[i, 'otherwise']}>
            <Input placeholder="不符合时怎么办" aria-label={`${label}不符合时`} maxLength={200} />
          </Form.Item>
        </>
      )}
    </Lines>
  )
}

export function PaperLines() {
  return (
    <Lines
      name="materials"
      title="材料（清单之外不得再要）"
      add="加一份材料"
      line="matter-line-papers"
      fresh={() => ({
        ...{ key: nextKey('m'), source: 'applicant', form: 'original-or-electronic', copies: 1 },
        ...{ required: true, deferrable: false, promisable: false },
      })}
    >
      {(i, label) => (
        <>
          <Form.Item name={[i, 'name']} rules={needed('请填写材料名称')}>
            <Input placeholder="材料名称" aria-label={`${label}材料名称`} maxLength={80} />
          </Form.Item>
          <Form.Item name={[i, 'source']}>
            <Select
              aria-label={`${label}来源`}
              options={[
                { value: 'applicant', label: '申请人' },
                { value: 'government', label: '政府部门' },
                { value: 'third-party', label: '第三方' },
              ]}
            />
          </Form.Item>
          <Form.Item name={[i, 'form']}>
            <Select
              aria-label={`${label}形式`}
              options={[
                { value: 'original', label: '原件' },
                { value: 'copy', label: '复印件' },
                { value: 'electronic', label: '电子版' },
                { value: 'original-or-electronic', label: '原件或电子' },
              ]}
            />
          </Form.Item>
          <Form.Item name={[i, 'copies']}>
            <InputNumber min={1} max={20} aria-label={`${label}份数`} suffix="份" style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name={[i, 'licence']} getValueFromEvent={(event: { target: { value: string } }) => event.target.value || undefined}>
            <Input placeholder="电子证照代码" aria-label={`${label}电子证照代码`} maxLength={40} />
          </Form.Item>
          <div style={{ display: 'flex', gap: 8 }}>
            {(
              [
                ['required', '必要'],
                ['deferrable', '可容缺'],
                ['promisable', '可承诺'],
              ] as const
            ).map(([key, title]) => (
              <Form.Item key={key} name={[i, key]} valuePropName="checked">
                <Checkbox>{title}</Checkbox>
              </Form.Item>
            ))}
          </div>
        </>
      )}
    </Lines>
  )
}

const kinds = [
  ['text', '文字'],
  ['long-text', '长文字'],
  ['number', '数字'],
  ['date', '日期'],
  ['choice', '选项'],
  ['yes-no', '是否'],
  ['phone', '电话'],
  ['resident-id', '身份证号'],
  ['uscc', '信用代码'],
  ['place', '地点'],
] as const

export function FieldLines() {
  return (
    <Lines
      name="form"
      title="申请表（同一含义的栏目写同一个信息项，一件事里只填一次）"
      add="加一栏"
      line="matter-line-fields"
      fresh={() => ({ key: nextKey('f'), kind: 'text', required: true })}
    >
      {(i, label) => (
        <>
          <Form.Item name={[i, 'title']} rules={needed('请填写栏目名')}>
            <Input placeholder="栏目" aria-label={`${label}栏目`} maxLength={40} />
          </Form.Item>
          <Form.Item name={[i, 'kind']}>
            <Select aria-label={`${label}格式`} options={kinds.map(([value, title]) => ({ value, label: title }))} />
          </Form.Item>
          <Form.Item name={[i, 'fact']} getValueFromEvent={(event: { target: { value: string } }) => event.target.value || undefined}>
            <Input placeholder="信息项，如 baby.name" aria-label={`${label}信息项`} maxLength={60} />
          </Form.Item>
          <Form.Item
            name={[i, 'choices']}
            getValueProps={(value: readonly string[] | undefined) => ({ value: value?.join('、') ?? '' })}
            getValueFromEvent={(event: { target: { value: string } }) =>
              event.target.value ? event.target.value.split(/[、,，]/u).map((one) => one.trim()) : undefined
            }
          >
            <Input placeholder="选项，用顿号分开" aria-label={`${label}选项`} />
          </Form.Item>
          <Form.Item name={[i, 'required']} valuePropName="checked">
            <Checkbox>必填</Checkbox>
          </Form.Item>
        </>
      )}
    </Lines>
  )
}

export function FeeLines() {
  return (
    <Lines name="fees" title="收费（没有法定依据不得收费）" add="加一项收费" line="matter-line-fees" fresh={() => ({ yuan: 0 })}>
      {(i, label) => (
        <>
          <Form.Item name={[i, 'name']} rules={needed('请填写收费项目')}>
            <Input placeholder="收费项目" aria-label={`${label}收费项目`} maxLength={60} />
          </Form.Item>
          <Form.Item name={[i, 'yuan']} rules={needed('请填写金额')}>
            <InputNumber min={0} precision={2} aria-label={`${label}金额`} suffix="元" style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name={[i, 'basis']} rules={needed('请填写收费依据')}>
            <Input placeholder="收费依据" aria-label={`${label}收费依据`} maxLength={200} />
          </Form.Item>
        </>
      )}
    </Lines>
  )
}
