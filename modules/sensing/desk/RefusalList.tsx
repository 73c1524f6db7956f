import { Ago } from '#platform/client/desk/Ago.tsx'
import type { RefusalRow } from '../device.ts'

/** What was not taken and why: the owner of a device sees it here instead of guessing. */
export function RefusalList({ rows }: { readonly rows: readonly RefusalRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className="panel sensing-card" aria-label="未接收的数据">
      <h2 className="sensing-head">未接收的数据</h2>
      <ul className="sensing-refusals">
        {rows.map((row) => (
          <li key={`${row.day} ${row.reason}`}>
            <strong>{row.title}</strong> <span className="num">{row.count} 次</span> <Ago at={row.lastAt} />
            <div className="quiet">{row.way}</div>
            {row.sample && <code>{row.sample}</code>}
          </li>
        ))}
      </ul>
    </section>
  )
}
