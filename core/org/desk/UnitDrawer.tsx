import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, InputNumber, Select } from 'antd'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { closeUnit, moveUnit, renameUnit, unitKindTitles, updateUnit } from '../contract.ts'
import type { UnitDetail, UnitKind } from '../contract.ts'
import { orgChanged } from './org-changed.ts'
import { kindOptions, unitOptions } from './unit-options.ts'
import type { TreeRow } from './unit-options.ts'

export type UnitChange = 'rename' | 'move' | 'edit' | 'end'

interface Values {
  readonly name: string
  readonly short?: string
  readonly from: string
  readonly parentId: string | null
  readonly kind: UnitKind
  readonly code?: string | null
  readonly position: number
}

const words: Readonly<Record<UnitChange, { readonly title: string; readonly submit: string; readonly note: string }>> = {
  rename: { title: '更名', submit: '更名', note: '自生效日期起用新名称；此前的案件和记录仍显示旧名。' },
  move: { title: '调整隶属', submit: '调整', note: '自生效日期起改归新上级；此前的统计仍按原隶属。' },
  edit: { title: '改类别、编号、排序', submit: '保存', note: '这几项不带日期，立即生效。改名称、隶属请用“更名”“调整隶属”。' },
  end: { title: '撤销单位', submit: '撤销', note: '须先移走人员和下级单位；撤销后历史记录保留，岗位同日截止。' },
}
const titles = { name: '名称', short: '简称', parentId: '上级', kind: '类别', code: '编号', position: '排序', to: '撤销日期' }

interface UnitDrawerProps {
  readonly change: UnitChange
  readonly unit: UnitDetail
  readonly rows: readonly TreeRow[]
  readonly today: string
  readonly close: () => void
}

/** The dated changes of a unit; a second editor is told what the first changed. */
export function UnitDrawer({ change, unit, rows, today, close }: UnitDrawerProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { title, submit, note } = words[change]
  const at = { params: { id: unit.id } }
  const send = async ({ name, short, from, parentId, kind, code, position }: Values, actionId: string, version: number): Promise<void> => {
    const options = { actionId }
    if (change === 'rename') await call(renameUnit, { ...at, body: { name, short: short || undefined, from, version } }, options)
    if (change === 'move') await call(moveUnit, { ...at, body: { parentId, from, version } }, options)
    if (change === 'edit') await call(updateUnit, { ...at, body: { kind, code: code || null, position, version } }, options)
    if (change === 'end') await call(closeUnit, { ...at, body: { to: from, version } }, options)
    void message.success(`“${unit.name}”：${title}已办理`)
    await orgChanged(client)
  }
  const nameOf = (id: unknown): string | undefined => rows.find((row) => row.id === id)?.name
  return (
    <FormDrawer<Values>
      title={`${title} · ${unit.name}`}
      submit={submit}
      danger={change === 'end'}
      note={note}
      draft={`org.unit.${change}.${unit.id}`}
      // A short name that only repeats the long one follows it.
      initial={{
        name: unit.name,
        short: unit.short === unit.name ? '' : unit.short,
        from: today,
        parentId: unit.parentId,
        kind: unit.kind,
        code: unit.code,
        position: unit.position,
      }}
      opened={{ ...unit }}
      titles={titles}
      words={(key, value) => (key === 'parentId' ? nameOf(value) : key === 'kind' ? unitKindTitles[value as UnitKind] : undefined)}
      close={close}
      send={(values, { actionId, version }) => send(values, actionId, version)}
    >
      {change === 'rename' && (
        <>
          <Form.Item name="name" label="新名称" rules={[{ required: true, min: 2, message: '单位名称至少 2 个字' }]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="short" label="简称（空着则同名称）">
            <Input maxLength={20} />
          </Form.Item>
        </>
      )}
      {change === 'move' && (
        <Form.Item name="parentId" label="新上级单位">
          <Select options={unitOptions(rows, unit.id)} showSearch={{ optionFilterProp: 'words' }} />
        </Form.Item>
      )}
      {change === 'edit' && (
        <>
          <Form.Item name="kind" label="类别">
            <Select options={kindOptions} disabled={unit.kind === 'town'} />
          </Form.Item>
          <Form.Item name="code" label="编号">
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="position" label="排序（小的在前）" rules={[{ required: true, message: '请填写排序' }]}>
            <InputNumber min={0} max={99_999} precision={0} />
          </Form.Item>
        </>
      )}
      {change !== 'edit' && (
        <Form.Item
          name="from"
          label={change === 'end' ? '撤销日期（当日起不再在设）' : '生效日期'}
          rules={[{ required: true, message: '请选择日期' }]}
        >
          <DayInput />
        </Form.Item>
      )}
    </FormDrawer>
  )
}
