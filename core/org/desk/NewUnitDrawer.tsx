import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { createUnit } from '../contract.ts'
import { orgChanged } from './org-changed.ts'
import { kindOptions, unitOptions } from './unit-options.ts'
import type { TreeRow } from './unit-options.ts'

type Values = z.input<(typeof createUnit)['body']>

interface NewUnitDrawerProps {
  readonly rows: readonly TreeRow[]
  readonly parentId: string | undefined
  readonly close: () => void
  readonly done?: (id: string) => void
}

/** The first of three steps to a working office: the unit, then its posts, then its people. */
export function NewUnitDrawer({ rows, parentId, close, done }: NewUnitDrawerProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const today = dayText(useNow())
  return (
    <FormDrawer<Values>
      title="设立单位"
      submit="设立"
      draft="org.new-unit"
      initial={{ kind: 'back', parentId: parentId ?? null, from: today }}
      note="三步：设立单位 → 设岗位 → 安排人员。设立后在单位页上接着做后两步。"
      close={close}
      send={async (values, { actionId }) => {
        const unit = await call(
          createUnit,
          { body: { ...values, short: values.short || undefined, code: values.code || undefined } },
          { actionId },
        )
        void message.success(`已设立“${unit.name}”，接着设岗位`)
        await orgChanged(client)
        done?.(unit.id)
      }}
    >
      <Form.Item name="name" label="单位名称" rules={[{ required: true, min: 2, message: '单位名称至少 2 个字' }]}>
        <Input maxLength={60} placeholder="如：社会治理办公室" />
      </Form.Item>
      <Form.Item name="short" label="简称（选填，空着则同名称）">
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="kind" label="类别" rules={[{ required: true, message: '请选择类别' }]}>
        <Select options={kindOptions} />
      </Form.Item>
      <Form.Item name="parentId" label="上级单位">
        <Select options={unitOptions(rows)} showSearch={{ optionFilterProp: 'words' }} placeholder="请选择上级单位" />
      </Form.Item>
      <Form.Item name="from" label="设立日期" rules={[{ required: true, message: '请选择设立日期' }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="code" label="编号（选填）">
        <Input maxLength={40} />
      </Form.Item>
    </FormDrawer>
  )
}
