import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readDutyNow } from '../../duty/endpoints.ts'

type Now = z.infer<typeof readDutyNow.reply>

/** Who is here now, who comes next, who holds the shift and what they must know. */
export function DutyNow() {
  const found = useEndpoint(readDutyNow, {}, { keep: true })
  const may = useMay('dispatch.duty.manage')
  if (!found.data) return <LoadingSkeleton rows={3} />
  const { slot, next, people, nextPeople, shift, urgent } = found.data
  return (
    <section className="duty-now" aria-label="现在与下一班">
      <div className="panel duty-shift duty-shift-now">
        <h2>
          {slot ? slot.title : '现在没有班次'}
          {slot && <span className="quiet num"> 至 {whenText(slot.endsAt)}</span>}
        </h2>
        <Chairs chairs={people} />
      </div>
      <div className="panel duty-shift">
        <h2>
          下一班 {next?.title}
          {next && <span className="quiet num"> {whenText(next.startsAt)} 起</span>}
        </h2>
        <Chairs chairs={nextPeople} />
      </div>
      <div className="panel duty-shift">
        <h2>当班</h2>
        {shift ? (
          <p>
            <b>{shift.takenBy.name}</b> <Ago at={shift.takenAt} /> 接{shift.slot.title}
            {slot && (shift.slot.day !== slot.day || shift.slot.shift !== slot.shift) && (
              <span className="duty-late">　✕ {slot.title}还没有人接班</span>
            )}
          </p>
        ) : (
          <p className="duty-late">✕ 还没有人接班</p>
        )}
        <p>
          未办结的紧急事件 <b className={urgent > 0 ? 'num duty-late' : 'num'}>{urgent}</b> 件
          {may && (
            <>
              　<Link to="/duty/handover">去交接班</Link>
            </>
          )}
        </p>
      </div>
    </section>
  )
}

function Chairs({ chairs }: { readonly chairs: Now['people'] }) {
  return (
    <dl className="duty-chairs">
      {chairs.map(({ post, title, people, wanted }) => (
        <div key={post}>
          <dt>{title}</dt>
          <dd>
            {people.length > 0 ? (
              people.map(({ name }) => name).join('、')
            ) : (
              <span className={wanted > 0 ? 'duty-late' : 'quiet'}>未排</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
