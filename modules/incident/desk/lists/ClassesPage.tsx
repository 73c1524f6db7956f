import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useMemo, useState } from 'react'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { IncidentClass } from '../../classes/class.ts'
import { readCatalogue, saveCatalogue } from '../../endpoints.ts'
import { ClassDrawer } from './ClassDrawer.tsx'
import { ClassTable } from './ClassTable.tsx'
import { PublishBar } from './PublishBar.tsx'
import { applyEdits, changedByBoth } from './edits.ts'
import { useEdits } from './use-edits.ts'
import './lists.css'

const codeOf = (row: IncidentClass): string => row.code
const kinds = [
  ['component', '部件'],
  ['event', '事件'],
  ['social', '社会治理'],
] as const

/** 类别目录: 大类 at the left, what is below the chosen one at the right; changes are published together as a version. */
export function ClassesPage() {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { get, set } = useUrl()
  const found = useEndpoint(readCatalogue, {})
  const base = found.data && { version: found.data.version, rows: found.data.classes }
  const work = useEdits<IncidentClass>('classes', base, codeOf)
  const mayEdit = useMay('incident.catalogue.edit')
  const [words, setWords] = useState('')
  const [editing, setEditing] = useState<IncidentClass | 'new'>()
  const rows = useMemo(
    () => applyEdits(found.data?.classes ?? [], work.edits, codeOf).toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    [found.data, work.edits],
  )
  const heads = rows.filter(({ level }) => level === 1)
  const head = heads.find(({ code }) => code === get('class')) ?? heads[0]
  const text = words.trim()
  const shown = rows.filter(({ code, name, aliases }) =>
    text === ''
      ? head !== undefined && code.startsWith(head.code) && code !== head.code
      : name.includes(text) || code.includes(text) || aliases.some((one) => one.includes(text)),
  )
  const nameOf = (code: string): string =>
    rows.find((row) => row.code === code)?.name ?? found.data?.classes.find((row) => row.code === code)?.name ?? code
  const changes = Object.entries(work.edits).map(([code, row]) => {
    const known = found.data?.classes.some((one) => one.code === code)
    return `${row === null ? '删除' : known ? '修改' : '新增'} ${code} ${nameOf(code)}`
  })
  const publish = async (version: string, from: string, actionId: string): Promise<void> => {
    const catalogue = { version, from, classes: rows }
    try {
      client.setQueryData(
        keyOf(readCatalogue, {}),
        await call(saveCatalogue, { body: { actionId: newId(), catalogue, seen: work.seen } }, { actionId }),
      )
    } catch (error) {
      // Somebody published meanwhile: the bar shows it once the newest is here.
      await client.invalidateQueries({ queryKey: keyOf(readCatalogue) })
      throw error
    }
    work.clear()
    void message.success(`类别目录 ${version} 版已发布`)
  }
  return (
    <Page
      fill
      title="类别目录"
      remark={found.data && `${found.data.version} 版，${found.data.from} 起施行，${found.data.classes.length} 个类别`}
      actions={
        <>
          <Input
            allowClear
            prefix={<SearchOutlined aria-hidden="true" />}
            placeholder="按名称、别名、编码找"
            aria-label="找类别"
            style={{ width: 220 }}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {mayEdit && (
            <Button icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              新增类别
            </Button>
          )}
        </>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && (
        <>
          {mayEdit && (
            <PublishBar
              changes={changes}
              newest={found.data.version}
              seen={work.seen}
              both={changedByBoth(work.began, found.data.classes, work.edits, codeOf).map(nameOf)}
              publish={publish}
              takeOver={work.rebase}
              drop={work.clear}
            />
          )}
          <div className="lists-split">
            <nav className="lists-nav panel" aria-label="大类">
              {kinds.map(([kind, title]) => (
                <section key={kind}>
                  <h2>{title}</h2>
                  <ul>
                    {heads
                      .filter((row) => row.kind === kind)
                      .map(({ code, name }) => (
                        <li key={code}>
                          <button
                            type="button"
                            aria-current={text === '' && code === head?.code ? 'true' : undefined}
                            onClick={() => {
                              setWords('')
                              set({ class: code })
                            }}
                          >
                            <span>{name}</span>
                            <span className="num quiet">{code}</span>
                          </button>
                        </li>
                      ))}
                  </ul>
                </section>
              ))}
            </nav>
            {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls and may hold nothing to focus: the arrow keys need a way in (axe scrollable-region-focusable) */}
            <section className="lists-body panel panel-body" tabIndex={0} aria-label={text === '' ? head?.name : '查找结果'}>
              {shown.length === 0 && <EmptyState title={text === '' ? '这个大类下还没有小类' : `没有含“${text}”的类别`} />}
              {shown.length > 0 && <ClassTable rows={shown} edits={work.edits} edit={mayEdit ? setEditing : undefined} />}
            </section>
          </div>
        </>
      )}
      {editing && (
        <ClassDrawer
          row={editing === 'new' ? undefined : editing}
          rows={rows}
          under={head?.code}
          put={work.put}
          close={() => setEditing(undefined)}
        />
      )}
    </Page>
  )
}
