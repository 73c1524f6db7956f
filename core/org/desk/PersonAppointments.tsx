import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Form, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { EmptyState } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { endAppointment, movePeople, updateAppointment } from '../contract.ts'
import type { Appointment, PersonDetail } from '../contract.ts'
import { PersonPicker } from './PersonPicker.tsx'
import { PostPicker } from './PostPicker.tsx'
import { orgChanged } from './org-changed.ts'

type Act = 'move' | 'correct' | 'end'
interface Values {
  readonly postId?: string
  readonly from: string
  readonly to?: string | null
  readonly substituteFor?: string | null
}

const acts: Readonly<Record<Act, { readonly title: string; readonly note: string }>> = {
  move: { title: '调动', note: '同一天免去原岗位、任新岗位。' },
  correct: { title: '更正', note: '更正误录的起止日期或代班对象；正常离任请用“免去”。' },
  end: { title: '免去', note: '自所选日期起不再任此岗位；历史保留。' },
}
const titles = { from: '起始', to: '截止', substituteFor: '代班对象' }

/** Posts through time, newest first; what is over stays and is said to be. */
export function PersonAppointments({ person, mayChange }: { readonly person: PersonDetail; readonly mayChange: boolean }) {
  const [doing, setDoing] = useState<{ act: Act; row: Appointment }>()
  const today = dayText(useNow())
  const rows = person.appointments.toSorted((a, b) => (a.from < b.from ? 1 : -1))
  return (
    <section className="panel org-section">
      <h2 className="panel-head">任职经历</h2>
      <div className="panel-body">
        {rows.length === 0 && <EmptyState title="还没有任过岗位">安排岗位后才能登录。</EmptyState>}
        {rows.length > 0 && (
          <table className="plain-table">
            <thead>
              <tr>
                <th>起止</th>
                <th>单位</th>
                <th>岗位</th>
                <th>代班</th>
                <th>状态</th>
                <th aria-label="操作" />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const over = row.to !== null && row.to <= today
                return (
                  <tr key={row.id} className={over ? 'org-over' : ''}>
                    <td className="num">{row.to === null ? `${row.from} 起` : `${row.from} 至 ${row.to}`}</td>
                    <td>
                      <Link to={`/org/units?unit=${row.unitId}`}>{row.unitName}</Link>
                    </td>
                    <td>{row.postTitle}</td>
                    <td>{row.substituteFor ? `代 ${row.substituteFor.name}` : '—'}</td>
                    <td>{over ? '已离任' : row.from > today ? <Tag>未到任</Tag> : <Tag color="success">在任</Tag>}</td>
                    <td className="org-acts">
                      {mayChange &&
                        !over &&
                        (Object.keys(acts) as Act[]).map((act) => (
                          <Button key={act} size="small" type="text" danger={act === 'end'} onClick={() => setDoing({ act, row })}>
                            {acts[act].title}
                          </Button>
                        ))}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        )}
      </div>
      {doing && <AppointmentDrawer {...doing} today={today} close={() => setDoing(undefined)} />}
    </section>
  )
}

interface AppointmentDrawerProps {
  readonly act: Act
  readonly row: Appointment
  readonly today: string
  readonly close: () => void
}

function AppointmentDrawer({ act, row, today, close }: AppointmentDrawerProps) {
  const client = useQueryClient()
  const { title, note } = acts[act]
  const send = async ({ postId = '', from, to = null, substituteFor = null }: Values, actionId: string, version: number): Promise<void> => {
    const at = { params: { id: row.id } }
    if (act === 'move') await call(movePeople, { body: { from, moves: [{ appointmentId: row.id, postId }] } }, { actionId })
    if (act === 'correct') await call(updateAppointment, { ...at, body: { from, to, substituteFor, version } }, { actionId })
    if (act === 'end') await call(endAppointment, { ...at, body: { to: to ?? today, version } }, { actionId })
    await orgChanged(client)
  }
  return (
    <FormDrawer<Values>
      title={`${title} · ${row.personName} ${row.unitName}${row.postTitle}`}
      submit={title}
      danger={act === 'end'}
      note={note}
      initial={
        act === 'correct' ? { from: row.from, to: row.to, substituteFor: row.substituteFor?.personId ?? null } : { from: today, to: today }
      }
      opened={{ ...row }}
      titles={titles}
      close={close}
      send={(values, { actionId, version }) => send(values, actionId, version)}
    >
      {act === 'move' && (
        <Form.Item name="postId" label="新岗位" rules={[{ required: true, message: '请选择新岗位' }]}>
          <PostPicker />
        </Form.Item>
      )}
      {act !== 'end' && (
        <Form.Item name="from" label={act === 'move' ? '调动日期' : '起始日期'} rules={[{ required: true, message: '请选择日期' }]}>
          <DayInput />
        </Form.Item>
      )}
      {act !== 'move' && (
        <Form.Item
          name="to"
          label={act === 'end' ? '免去日期（当日起不再任职）' : '截止日期（当日起不再任职）'}
          rules={act === 'end' ? [{ required: true, message: '请选择日期' }] : []}
        >
          <DayInput clear={act === 'correct'} placeholder="未定" />
        </Form.Item>
      )}
      {act === 'correct' && (
        <Form.Item name="substituteFor" label="代班：代替谁">
          <PersonPicker />
        </Form.Item>
      )}
    </FormDrawer>
  )
}
