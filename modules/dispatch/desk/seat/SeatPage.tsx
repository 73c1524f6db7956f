import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import type { Nearby } from '#core/area/contract.ts'
import { readCase } from '#core/case/contract.ts'
import { CasePanel, seatSends } from '#core/case/desk/index.tsx'
import { useRegistry } from '#platform/client/contributions.ts'
import { drafts } from '#platform/client/draft.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useKeys } from '#platform/client/keys.ts'
import { useLiveUp } from '#platform/client/live.ts'
import { usePreference } from '#platform/client/preference.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { readAround } from '../../seat/endpoints.ts'
import { Around } from './Around.tsx'
import { SeatMap } from './SeatMap.tsx'
import { SeatQueue } from './SeatQueue.tsx'
import { SeatTools } from './SeatTools.tsx'
import { Splitter } from './Splitter.tsx'
import { useSeatEnd } from './seat-channel.ts'
import { mapStateOf } from './seat-map-state.ts'
import { useNews } from './use-news.ts'
import { useRing } from './use-ring.ts'
import { type Tab, tabTitles, useSeatQueue } from './use-seat-queue.ts'
import './seat.css'

interface Request {
  readonly action: string
  readonly values?: Readonly<Record<string, unknown>> | undefined
}

const tabs = Object.keys(tabTitles) as Tab[]

const wide = { queue: 320, case: 560, around: 280 }
const small = { queue: 240, case: 460, around: 230 }

/** 坐席: queue, map and case in one view; nothing leaves the screen between two cases. */
export function SeatPage() {
  const viewer = useViewer()
  const url = useUrl()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const [panes, setPanes] = usePreference(`seat.panes.${viewer.personId}`, innerWidth < 1500 ? small : wide)
  const { muted, setMuted, ring } = useRing()
  const queue = useSeatQueue()
  const up = useLiveUp()
  const { rows } = queue.list
  const chosen = url.get('case')
  const current = chosen ?? rows[0]?.id
  const choose = useCallback((id: string | undefined) => url.set({ case: id }), [url])
  const { fresh } = useNews(queue.refresh, ring)
  const [request, setRequest] = useState<Request>()

  useEffect(() => {
    // The one in sight stays, also when somebody else's hand takes it off the queue.
    if (chosen === undefined && rows[0]) choose(rows[0].id)
  }, [chosen, rows, choose])

  const detail = useEndpoint(readCase, { params: { id: current ?? '' } }, { enabled: current !== undefined }).data
  const near = useEndpoint(readAround, { params: { id: current ?? '' } }, { enabled: current !== undefined, staleTime: 10_000 })
  const send = useRegistry(seatSends).find((one) => one.process === detail?.card.process)
  const maySend = send !== undefined && (detail?.allowed ?? []).some((one) => one.key === send.action && one.blocked === undefined)

  const ask = (action: string, values?: Request['values']): void => {
    // An answer left over from another try must not outweigh the one just pointed at.
    if (values) drafts.drop(`act ${current} ${action}`)
    setRequest({ action, values })
  }
  const sendTo = (to: Nearby): void => {
    const values = send?.values(to)
    if (send && values) ask(send.action, values)
    else void message.info('这一件不能直接派给它，请按派单办理')
  }
  const sendNth = (n: number): void => {
    const person = near.data?.groups.find(({ sort }) => sort === 'people')?.rows[n - 1]
    if (person && maySend) sendTo(person)
  }
  const index = rows.findIndex((row) => row.id === current)
  const move = (step: number): void => choose(rows[Math.max(0, Math.min(rows.length - 1, index + step))]?.id)
  const turn = (step: number): void => queue.setTab(tabs[(tabs.indexOf(queue.tab) + step + tabs.length) % tabs.length]!)

  const state = useMemo(
    () => mapStateOf({ rows, current, place: near.data?.place, groups: near.data?.groups ?? [], fresh }),
    [rows, current, near.data, fresh],
  )
  const { apart, close } = useSeatEnd(viewer.personId, state, choose)
  const toggleMap = (): void => {
    if (apart) close()
    else window.open('/seat/map', 'sihe-seat-map', 'popup,width=1280,height=900')
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    '[': () => turn(-1),
    ']': () => turn(1),
    d: () => send && ask(send.action),
    m: () => ask('merge'),
    c: () => ask('correct'),
    v: () => ask('propose-void'),
    n: () => void navigate({ to: '/report' }),
    o: toggleMap,
    s: () => setMuted(!muted),
    '1': () => sendNth(1),
    '2': () => sendNth(2),
    '3': () => sendNth(3),
    Enter: () => current !== undefined && void navigate({ to: `/cases/${current}` }),
  })
  const onActed = (action: string): void => {
    setRequest(undefined)
    queue.refresh()
    const next = rows[index + 1] ?? rows[index - 1]
    if (['dispatch', 'merge', 'accept', 'propose-void', 'send-check', 'rule'].includes(action) && next) choose(next.id)
  }
  return (
    <Page
      title="坐席"
      fill
      remark={
        <span className={up ? undefined : 'duty-late'}>
          {up ? '实时' : '✕ 实时连接断开，正在重连'}　<kbd>j</kbd> <kbd>k</kbd> 移动 <kbd>d</kbd> 派单 <kbd>1</kbd>–<kbd>3</kbd>{' '}
          派给最近的人 <kbd>?</kbd> 全部
        </span>
      }
      actions={<SeatTools muted={muted} mute={() => setMuted(!muted)} apart={apart} toggleMap={toggleMap} />}
    >
      <div className="seat" style={{ gridTemplateColumns: `${panes.queue}px 8px minmax(200px, 1fr) 8px ${panes.case}px` }}>
        <SeatQueue queue={queue} current={current} choose={choose} fresh={fresh} />
        <Splitter
          label="队列宽度"
          value={panes.queue}
          min={220}
          max={520}
          sense={1}
          onChange={(next) => setPanes({ ...panes, queue: next })}
        />
        <div className="seat-mid" style={{ gridTemplateRows: apart ? '1fr' : `minmax(160px, 1fr) 8px ${panes.around}px` }}>
          {!apart && (
            <>
              <div className="seat-map panel">
                <SeatMap state={state} pick={choose} />
              </div>
              <Splitter
                label="周边高度"
                across
                value={panes.around}
                min={120}
                max={460}
                sense={-1}
                onChange={(next) => setPanes({ ...panes, around: next })}
              />
            </>
          )}
          <section className="seat-near-panel panel" aria-label="周边">
            {current !== undefined && (
              <Around groups={near.data?.groups} placed={near.data?.place !== undefined} send={maySend ? sendTo : undefined} />
            )}
          </section>
        </div>
        <Splitter
          label="案件宽度"
          value={panes.case}
          min={380}
          max={900}
          sense={-1}
          onChange={(next) => setPanes({ ...panes, case: next })}
        />
        <div className="seat-case" tabIndex={-1}>
          {current === undefined ? (
            !queue.list.isPending && <EmptyState title="没有要办的">新的事件一到就会响铃，并出现在左边。</EmptyState>
          ) : (
            <Suspense fallback={<LoadingSkeleton title rows={12} />}>
              <CasePanel key={current} id={current} narrow request={request} onActed={onActed} />
            </Suspense>
          )}
        </div>
      </div>
      <p className="visually-hidden" role="status">
        {fresh.size > 0 ? `新到 ${fresh.size} 件` : ''}
      </p>
    </Page>
  )
}
