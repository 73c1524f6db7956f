import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Input, Select } from 'antd'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { createPost, listRoles, updatePost } from '../contract.ts'
import type { Post } from '../contract.ts'
import { AreasInput } from './AreasInput.tsx'
import { orgChanged } from './org-changed.ts'

interface Values {
  readonly title: string
  readonly role: string
  readonly areas?: string[]
  readonly from: string
  readonly to?: string | null
}

interface PostDrawerProps {
  readonly unit: { readonly id: string; readonly name: string; readonly from: string }
  /** Left out: a new one. */
  readonly post?: Post | undefined
  readonly close: () => void
}

const titles = { title: '岗位名称', role: '角色', areas: '辖区', to: '截止日期' }

/** A chair in a unit: its role decides what it may do, its areas how far. */
export function PostDrawer({ unit, post, close }: PostDrawerProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const roles = useEndpoint(listRoles, {}, { staleTime: 60_000 })
  const mayAdmins = useMay('org.role.manage')
  const options = (roles.data?.rows ?? []).map(({ key, title, duty }) => ({
    value: key,
    label: title,
    disabled: duty !== null && !mayAdmins,
  }))
  const roleTitle = (key: unknown): string | undefined => options.find(({ value }) => value === key)?.label
  const today = dayText(useNow())
  const send = async ({ title, role, areas = [], from, to }: Values, actionId: string, version: number): Promise<void> => {
    if (post) await call(updatePost, { params: { id: post.id }, body: { title, role, areas, to: to ?? null, version } }, { actionId })
    else await call(createPost, { body: { unitId: unit.id, title, role, areas, from } }, { actionId })
    void message.success(post ? '岗位已修改' : `已设岗位“${title}”，可接着安排人员`)
    await orgChanged(client)
  }
  return (
    <FormDrawer<Values>
      title={post ? `修改岗位 · ${post.title}` : `设岗位 · ${unit.name}`}
      submit={post ? '保存' : '设岗位'}
      draft={`org.post.${post?.id ?? unit.id}`}
      initial={
        post
          ? { title: post.title, role: post.role, areas: post.areas, from: post.from, to: post.to }
          : { from: unit.from > today ? unit.from : today }
      }
      {...(post ? { opened: { ...post } } : {})}
      titles={titles}
      words={(key, value) => (key === 'role' ? roleTitle(value) : undefined)}
      close={close}
      send={(values, { actionId, version }) => send(values, actionId, version)}
    >
      <Form.Item name="title" label="岗位名称" rules={[{ required: true, message: '请填写岗位名称' }]}>
        <Input maxLength={60} placeholder="如：受理岗、分管领导" />
      </Form.Item>
      <Form.Item
        name="role"
        label="角色"
        extra="角色决定这个岗位能办什么；管理员角色由安全管理员设置。"
        rules={[{ required: true, message: '请选择角色' }]}
      >
        <Select options={options} loading={roles.isPending} showSearch={{ optionFilterProp: 'label' }} placeholder="请选择角色" />
      </Form.Item>
      <Form.Item
        name="areas"
        label="辖区（选填）"
        extra="可选多个；选上级即包含其全部下级。不分片的岗位不用选。"
        rules={[{ type: 'array', max: 200, message: '一个岗位最多 200 个辖区' }]}
      >
        <AreasInput />
      </Form.Item>
      {post ? (
        <Form.Item name="to" label="截止日期（当日起不再设此岗位）">
          <DayInput clear placeholder="未定" />
        </Form.Item>
      ) : (
        <Form.Item name="from" label="起始日期" rules={[{ required: true, message: '请选择起始日期' }]}>
          <DayInput />
        </Form.Item>
      )}
    </FormDrawer>
  )
}
