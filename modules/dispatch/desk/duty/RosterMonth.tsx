import { useState } from 'react'
import type { z } from 'zod'
import type { readRosterMonth } from '../../duty/endpoints.ts'
import { RosterDayDrawer } from './RosterDayDrawer.tsx'

type Month = z.infer<typeof readRosterMonth.reply>

interface RosterMonthProps {
  readonly month: Month
  readonly today: string
  readonly editable: boolean
}

const week = ['一', '二', '三', '四', '五', '六', '日']
/** Monday is the first column. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** The month as a calendar: a cell a day, a line a shift. A missing chair is said in words. */
export function RosterMonth({ month, today, editable }: RosterMonthProps) {
  const [chosen, setChosen] = useState<string>()
  const { days, entries, settings } = month
  const work = new Set(month.workdays)
  const byDay = Map.groupBy(entries, ({ day }) => day)
  const [first = today] = days
  return (
    <section className="panel roster" aria-label="月历">
      <div className="roster-head" aria-hidden="true">
        {week.map((name) => (
          <span key={name}>周{name}</span>
        ))}
      </div>
      <div className="roster-grid">
        {Array.from({ length: weekdayOf(first) }, (_, i) => (
          <span key={`blank ${i}`} className="roster-blank" />
        ))}
        {days.map((day) => {
          const own = byDay.get(day) ?? []
          return (
            <button
              key={day}
              type="button"
              className={['roster-day', day === today ? 'roster-today' : '', work.has(day) ? '' : 'roster-off'].join(' ')}
              aria-label={`${day} 值班安排`}
              onClick={() => setChosen(day)}
            >
              <span className="roster-date num">
                {Number(day.slice(8))}
                {day === today && <em>今天</em>}
                {!work.has(day) && <i>休</i>}
              </span>
              {settings.shifts.map(({ key, title }) => {
                const seated = own.filter((entry) => entry.shift === key)
                const missing = settings.posts.filter(({ key: post, wanted }) => seated.filter((e) => e.post === post).length < wanted)
                return (
                  <span key={key} className="roster-line">
                    <b>{title}</b>
                    <span className="roster-names">
                      {seated
                        .filter(({ post }) => settings.posts.find((p) => p.key === post)?.lead)
                        .map(({ person }) => person.name)
                        .join('、') || '—'}
                      {seated.length > 1 && <span className="quiet"> 等{seated.length}人</span>}
                    </span>
                    {missing.length > 0 && <span className="roster-missing">缺{missing.map(({ title: post }) => post).join('、')}</span>}
                  </span>
                )
              })}
            </button>
          )
        })}
        {Array.from({ length: 6 - weekdayOf(days.at(-1) ?? today) }, (_, i) => (
          <span key={`after ${i}`} className="roster-blank" />
        ))}
      </div>
      {chosen && <RosterDayDrawer day={chosen} month={month} editable={editable} close={() => setChosen(undefined)} />}
    </section>
  )
}
