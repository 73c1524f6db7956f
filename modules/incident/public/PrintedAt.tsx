import { exactText, useNow } from '#platform/client/time.ts'

/** On paper only: when this was so, and where the newest is. */
export function PrintedAt() {
  return (
    <p className="printed hint">
      打印时间 {exactText(useNow())}，最新进度以网页为准：{location.origin}
      {location.pathname}
    </p>
  )
}
