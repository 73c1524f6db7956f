import { Link } from '@tanstack/react-router'
import { DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import type { z } from 'zod'
import { countText, shareText } from '#platform/client/amount.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow, whenText } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { readFigures } from '../endpoints.ts'
import type { Figure } from '../endpoints.ts'
import { useUrlFilter } from './url-filter.ts'
import './figures.css'

const DAY = 86_400_000
const spans = [7, 30, 90] as const

/** 事件指标: every number with its formula and source, every number opens the list it counts. */
export function FiguresPage() {
  const { search, set } = useUrlFilter()
  const now = useNow()
  const today = dayText(now)
  const to = typeof search['to'] === 'string' ? search['to'] : today
  const from = typeof search['from'] === 'string' ? search['from'] : dayText(now - 29 * DAY)
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1
  const found = useEndpoint(readFigures, { query: { from, to } }, { keep: true })
  return (
    <Page
      title="事件指标"
      remark={found.data && `${found.data.from} 至 ${found.data.to}，${whenText(found.data.at)} 统计；来源：办理记录`}
      actions={
        <>
          <Segmented
            aria-label="统计时段"
            value={to === today && spans.some((span) => span === days) ? days : 0}
            options={spans.map((span) => ({ value: span, label: `近 ${span} 天` }))}
            onChange={(span) => set({ from: dayText(now - (Number(span) - 1) * DAY), to: today })}
          />
          <DatePicker.RangePicker
            aria-label="自选时段"
            allowClear={false}
            value={[dayjs(from), dayjs(to)]}
            onChange={(range) => set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })}
          />
        </>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.data?.figures.length === 0 && <EmptyState title="这一时段没有可统计的事件" />}
      <ul className="figures">
        {(found.data?.figures ?? []).map((figure) => (
          <FigureCard key={figure.key} figure={figure} />
        ))}
      </ul>
    </Page>
  )
}

function FigureCard({ figure }: { readonly figure: z.infer<typeof Figure> }) {
  const { title, value, numerator, denominator, numeratorList, denominatorList, formula, source } = figure
  return (
    <li className="figure panel">
      <h2>{title}</h2>
      <p className="figure-value num">{shareText(value)}</p>
      <div className="figure-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(1, value ?? 0) * 100}%` }} />
      </div>
      <p className="figure-parts num">
        <Link to={`/incidents?${numeratorList}`}>{countText(numerator)} 件</Link> ÷{' '}
        <Link to={`/incidents?${denominatorList}`}>{countText(denominator)} 件</Link>
      </p>
      <p className="figure-small">{formula}</p>
      <p className="figure-small">{source}</p>
    </li>
  )
}
