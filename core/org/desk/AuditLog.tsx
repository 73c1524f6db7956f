import { Link } from '@tanstack/react-router'
import { Button, Select, Table, Tag } from 'antd'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, exactText } from '#platform/client/time.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { listAudit } from '../contract.ts'
import type { AuditEntry } from '../contract.ts'
import { PersonPicker } from './PersonPicker.tsx'
import { auditKindGroups, auditKinds, objectWords } from './audit-words.ts'

const PAGE = 60
const DAY = 86_400_000
const dayAfter = (day: string): string => dayText(Date.parse(`${day}T00:00:00+08:00`) + DAY)

const expandable = { expandedRowRender: (entry: AuditEntry) => <AuditMore entry={entry} /> }

/** The log, newest first: who, when, what, why, from where. */
export function AuditLog() {
  const { get, set } = useUrl()
  const [kind, subject, object, result, from, to] = [get('kind'), get('subject'), get('object'), get('result'), get('from'), get('to')]
  const outcome: AuditEntry['result'] | undefined = result === 'ok' || result === 'refused' ? result : undefined
  const query = {
    ...(kind === undefined ? {} : { kind }),
    ...(subject === undefined ? {} : { subject }),
    ...(object === undefined ? {} : { object }),
    ...(outcome === undefined ? {} : { result: outcome }),
    ...(from === undefined ? {} : { from: `${from}T00:00:00+08:00` }),
    // The day named last is meant as a whole.
    ...(to === undefined ? {} : { to: `${dayAfter(to)}T00:00:00+08:00` }),
  }
  const found = usePages<AuditEntry>([...keyOf(listAudit), 'pages', query], (after, signal) =>
    call(listAudit, { query: { ...query, limit: PAGE, after } }, { signal }),
  )
  const filtered = Object.keys(query).length > 0
  return (
    <>
      <div className="org-filters" role="search">
        <PersonPicker
          label="操作人"
          placeholder="操作人"
          width={220}
          value={subject?.replace(/^person:/, '') ?? null}
          onChange={(id) => set({ subject: id === null ? undefined : `person:${id}` })}
        />
        <Select
          allowClear
          aria-label="种类"
          placeholder="全部种类"
          style={{ width: 170 }}
          options={[...auditKindGroups]}
          value={kind ?? null}
          onChange={(next: string | null) => set({ kind: next ?? undefined })}
        />
        <Select
          allowClear
          aria-label="结果"
          placeholder="全部结果"
          style={{ width: 120 }}
          options={[
            { value: 'ok', label: '成功' },
            { value: 'refused', label: '被拒绝' },
          ]}
          value={result ?? null}
          onChange={(next: string | null) => set({ result: next ?? undefined })}
        />
        <DayInput clear label="从哪一天" placeholder="从" value={from ?? null} onChange={(day) => set({ from: day ?? undefined })} />
        <DayInput clear label="到哪一天" placeholder="到" value={to ?? null} onChange={(day) => set({ to: day ?? undefined })} />
        {object !== undefined && (
          <Tag closable onClose={() => set({ object: undefined })}>
            只看同一对象
          </Tag>
        )}
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title={filtered ? '没有符合的记录' : '还没有留痕'}>{filtered && '放宽一项筛选再看。'}</EmptyState>
      )}
      {found.rows.length > 0 && (
        <div className="panel org-table">
          <Table<AuditEntry>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            expandable={expandable}
            columns={[
              { key: 'at', title: '时间', width: 160, className: 'num', render: (_, { at }) => exactText(at) },
              {
                key: 'who',
                title: '操作人',
                width: 210,
                render: (_, { name, subject: by, post }) => [name ?? by, post].filter(Boolean).join(' · '),
              },
              { key: 'kind', title: '做了什么', width: 200, render: (_, { kind: key }) => auditKinds[key] ?? key },
              { key: 'object', title: '对象', width: 140, render: (_, entry) => <ObjectText object={entry.object} /> },
              { key: 'reason', title: '理由', render: (_, { reason }) => reason ?? '—' },
              {
                key: 'result',
                title: '结果',
                width: 80,
                render: (_, entry) => (entry.result === 'ok' ? '成功' : <Tag color="error">被拒绝</Tag>),
              },
              {
                key: 'from',
                title: '来自',
                width: 190,
                className: 'num',
                // A machine may send its whole browser line as its name: the hover has all of it.
                render: (_, { ip, terminal }) => (
                  <span className="audit-from" title={terminal ?? ''}>
                    {[ip, terminal].filter(Boolean).join(' ') || '—'}
                  </span>
                ),
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看更早的 {PAGE} 条
            </Button>
          )}
        </div>
      )}
    </>
  )
}

function ObjectText({ object }: { readonly object: string | null }) {
  if (object === null) return <>—</>
  const { title, rest, path } = objectWords(object)
  return path ? <Link to={path}>{title}</Link> : <span title={rest}>{title}</span>
}

/** Machine facts, small: what the row kept beside its words. */
function AuditMore({ entry }: { readonly entry: AuditEntry }) {
  const { set } = useUrl()
  const facts = Object.entries(entry.detail).filter(([, value]) => value !== null && value !== undefined)
  return (
    <div className="audit-more">
      <dl>
        {entry.object !== null && (
          <div>
            <dt>对象</dt>
            <dd>
              <code>{entry.object}</code>{' '}
              <Button size="small" type="link" onClick={() => set({ object: entry.object ?? undefined })}>
                只看这个对象
              </Button>
            </dd>
          </div>
        )}
        {facts.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
            </dd>
          </div>
        ))}
      </dl>
      {facts.length === 0 && entry.object === null && <span className="quiet">没有更多内容</span>}
    </div>
  )
}
