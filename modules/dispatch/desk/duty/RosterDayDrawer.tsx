import { useQueryClient } from '@tanstack/react-query'
import { App, Drawer } from 'antd'
import type { z } from 'zod'
import { call } from '#platform/client/call.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { newId } from '#platform/contract/id.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { readDutyNow, readRosterMonth, setRosterCell } from '../../duty/endpoints.ts'
import { PeopleSelect } from './PeopleSelect.tsx'

interface RosterDayDrawerProps {
  readonly day: string
  readonly month: z.infer<typeof readRosterMonth.reply>
  readonly editable: boolean
  readonly close: () => void
}

/** One day, chair by chair; a change is kept as soon as it is made. */
export function RosterDayDrawer({ day, month, editable, close }: RosterDayDrawerProps) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { settings, entries } = month
  const keep = async (shift: string, post: string, personIds: string[]): Promise<void> => {
    try {
      await call(setRosterCell, { body: { actionId: newId(), day, shift, post, personIds } })
    } catch (error) {
      void message.error(problemText(error))
    }
    await client.invalidateQueries({ queryKey: keyOf(readRosterMonth) })
    await client.invalidateQueries({ queryKey: keyOf(readDutyNow) })
  }
  return (
    <Drawer open onClose={close} size={440} title={`${day} 值班安排`}>
      {settings.shifts.map(({ key: shift, title, from, to }) => (
        <section key={shift} className="roster-edit">
          <h3>
            {title} <span className="quiet num">{`${from}–${to}`}</span>
          </h3>
          {settings.posts.map(({ key: post, title: postTitle, wanted }) => {
            const seated = entries.filter((entry) => entry.day === day && entry.shift === shift && entry.post === post)
            const short = seated.length < wanted
            return (
              <div key={post} className="roster-edit-row">
                <label htmlFor={`${shift}-${post}`}>
                  {postTitle}
                  <span className={short ? 'duty-late num' : 'quiet num'}>
                    {' '}
                    {seated.length}/{wanted}
                  </span>
                </label>
                {editable ? (
                  <PeopleSelect
                    id={`${shift}-${post}`}
                    people={seated.map(({ person, unit }) => ({ id: person.id, name: `${person.name}　${unit}` }))}
                    onChange={(ids) => void keep(shift, post, ids)}
                  />
                ) : (
                  <span>{seated.map(({ person, unit }) => `${person.name}（${unit}）`).join('、') || '未排'}</span>
                )}
              </div>
            )
          })}
        </section>
      ))}
      {editable && <p className="quiet">改动立即保存并留痕。整月排班请用“导入整月”。</p>}
    </Drawer>
  )
}
