import { exactText, sinceText, useNow, whenText } from '../time.ts'
import type { Time } from '../time.ts'

/** A moment: relative within a day, else date and hour, exact on hover. */
export function Ago({ at, exact = false }: { readonly at: Time; readonly exact?: boolean }) {
  const now = useNow()
  const iso = new Date(at).toISOString()
  return (
    <time className="num" dateTime={iso} title={exactText(at)}>
      {exact ? whenText(at, now) : sinceText(at, now)}
    </time>
  )
}
