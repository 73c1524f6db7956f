import { useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { exactText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay, useViewer } from '#platform/client/viewer.ts'
import { getPerson } from '../contract.ts'
import { AccountDrawer } from './AccountDrawer.tsx'
import type { AccountAct } from './AccountDrawer.tsx'
import { AppointDrawer } from './AppointDrawer.tsx'
import { PersonAppointments } from './PersonAppointments.tsx'
import { PersonDrawer } from './PersonDrawer.tsx'
import { PhoneText } from './PhoneText.tsx'
import { orgChanged } from './org-changed.ts'
import './org-desk.css'

/** One person: account, posts through time, and what may be done about both. */
export function PersonPage() {
  const { id } = useParams({ strict: false }) as { id: string }
  const found = useEndpoint(getPerson, { params: { id } })
  const client = useQueryClient()
  const { message } = App.useApp()
  const { personId } = useViewer()
  const mayEdit = useMay('org.person.manage')
  const mayAccount = useMay('org.account.manage')
  const mayAppoint = useMay('org.appointment.manage')
  const [editing, setEditing] = useState(false)
  const [appointing, setAppointing] = useState(false)
  const [act, setAct] = useState<AccountAct>()
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  const person = found.data
  if (!person)
    return (
      <Page title="人员信息">
        <LoadingSkeleton title rows={8} />
      </Page>
    )
  const locked = person.lockedUntil !== null
  return (
    <Page
      title={person.name}
      remark={
        <>
          <Link to="/org/people">人员</Link> / 账号 {person.login}
        </>
      }
      actions={
        <>
          {mayEdit && <Button onClick={() => setEditing(true)}>修改信息</Button>}
          {mayAccount && locked && <Button onClick={() => setAct('unlock')}>解除锁定</Button>}
          {mayAccount && <Button onClick={() => setAct('password')}>重置密码</Button>}
          {mayAccount && <Button onClick={() => setAct('factor')}>解除动态口令</Button>}
          {mayAppoint && person.status === 'active' && personId !== id && (
            <Button type="primary" onClick={() => setAppointing(true)}>
              任职
            </Button>
          )}
        </>
      }
    >
      <section className="panel panel-body">
        <dl className="facts">
          <div>
            <dt>状态</dt>
            <dd>
              {person.status === 'active' ? '在用' : <Tag color="error">已停用</Tag>}
              {person.lockedUntil !== null && <Tag color="warning">登录锁定至 {exactText(person.lockedUntil)}</Tag>}
              {person.mustChangePassword && <Tag>下次登录须改密码</Tag>}
            </dd>
          </div>
          <div>
            <dt>电话</dt>
            <dd>
              <PhoneText person={person} />
            </dd>
          </div>
          <div>
            <dt>最近登录</dt>
            <dd>{person.lastSignIn === null ? '从未登录' : <Ago at={person.lastSignIn} />}</dd>
          </div>
          <div>
            <dt>今天的岗位</dt>
            <dd>{person.posts.length === 0 ? <span className="org-vacant">没有岗位，不能登录</span> : person.posts.join('；')}</dd>
          </div>
        </dl>
      </section>
      <PersonAppointments person={person} mayChange={mayAppoint && personId !== id} />
      {editing && <PersonDrawer person={person} close={() => setEditing(false)} />}
      {appointing && <AppointDrawer person={person} close={() => setAppointing(false)} />}
      {act && (
        <AccountDrawer
          act={act}
          person={person}
          close={() => setAct(undefined)}
          done={(words) => {
            void message.success(words)
            void orgChanged(client)
          }}
        />
      )}
    </Page>
  )
}
