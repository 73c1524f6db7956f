import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented, Select, Tabs } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useLive } from '#platform/client/live.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { AlarmRow } from '../alarm.ts'
import { AlarmState, alarmStateTitles } from '../alarm-words.ts'
import { countAlarms, listAlarms } from '../alarm-endpoints.ts'
import { Level, levelTitles } from '../rule.ts'
import { AlarmDrawer } from './AlarmDrawer.tsx'
import { AlarmTable } from './AlarmTable.tsx'
import { ReviewBar } from './ReviewBar.tsx'
import { useKinds } from './use-kinds.ts'
import './sensing.css'

const PAGE = 60
const states = AlarmState.options

/** 告警复核: what the devices cry out, one line an alarm; a person says what it is before it costs anybody a way. */
export function AlarmsPage() {
  const { get, set } = useUrl()
  const client = useQueryClient()
  const { kinds } = useKinds()
  const mayReview = useMay('sensing.alarm.review')
  const state = AlarmState.safeParse(get('state')).data ?? 'pending'
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const level = Level.safeParse(get('level')).data
  const kind = get('kind')
  const only = get('only')
  const filter = useMemo(
    () => ({
      ...(q === '' ? {} : { q }),
      ...(level ? { level: [level] } : {}),
      ...(kind ? { kind: [kind] } : {}),
      ...(get('device') ? { device: get('device') } : {}),
      ...(get('rule') ? { rule: get('rule') } : {}),
      ...(get('parent') ? { parent: get('parent') } : {}),
      ...(get('area') ? { area: get('area') } : {}),
      ...(get('from') ? { from: get('from') } : {}),
      ...(get('to') ? { to: get('to') } : {}),
      ...(only === 'lasting' ? { lasting: true } : {}),
      ...(only === 'unacknowledged' ? { unacknowledged: true } : {}),
    }),
    [get, kind, level, only, q],
  )
  const counts = useEndpoint(countAlarms, { query: filter }, { keep: true })
  const found = usePages<AlarmRow>([...keyOf(listAlarms), 'pages', state, filter], (after, signal) =>
    call(listAlarms, { query: { ...filter, state: [state], limit: PAGE, after } }, { signal }),
  )
  const [picked, setPicked] = useState<readonly string[]>([])
  const [open, setOpen] = useState<string>()
  const refresh = async (): Promise<void> => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keyOf(listAlarms) }),
      client.invalidateQueries({ queryKey: keyOf(countAlarms) }),
    ])
  }
  useLive(['sensing.alarm-raised', 'sensing.alarm-ended', 'sensing.alarm-moved'], () => void refresh())
  const here = useMemo(() => new Set(found.rows.map(({ id }) => id)), [found.rows])
  const chosen = picked.filter((id) => here.has(id))
  const total = counts.data?.state[state]
  return (
    <Page title="告警复核" fill remark={total === undefined ? undefined : `${alarmStateTitles[state]} ${total} 条；来源：感知设备`}>
      <Tabs
        activeKey={state}
        onChange={(next) => {
          setPicked([])
          set({ state: next === 'pending' ? undefined : next })
        }}
        items={states.map((key) => ({
          key,
          label: counts.data ? `${alarmStateTitles[key]} ${counts.data.state[key] ?? 0}` : alarmStateTitles[key],
        }))}
      />
      <div className="sensing-filters" role="search">
        <Input
          allowClear
          placeholder="设备、地址、规则"
          aria-label="设备、地址、规则"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 200 }}
        />
        <Segmented
          aria-label="级别"
          value={level ?? 'all'}
          onChange={(next) => set({ level: next === 'all' ? undefined : String(next) })}
          options={[
            { value: 'all', label: '全部级别' },
            ...[...Level.options]
              .reverse()
              .map((one) => ({ value: one, label: counts.data ? `${levelTitles[one]} ${counts.data.level[one] ?? 0}` : levelTitles[one] })),
          ]}
        />
        <Select
          allowClear
          aria-label="设备种类"
          placeholder="全部种类"
          style={{ width: 150 }}
          value={kind ?? null}
          options={kinds.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(next: string | null) => set({ kind: next ?? undefined })}
        />
        <Select
          allowClear
          aria-label="还在持续或未确认"
          placeholder="不限"
          style={{ width: 150 }}
          value={only ?? null}
          options={[
            { value: 'lasting', label: counts.data ? `仍在持续 ${counts.data.lasting}` : '仍在持续' },
            { value: 'unacknowledged', label: counts.data ? `未确认 ${counts.data.unacknowledged}` : '未确认' },
          ]}
          onChange={(next: string | null) => set({ only: next ?? undefined })}
        />
      </div>
      {mayReview && state === 'pending' && (
        <ReviewBar
          ids={chosen}
          done={async () => {
            setPicked([])
            await refresh()
          }}
        />
      )}
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={12} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title={state === 'pending' ? '没有待复核的告警' : '没有符合条件的告警'}>
            {Object.keys(filter).length > 0 ? '去掉一项筛选再看。' : '设备报警后会自动出现在这里。'}
          </EmptyState>
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel sensing-scroll">
          <AlarmTable
            rows={found.rows}
            picked={mayReview && state === 'pending' ? chosen : undefined}
            onPick={setPicked}
            onOpen={setOpen}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 条
            </Button>
          )}
        </div>
      )}
      {open && <AlarmDrawer id={open} close={() => setOpen(undefined)} changed={refresh} />}
    </Page>
  )
}
