import { useEffect, useState } from 'react'
import { sinceText, useNow } from '#platform/client/time.ts'
import type { PanelData } from '#platform/contract/panel.ts'
import { ListLink } from './ListLink.tsx'
import { ToneMark } from './ToneMark.tsx'

/** As long as the landing in wall-panel.css. */
const LANDING_MS = 1_600

type Rows = Extract<PanelData, { shape: 'rows' }>['rows']

/** News, the newest first; one that was not here before slides in once. */
export function RowsBody({ rows }: { readonly rows: Rows }) {
  const now = useNow()
  // What was here at the first look, and since then what came: the state of the look before decides what is new.
  const [seen, setSeen] = useState(() => new Set(rows.map(({ id }) => id)))
  const fresh = rows.filter(({ id }) => !seen.has(id)).map(({ id }) => id)
  const key = fresh.join(' ')
  useEffect(() => {
    if (key === '') return undefined
    const timer = setTimeout(() => setSeen((before) => new Set([...before, ...key.split(' ')].slice(-200))), LANDING_MS)
    return () => clearTimeout(timer)
  }, [key])
  return (
    <div className="wall-rows">
      {rows.map((row) => (
        <ListLink
          key={row.id}
          href={row.href}
          className={`wall-row tone-${row.tone ?? 'plain'}${fresh.includes(row.id) ? ' wall-row-new' : ''}`}
        >
          <ToneMark tone={row.tone} />
          <span className="wall-row-title">{row.title}</span>
          <span className="wall-row-remark">{row.remark}</span>
          <time dateTime={new Date(row.at).toISOString()}>{sinceText(row.at, now)}</time>
        </ListLink>
      ))}
    </div>
  )
}
