import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { Duty } from '../../classes/duty.ts'
import { unitRoles } from '../../classes/duty.ts'
import { readCatalogue, readDuties, saveDuties } from '../../endpoints.ts'
import { BindingTable } from './BindingTable.tsx'
import { DutyDrawer } from './DutyDrawer.tsx'
import { DutyTable } from './DutyTable.tsx'
import { PublishBar } from './PublishBar.tsx'
import { applyEdits, changedByBoth } from './edits.ts'
import { useEdits } from './use-edits.ts'
import './lists.css'

/** Which unit of the town stands for a role of the list; `unitId` empty: nobody yet. */
export interface Binding {
  readonly role: string
  readonly title: string
  readonly unitId?: string | undefined
  readonly unitName?: string | undefined
}

const codeOf = (row: Duty): string => row.classCode
const roleOf = (row: Binding): string => row.role

/** 责任清单: class → lead and co-units, standard, limits, basis; and who in this town the roles are. One version for both. */
export function DutiesPage() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { get, set } = useUrl()
  const found = useEndpoint(readDuties, {})
  const catalogue = useEndpoint(readCatalogue, {}, { staleTime: 300_000 }).data
  const version = found.data?.list.version ?? ''
  const duties = useEdits<Duty>('duties', found.data && { version, rows: found.data.list.duties }, codeOf)
  const bindings = useEdits<Binding>('bindings', found.data && { version, rows: found.data.bindings }, roleOf)
  const mayEdit = useMay('incident.catalogue.edit')
  const [words, setWords] = useState('')
  const [editing, setEditing] = useState<Duty | 'new'>()
  const tab = get('tab') === 'units' ? 'units' : 'duties'
  const rows = useMemo(
    () => applyEdits(found.data?.list.duties ?? [], duties.edits, codeOf).toSorted((a, b) => (a.classCode < b.classCode ? -1 : 1)),
    [found.data, duties.edits],
  )
  const bound = useMemo(() => applyEdits<Binding>(found.data?.bindings ?? [], bindings.edits, roleOf), [found.data, bindings.edits])
  const nameOf = (code: string): string => catalogue?.classes.find((one) => one.code === code)?.name ?? code
  const text = words.trim()
  const shown = rows.filter(
    ({ classCode, lead, co, standard }) =>
      text === '' ||
      [classCode, nameOf(classCode), standard, ...[lead, ...co].map((role) => unitRoles[role])].some((one) => one.includes(text)),
  )
  const changes = [
    ...Object.entries(duties.edits).map(([code, row]) => {
      const known = found.data?.list.duties.some((one) => one.classCode === code)
      return `${row === null ? '删除' : known ? '修改' : '新增'} ${code} ${nameOf(code)}`
    }),
    ...Object.values(bindings.edits).map((row) => `${row?.title ?? ''} 由 ${row?.unitName ?? '（未指定）'} 承担`),
  ]
  const publish = async (next: string, from: string, actionId: string): Promise<void> => {
    const body = {
      actionId: newId(),
      list: { version: next, from, duties: rows },
      bindings: bound.map(({ role, unitId }) => ({ role, ...(unitId ? { unitId } : {}) })),
      seen: duties.seen,
    }
    try {
      client.setQueryData(keyOf(readDuties, {}), await call(saveDuties, { body }, { actionId }))
    } catch (error) {
      await client.invalidateQueries({ queryKey: keyOf(readDuties) })
      throw error
    }
    duties.clear()
    bindings.clear()
    void message.success(`责任清单 ${next} 版已发布`)
  }
  const unbound = bound.filter(({ unitId, role }) => !unitId && role !== 'village').length
  return (
    <Page
      title="责任清单"
      remark={found.data && `${version} 版，${found.data.list.from} 起施行，${found.data.list.duties.length} 条`}
      actions={
        <>
          <Segmented
            aria-label="看清单还是单位对应"
            value={tab}
            options={[
              { value: 'duties', label: '类别与责任' },
              { value: 'units', label: unbound > 0 ? `单位对应（${unbound} 个未指定）` : '单位对应' },
            ]}
            onChange={(next) => set({ tab: next === 'units' ? 'units' : undefined })}
          />
          {tab === 'duties' && (
            <Input
              allowClear
              prefix={<SearchOutlined aria-hidden="true" />}
              placeholder="按类别、单位、标准找"
              aria-label="找责任"
              style={{ width: 200 }}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
          {mayEdit && tab === 'duties' && (
            <Button icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              新增一条
            </Button>
          )}
        </>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && mayEdit && (
        <PublishBar
          changes={changes}
          newest={version}
          seen={Object.keys(duties.edits).length > 0 ? duties.seen : bindings.seen}
          both={[
            ...changedByBoth(duties.began, found.data.list.duties, duties.edits, codeOf).map(nameOf),
            ...changedByBoth<Binding>(bindings.began, found.data.bindings, bindings.edits, roleOf),
          ]}
          publish={publish}
          takeOver={() => {
            duties.rebase()
            bindings.rebase()
          }}
          drop={() => {
            duties.clear()
            bindings.clear()
          }}
        />
      )}
      {found.data && tab === 'duties' && (
        <section className="panel panel-body lists-body">
          {shown.length === 0 ? (
            <EmptyState title={text === '' ? '清单还是空的' : `没有含“${text}”的条目`} />
          ) : (
            <DutyTable rows={shown} bindings={bound} nameOf={nameOf} edits={duties.edits} edit={mayEdit ? setEditing : undefined} />
          )}
        </section>
      )}
      {found.data && tab === 'units' && <BindingTable rows={bound} edits={bindings.edits} put={mayEdit ? bindings.put : undefined} />}
      {editing && (
        <DutyDrawer
          row={editing === 'new' ? undefined : editing}
          taken={rows.map(codeOf)}
          catalogue={catalogue}
          put={duties.put}
          close={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}
