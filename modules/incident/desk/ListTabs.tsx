import { countText } from '#platform/client/amount.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { countIncidents } from '../endpoints.ts'
import { incidentSteps } from './steps.ts'

interface ListTabsProps {
  readonly mine: boolean
  readonly search: Readonly<Record<string, string | string[] | undefined>>
  readonly choose: (change: Readonly<Record<string, string | string[] | undefined>>) => void
}

/** Counts live in the tabs, not in six coloured boxes above the work; each is the number of lines it opens. */
export function ListTabs({ mine, search, choose }: ListTabsProps) {
  const counts = useEndpoint(countIncidents, { query: mine ? { mine: true } : {} }, { keep: true })
  const { byStep = {}, late, open } = counts.data ?? {}
  const step = Array.isArray(search['step']) ? search['step'].join() : (search['step'] ?? '')
  const state = search['state'] ?? 'open'
  const plain = step === '' && !search['late'] && state === 'open'
  const clear = { step: undefined, late: undefined, state: undefined, result: undefined, indicator: undefined }
  const tabs = [
    { key: 'open', title: mine ? '全部待办' : '在办', count: mine ? counts.data?.mine : open, on: plain, to: {} },
    { key: 'late', title: '已超时', count: late, on: search['late'] !== undefined, to: { late: '1' } },
    ...incidentSteps
      .filter(({ key }) => (byStep[key] ?? 0) > 0 || step === key)
      .map(({ key, title }) => ({ key, title, count: byStep[key], on: step === key, to: { step: key } })),
    ...(mine
      ? []
      : [
          { key: 'closed', title: '已结', count: undefined, on: state === 'closed', to: { state: 'closed', sort: 'opened' } },
          { key: 'all', title: '全部', count: counts.data?.total, on: state === 'all', to: { state: 'all', sort: 'opened' } },
        ]),
  ]
  return (
    <div className="list-tabs" role="group" aria-label="按状态查看">
      {tabs.map(({ key, title, count, on, to }) => (
        <button
          key={key}
          type="button"
          aria-pressed={on}
          className={key === 'late' && (count ?? 0) > 0 ? 'tab-late' : ''}
          onClick={() => choose({ ...clear, sort: undefined, ...to })}
        >
          {title}
          {count !== undefined && <span className="tab-count">{countText(count)}</span>}
        </button>
      ))}
    </div>
  )
}
