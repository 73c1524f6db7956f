import { sinceText, useNow } from '../time.ts'

/** How old what is shown is, as soon as that matters: an old list must not look alive. @param at device clock, epoch ms */
export function Stale({ at }: { readonly at: number | undefined }) {
  const now = useNow()
  if (at === undefined || now - at < 10 * 60_000) return null
  return <p className="stale">{sinceText(at, now)}更新，可能有变化</p>
}
