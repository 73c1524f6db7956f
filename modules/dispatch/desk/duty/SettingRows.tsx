import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, type FormInstance, Input } from 'antd'
import type { ReactNode } from 'react'
import type { DutySettings } from '../../duty/shift.ts'

/** A key nobody has yet: keys are never reused, since what was planned under one keeps it. */
const unusedKey = (taken: readonly string[], stem: string): string => {
  let n = taken.length + 1
  while (taken.includes(`${stem}-${n}`)) n++
  return `${stem}-${n}`
}

interface SettingRowsProps {
  readonly form: FormInstance
  readonly name: 'shifts' | 'posts'
  /** What new keys begin with. */
  readonly stem: string
  /** What a row is, in the town's word. */
  readonly what: string
  /** A new row, without its key. */
  readonly fresh: Readonly<Record<string, unknown>>
  /** The fields after the name, of the row of this number. */
  readonly children: (row: number) => ReactNode
}

/** Named rows that may be added and taken away: the shifts of a day, the chairs of a shift. */
export function SettingRows({ form, name, stem, what, fresh, children }: SettingRowsProps) {
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name: row }) => (
            <div key={key} className="duty-setting-row">
              <Form.Item name={[row, 'key']} hidden>
                <Input />
              </Form.Item>
              <Form.Item name={[row, 'title']} label={row === 0 ? '名称' : undefined}>
                <Input maxLength={20} aria-label={`${what}名称`} />
              </Form.Item>
              {children(row)}
              <Button icon={<DeleteOutlined />} aria-label={`删除${what}`} onClick={() => remove(row)} />
            </div>
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() => {
              const rows: DutySettings[typeof name] | undefined = form.getFieldValue(name)
              add({
                key: unusedKey(
                  (rows ?? []).map((one) => one.key),
                  stem,
                ),
                ...fresh,
              })
            }}
          >
            加一个{what}
          </Button>
        </>
      )}
    </Form.List>
  )
}
