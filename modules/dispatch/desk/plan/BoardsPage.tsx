import { Link, useNavigate } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { call } from '#platform/client/call.ts'
import { Ago } from '#platform/client/desk/Ago.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { shareText } from '#platform/client/amount.ts'
import { useLive } from '#platform/client/live.ts'
import { dayText, useNow } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { listActivations, readPlanFigures, triggerTitles } from '../../plan/endpoints.ts'
import { levelTitle } from '../../plan/card.ts'
import { AnswerBar } from './AnswerBar.tsx'
import { DrillMark, LevelTag } from './LevelTag.tsx'
import './board.css'
import './plan.css'

const tabs = [
  { value: 'open', label: '进行中' },
  { value: 'all', label: '全部' },
  { value: 'drill', label: '演练' },
] as const

const steps = ['proposed', 'active', 'review'] as const
const stepWords = { proposed: '待确认启动', active: '响应中', review: '待复盘' } as const

/** 启动板: every response that runs, and what became of those before. */
export function BoardsPage() {
  const url = useUrl()
  const client = useQueryClient()
  const navigate = useNavigate()
  const tab = tabs.find(({ value }) => value === url.get('tab'))?.value ?? 'open'
  const plan = url.get('plan')
  const step = steps.find((each) => each === url.get('step'))
  const level = Number(url.get('level') ?? 0)
  const query = {
    limit: 30,
    state: tab === 'open' ? ('open' as const) : ('all' as const),
    ...(tab === 'drill' ? { drill: 'yes' as const } : {}),
    ...(plan ? { plan } : {}),
    ...(step ? { step } : {}),
    ...(level >= 1 && level <= 4 ? { level } : {}),
    ...(url.get('drill') === 'no' ? { drill: 'no' as const } : {}),
  }
  const narrowed = [
    plan && '一个预案',
    step && stepWords[step],
    level >= 1 && level <= 4 && levelTitle(level),
    query.drill === 'no' && '演练除外',
  ].filter(Boolean)
  const found = usePages([...keyOf(listActivations), query], (after, signal) =>
    call(listActivations, { query: { ...query, ...(after ? { after } : {}) } }, { signal }),
  )
  useLive(['case.acted'], () => void client.invalidateQueries({ queryKey: keyOf(listActivations) }))
  return (
    <Page
      title="启动板"
      actions={
        <Segmented
          aria-label="范围"
          value={tab}
          options={[...tabs]}
          onChange={(next) => url.set({ tab: next === 'open' ? undefined : next })}
        />
      }
    >
      <Figures />
      {narrowed.length > 0 && (
        <p className="quiet board-narrowed">
          只看：{narrowed.join('、')}　<Link to="/boards">看全部</Link>
        </p>
      )}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={6} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title={tab === 'open' ? '现在没有进行中的响应' : '还没有记录'}>
          <Link to="/plans">到预案库启动或演练</Link>
        </EmptyState>
      )}
      <div className="board-list">
        {found.rows.map((one) => (
          <button key={one.id} type="button" className="panel board-line" onClick={() => void navigate({ to: `/boards/${one.id}` })}>
            <span className="board-line-title">
              {one.drill && <DrillMark />}
              <LevelTag level={one.level} />
              <b>{one.title}</b>
              <span className="quiet num">{one.number}</span>
            </span>
            <AnswerBar {...one} />
            <span className="quiet">
              {one.stepTitle} · {triggerTitles[one.trigger]} · <Ago at={one.openedAt} exact />
            </span>
          </button>
        ))}
      </div>
      {found.hasNextPage && <Button onClick={() => void found.fetchNextPage()}>再载入一些</Button>}
    </Page>
  )
}

function Figures() {
  const now = useNow()
  const today = dayText(now)
  const from = dayText(now - 29 * 86_400_000)
  const { data } = useEndpoint(readPlanFigures, { query: { from, to: today } })
  if (!data || data.activations === 0) return null
  const share = (a: number, b: number): string => (b === 0 ? '—' : shareText(a / b))
  return (
    <p className="board-figures">
      近 30 天启动 <b className="num">{data.activations}</b> 次，下达任务 <b className="num">{data.tasks}</b> 项，按时响应{' '}
      <b className="num">{share(data.answeredInTime, data.tasks)}</b>，按时完成{' '}
      <b className="num">{share(data.finishedInTime, data.finished)}</b>，自动升级 <b className="num">{data.escalated}</b> 次　
      <span className="quiet">
        演练不计入 · 截至 <Ago at={data.at} exact />
      </span>
    </p>
  )
}
