import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { problemText } from '#platform/client/problem-error.ts'
import { whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { type HallNow, checkTidal, counterStateTitles, kindTitles, readHall, readHallDay, waitText } from '../contract.ts'
import { AdviceList } from './AdviceList.tsx'
import { AdviceNote } from './AdviceNote.tsx'
import { DomainWaits } from './DomainWaits.tsx'
import { DayCurve } from './DayCurve.tsx'
import { ForecastBars } from './ForecastBars.tsx'
import './hall.css'

/** 大厅此刻: what needs somebody now first: full queues, an advice, closed windows; then why. */
export function HallPage() {
  const client = useQueryClient()
  const found = useEndpoint(readHall, {})
  const day = useEndpoint(readHallDay, { query: {} })
  const reread = (): void => {
    for (const endpoint of [readHall, readHallDay]) void client.invalidateQueries({ queryKey: keyOf(endpoint) })
  }
  useLive(['hall.queue-moved', 'hall.advice-moved'], reread)
  const hall = found.data
  if (found.isError && !hall) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!hall)
    return (
      <Page title="大厅此刻">
        <LoadingSkeleton rows={10} />
      </Page>
    )
  return (
    <Page
      title="大厅此刻"
      remark={`${hall.name} · ${whenText(hall.at)}${hall.officeOpen ? '' : ' · 现在不是办公时间'}${hall.demo ? ' · 示例数据' : ''}`}
      actions={<LookNow />}
    >
      {hall.advice && <AdviceNote advice={hall.advice} />}
      <Figures hall={hall} />
      <div className="hall-grid">
        <section className="panel hall-area" aria-label="窗口">
          <h2 className="panel-head">窗口</h2>
          <Windows hall={hall} />
        </section>
        <DomainWaits domains={hall.domains} />
        <section className="panel hall-area" aria-label="未来一小时预测">
          <h2 className="panel-head">未来一小时 · 开几个窗口，等多久</h2>
          <ForecastBars forecast={hall.forecast} open={hall.pool.open} limit={15} />
          <p className="quiet hall-note">{hall.forecast.reason}。</p>
          {hall.check && (
            <p className="quiet hall-note">
              上次评估 {whenText(hall.check.at)}：连续偏满 {hall.check.over} 次、偏空 {hall.check.under} 次。每 5 分钟评估一次。
            </p>
          )}
        </section>
        <section className="panel hall-area" aria-label="今日到号">
          <h2 className="panel-head">今日到号（每一刻钟）</h2>
          {day.data ? <DayCurve day={day.data} /> : day.isError ? <FailedState error={day.error} /> : <LoadingSkeleton rows={4} />}
        </section>
        <section className="panel hall-area" aria-label="各窗口办理用时">
          <h2 className="panel-head">各窗口办理用时（近四周，按窗口，不按人）</h2>
          {day.data && <ServiceTimes rows={day.data.counters} />}
        </section>
        <section className="panel hall-area" aria-label="潮汐提示记录">
          <h2 className="panel-head">潮汐提示记录</h2>
          <AdviceList />
        </section>
      </div>
    </Page>
  )
}

/** Looks at once instead of in five minutes. */
function LookNow() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { permissions } = useViewer()
  const [busy, setBusy] = useState(false)
  if (!permissions.has('hall.hall.manage')) return null
  const look = async (): Promise<void> => {
    setBusy(true)
    try {
      const hall = await call(checkTidal, { body: { actionId: crypto.randomUUID() } })
      client.setQueryData(keyOf(readHall, {}), hall)
      if (!hall.advice) void message.info('已评估：现在不需要开、关潮汐窗口')
    } catch (error) {
      void message.error(problemText(error))
    }
    setBusy(false)
  }
  return (
    <Button loading={busy} onClick={() => void look()}>
      立即评估潮汐
    </Button>
  )
}

function Figures({ hall }: { readonly hall: HallNow }) {
  const { today, pool, forecast } = hall
  const crowded = pool.open > 0 ? pool.waiting > pool.open * 5 : pool.waiting > 0
  const lines: readonly (readonly [string, string, (string | undefined)?, boolean?])[] = [
    ['等候', `${hall.waiting} 人`, '/hall/tickets?state=waiting', crowded],
    ['最久已等', hall.longest === undefined ? '—' : `${hall.longest} 分钟`, '/hall/tickets?state=waiting', (hall.longest ?? 0) > 30],
    ['开放窗口', `${hall.counters.filter(({ state }) => state === 'open' || state === 'tidal').length} / ${hall.counters.length}`],
    [
      '综合窗预计等候',
      forecast.wait === null ? waitText(Infinity) : `${Math.round(forecast.wait)} 分钟`,
      undefined,
      forecast.wait === null || forecast.wait > 15,
    ],
    ['今日取号', `${today.taken} 个`, '/hall/tickets'],
    ['已办结', `${today.done} 个`, '/hall/tickets?state=done'],
    ['弃号', `${today.abandoned} 个`, '/hall/tickets?state=abandoned'],
    ['今日预约', `${today.booked} 个，未到 ${today.noShow}`],
  ]
  return (
    <dl className="panel hall-figures">
      {lines.map(([title, value, to, warn]) => (
        <div key={title} className={warn ? 'hall-figure-warn' : undefined}>
          <dt>{title}</dt>
          <dd className="num">
            {to ? (
              <Link to={to.split('?')[0] as never} search={Object.fromEntries(new URLSearchParams(to.split('?')[1] ?? '')) as never}>
                {value}
              </Link>
            ) : (
              value
            )}
            {warn && <span className="hall-warn-mark"> 偏高</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Windows({ hall }: { readonly hall: HallNow }) {
  const names = (skills: readonly string[]): string =>
    hall.domains.flatMap(({ key, title }) => (skills.includes(key) ? [title] : [])).join('、')
  return (
    <ul className="hall-counters">
      {hall.counters.map((counter) => (
        <li key={counter.id} data-state={counter.state}>
          <span className="hall-counter-number num">{counter.number}</span>
          <span className="hall-counter-what">
            <strong>{counter.title}</strong>
            <span className="quiet">
              {counter.kind === 'tidal' ? `${kindTitles.tidal}；提示 ${counter.opener?.name ?? '大厅负责人'}` : names(counter.skills)}
            </span>
          </span>
          <span className="hall-counter-now">
            <Tag color={counter.state === 'closed' ? 'default' : counter.state === 'paused' ? 'warning' : 'success'}>
              {counterStateTitles[counter.state]}
            </Tag>
            {counter.current && <strong className="num">{counter.current.number}</strong>}
            <span className="quiet">
              {counter.clerk ? `${counter.clerk.name}，` : ''}今日 {counter.served} 个
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}

function ServiceTimes({
  rows,
}: {
  readonly rows: readonly { number: number; title: string; served: number; minutes?: number | undefined }[]
}) {
  const most = Math.max(1, ...rows.map(({ minutes }) => minutes ?? 0))
  return (
    <table className="hall-table">
      <thead>
        <tr>
          <th scope="col">窗口</th>
          <th scope="col">办了</th>
          <th scope="col">平均一件</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, title, served, minutes }) => (
          <tr key={number}>
            <td>
              <span className="num">{number}</span> {title}
            </td>
            <td className="num">{served} 件</td>
            <td className="num">
              <span className="hall-bar" style={{ width: `${((minutes ?? 0) / most) * 90}px` }} aria-hidden="true" />
              {minutes === undefined ? '—' : `${minutes} 分钟`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
