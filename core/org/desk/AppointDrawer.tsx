import { useQueryClient } from '@tanstack/react-query'
import { App, Form, Segmented } from 'antd'
import { useRef, useState } from 'react'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { OnceSecret } from '#platform/client/desk/OnceSecret.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { useMay } from '#platform/client/viewer.ts'
import { createAppointment, createPerson } from '../contract.ts'
import type { Person, Post } from '../contract.ts'
import { PersonFields } from './PersonFields.tsx'
import type { PersonValues } from './PersonFields.tsx'
import { PersonPicker } from './PersonPicker.tsx'
import { PostPicker } from './PostPicker.tsx'
import { orgChanged } from './org-changed.ts'

interface Values extends PersonValues {
  readonly personId?: string
  readonly postId?: string
  readonly from: string
  readonly to?: string | null
  readonly substituteFor?: string | null
}

interface AppointDrawerProps {
  /** One of the two is known already, the other is asked. */
  readonly post?: Post
  readonly person?: Pick<Person, 'id' | 'name'>
  readonly close: () => void
}

/** 任职: somebody the town knows, or a new person whose account is made on the way. */
export function AppointDrawer({ post, person, close }: AppointDrawerProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const mayCreate = useMay('org.person.manage') && person === undefined
  const [fresh, setFresh] = useState(false)
  const [once, setOnce] = useState<{ login: string; password: string }>()
  // The account outlives a refused appointment: the next try appoints the person made before.
  const made = useRef<{ personId: string; login: string; password: string } | undefined>(undefined)
  const today = dayText(useNow())
  const send = async (values: Values, actionId: string): Promise<void> => {
    const { name = '', login = '', phone, postId = '', from, to = null, substituteFor = null } = values
    if (fresh && made.current?.login !== login) {
      const reply = await call(createPerson, { body: { name, login, phone: phone || undefined } }, { actionId: newId() })
      made.current = { personId: reply.person.id, login, password: reply.password }
    }
    const personId = fresh ? (made.current?.personId ?? '') : (person?.id ?? values.personId ?? '')
    await call(createAppointment, { body: { personId, postId: post?.id ?? postId, from, to, substituteFor } }, { actionId })
    void message.success('任职已生效并留痕')
    await orgChanged(client)
  }
  if (once)
    return (
      <OnceSecret
        title={`账号 ${once.login} 的一次性密码`}
        secret={once.password}
        remark="请当面或通过可靠渠道告知本人；首次登录须修改。"
        close={close}
      />
    )
  return (
    <FormDrawer<Values>
      title={post ? `安排人员 · ${post.unitName} ${post.title}` : `任职 · ${person?.name ?? ''}`}
      submit="任职"
      draft={`org.appoint.${post?.id ?? person?.id ?? ''}`}
      initial={{ from: post && post.from > today ? post.from : today }}
      // A new account's password is shown before anything closes, even when the appointment itself was refused.
      close={() => (made.current ? setOnce(made.current) : close())}
      send={(values, { actionId }) => send(values, actionId)}
    >
      {mayCreate && (
        <Form.Item>
          <Segmented
            block
            aria-label="人员来源"
            value={fresh ? 'new' : 'known'}
            options={[
              { value: 'known', label: '已有人员' },
              { value: 'new', label: '新建人员和账号' },
            ]}
            onChange={(value) => setFresh(value === 'new')}
          />
        </Form.Item>
      )}
      {fresh && <PersonFields login />}
      {!fresh && !person && (
        <Form.Item name="personId" label="人员" rules={[{ required: true, message: '请选择人员' }]}>
          <PersonPicker />
        </Form.Item>
      )}
      {!post && (
        <Form.Item name="postId" label="岗位" rules={[{ required: true, message: '请选择岗位' }]}>
          <PostPicker />
        </Form.Item>
      )}
      <Form.Item name="from" label="起始日期" rules={[{ required: true, message: '请选择起始日期' }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="to" label="截止日期（当日起不再任职；长期任职可空着）">
        <DayInput clear placeholder="未定" />
      </Form.Item>
      <Form.Item name="substituteFor" label="代班：代替谁（不是代班可空着）">
        <PersonPicker />
      </Form.Item>
    </FormDrawer>
  )
}
