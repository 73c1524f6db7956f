import { Form, Input } from 'antd'
import { useRef, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { OnceSecret } from '#platform/client/desk/OnceSecret.tsx'
import { resetPassword, resetSecondFactor, unlockAccount } from '../contract.ts'
import type { Person } from '../contract.ts'

export type AccountAct = 'unlock' | 'password' | 'factor'

const words: Readonly<Record<AccountAct, { readonly title: string; readonly note: string; readonly done: string }>> = {
  unlock: { title: '解除锁定', note: '连续 5 次密码不对会锁定 30 分钟。解除前请确认是本人。', done: '已解除锁定并留痕' },
  password: {
    title: '重置密码',
    note: '生成一次性密码，只显示一次；此人现有登录全部退出，首次登录须修改。',
    done: '密码已重置并留痕',
  },
  factor: { title: '解除动态口令', note: '手机丢失或更换时用；此人下次登录后须重新绑定。', done: '动态口令已解除并留痕' },
}

interface AccountDrawerProps {
  readonly act: AccountAct
  readonly person: Pick<Person, 'id' | 'name' | 'login'>
  readonly close: () => void
  readonly done: (words: string) => void
}

/** What the security administrator does for somebody's account; each asks for a reason and leaves a trace. */
export function AccountDrawer({ act, person, close, done }: AccountDrawerProps) {
  const made = useRef<string | undefined>(undefined)
  const [once, setOnce] = useState<string>()
  const { title, note, done: doneWords } = words[act]
  const send = async (reason: string, actionId: string): Promise<void> => {
    const input = { params: { id: person.id }, body: { reason } }
    if (act === 'unlock') await call(unlockAccount, input, { actionId })
    if (act === 'factor') await call(resetSecondFactor, input, { actionId })
    if (act === 'password') made.current = (await call(resetPassword, input, { actionId })).password
    done(doneWords)
  }
  if (once !== undefined)
    return (
      <OnceSecret
        title={`${person.name}（${person.login}）的一次性密码`}
        secret={once}
        remark="请当面或通过可靠渠道告知本人；首次登录须修改。"
        close={close}
      />
    )
  return (
    <FormDrawer<{ reason: string }>
      title={`${title} · ${person.name}`}
      submit={title}
      danger={act !== 'unlock'}
      note={note}
      close={() => (made.current === undefined ? close() : setOnce(made.current))}
      send={({ reason }, { actionId }) => send(reason, actionId)}
    >
      <Form.Item name="reason" label="理由（会留痕）" rules={[{ required: true, min: 2, message: '请写明理由，至少 2 个字' }]}>
        <Input.TextArea rows={3} maxLength={200} placeholder="如：本人到场核验身份后申请" />
      </Form.Item>
    </FormDrawer>
  )
}
