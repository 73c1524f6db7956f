import { Button, Form, Input, Radio, Select } from 'antd'
import type { Limit } from '#core/calendar/contract.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import type { ClassCatalogue } from '../../classes/class.ts'
import type { Duty, UnitRole } from '../../classes/duty.ts'
import { unitRoles } from '../../classes/duty.ts'
import { LimitField } from './LimitField.tsx'

interface Values extends Pick<Duty, 'classCode' | 'lead' | 'standard' | 'basis' | 'source'> {
  readonly co?: UnitRole[] | undefined
  readonly finish?: Limit | undefined
  readonly makeSafe?: Limit | undefined
}

interface DutyDrawerProps {
  readonly row: Duty | undefined
  readonly taken: readonly string[]
  readonly catalogue: ClassCatalogue | undefined
  readonly put: (code: string, row: Duty | null) => void
  readonly close: () => void
}

const units = (Object.entries(unitRoles) as [UnitRole, string][]).map(([value, label]) => ({ value, label }))

/** One line of the list; it also holds for every class below its own. */
export function DutyDrawer({ row, taken, catalogue, put, close }: DutyDrawerProps) {
  const classes = (catalogue?.classes ?? []).map(({ code, name, level }) => ({
    value: code,
    label: `${'　'.repeat(level - 1)}${name} ${code}`,
    disabled: taken.includes(code) && code !== row?.classCode,
  }))
  return (
    <FormDrawer<Values>
      title={row ? '修改责任' : '新增一条责任'}
      submit="放入待发布"
      size={520}
      initial={row ? { ...row, ...row.limits } : { co: [], basis: '本镇自定', source: '示例' }}
      note="这一条对所选类别及其下级都有效，下级另有一条的除外。修改先放入待发布。"
      close={close}
      send={async ({ classCode, lead, co = [], standard, basis, source, finish, makeSafe }) => {
        const limits = finish ? { limits: { finish, ...(makeSafe ? { makeSafe } : {}) } } : {}
        put(classCode, { classCode, lead, co, standard, ...limits, basis, source })
      }}
    >
      <Form.Item name="classCode" label="类别" rules={[{ required: true, message: '请选择类别' }]}>
        <Select disabled={row !== undefined} showSearch={{ optionFilterProp: 'label' }} options={classes} placeholder="按名称或编码找" />
      </Form.Item>
      <Form.Item name="lead" label="主办" rules={[{ required: true, message: '请选择主办单位' }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={units} placeholder="请选择主办单位" />
      </Form.Item>
      <Form.Item
        name="co"
        label="协办"
        dependencies={['lead']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value: UnitRole[] | undefined) =>
              value?.includes(getFieldValue('lead') as UnitRole) ? Promise.reject(new Error('协办单位不能与主办相同')) : Promise.resolve(),
          }),
        ]}
      >
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={units} placeholder="没有可空着" />
      </Form.Item>
      <Form.Item name="standard" label="处置标准（做到什么算办好）" rules={[{ required: true, message: '请填写处置标准' }]}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <Form.Item name="finish" label="办结时限（空着则按类别）">
        <LimitField label="办结时限" />
      </Form.Item>
      <Form.Item name="makeSafe" label="先行处置时限（填了办结时限才有效）">
        <LimitField label="先行处置时限" />
      </Form.Item>
      <Form.Item name="basis" label="依据" rules={[{ required: true, message: '请填写依据' }]}>
        <Input maxLength={200} placeholder="如：某某办法第几条" />
      </Form.Item>
      <Form.Item name="source" label="来源">
        <Radio.Group
          options={[
            { value: '出处', label: '有出处' },
            { value: '示例', label: '示例（待本镇确认）' },
          ]}
        />
      </Form.Item>
      {row && (
        <Button
          danger
          onClick={() => {
            put(row.classCode, null)
            close()
          }}
        >
          从新版中删除这一条
        </Button>
      )}
    </FormDrawer>
  )
}
