import { Icon } from '#platform/client/field/Icon.tsx'
import { exactText, spanText, whenText } from '#platform/client/time.ts'
import { type FieldCase, findDue } from './field-case.ts'
import { useServerNow } from './use-shift.ts'

/** How long is left: words, colour and a sign, since colour alone is not seen by everybody and not in the sun. */
export function DueText({ one, long = false }: { readonly one: FieldCase; readonly long?: boolean }) {
  const now = useServerNow()
  const due = findDue(one)
  if (!due) return null
  if (due.paused || due.dueAt === undefined) return <span className="due paused">{due.title}计时暂停</span>
  const left = due.dueAt - now
  const tone = left < 0 ? 'late' : left < 2 * 3_600_000 ? 'soon' : 'fine'
  return (
    <span className={`due ${tone}`} title={exactText(due.dueAt)}>
      <Icon name={left < 0 ? 'warn' : 'clock'} />
      {due.title}
      {left < 0 ? `超时 ${spanText(left)}` : `还剩 ${spanText(left)}`}
      {long && `（${whenText(due.dueAt, now)}）`}
    </span>
  )
}
