import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Form, Input, Modal, Table, Tabs, Tag } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText } from '#platform/client/time.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { type PowerRow, PowerState, countPowers, listPowers, powerStateTitles, textOn, withdrawPower } from '../power.ts'
import './enforcement.css'

const PAGE = 80
const colours: Readonly<Record<PowerState, string>> = { held: 'success', ending: 'warning', withdrawn: 'default' }

/** 权责清单: what the town may punish, by which document, from when to when. */
export function PowersPage() {
  const { get, set } = useUrl()
  const mayManage = useMay('enforcement.power.manage')
  const state = PowerState.safeParse(get('state')).data
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const query = useMemo(() => ({ ...(q === '' ? {} : { q }), ...(state ? { state } : {}) }), [q, state])
  const counts = useEndpoint(countPowers, {}, { keep: true })
  const found = usePages<PowerRow>([...keyOf(listPowers), 'pages', query], (after, signal) =>
    call(listPowers, { query: { ...query, limit: PAGE, after } }, { signal }),
  )
  const [taking, setTaking] = useState<PowerRow>()
  const all = counts.data ? counts.data.held + counts.data.ending + counts.data.withdrawn : undefined
  return (
    <Page
      title="权责清单"
      fill
      remark={all === undefined ? undefined : `共 ${all} 项；立案只能依据当天承接中的事项，文书引用行为发生日有效的条文`}
    >
      <Tabs
        activeKey={state ?? 'all'}
        onChange={(next) => set({ state: next === 'all' ? undefined : next })}
        items={[
          { key: 'all', label: all === undefined ? '全部' : `全部 ${all}` },
          ...PowerState.options.map((key) => ({
            key,
            label: counts.data ? `${powerStateTitles[key]} ${counts.data[key]}` : powerStateTitles[key],
          })),
        ]}
      />
      <div className="enforcement-filters" role="search">
        <Input
          allowClear
          placeholder="事项名称、编码、领域"
          aria-label="事项名称、编码、领域"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 260 }}
        />
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && found.rows.length === 0 && (
        <div className="panel">
          <EmptyState title="没有符合条件的事项" />
        </div>
      )}
      {found.rows.length > 0 && (
        <div className="panel enforcement-scroll">
          <Table<PowerRow>
            size="small"
            rowKey={({ code, heldFrom }) => `${code} ${heldFrom}`}
            pagination={false}
            dataSource={found.rows}
            expandable={{ expandedRowRender: Texts }}
            columns={[
              { key: 'code', title: '编码', dataIndex: 'code', width: 110, className: 'num' },
              {
                key: 'title',
                title: '事项',
                render: (_, { title, example }) => (
                  <>
                    {title} {example && <Tag color="gold">示例</Tag>}
                  </>
                ),
              },
              { key: 'domain', title: '领域', dataIndex: 'domain', width: 130 },
              {
                key: 'basis',
                title: '现行依据',
                width: 250,
                ellipsis: true,
                render: (_, power) => textOn(power, dayText(Date.now())).article,
              },
              {
                key: 'state',
                title: '状态',
                width: 90,
                render: (_, row) => <Tag color={colours[row.state]}>{powerStateTitles[row.state]}</Tag>,
              },
              {
                key: 'span',
                title: '承接期间',
                width: 210,
                className: 'num',
                render: (_, { heldFrom, heldTo, withdrawDocument }) => (
                  <span title={withdrawDocument}>
                    {heldFrom} 起{heldTo ? `，${heldTo} 收回` : ''}
                  </span>
                ),
              },
              {
                key: 'open',
                title: '在办',
                width: 70,
                align: 'right',
                className: 'num',
                render: (_, { openCases, code }) =>
                  openCases === 0 ? '0' : <Link to={`/enforcement/cases?power=${code}`}>{openCases}</Link>,
              },
              ...(mayManage
                ? [
                    {
                      key: 'acts',
                      title: '操作',
                      width: 80,
                      render: (_: unknown, row: PowerRow) =>
                        row.state === 'held' && (
                          <Button size="small" type="text" onClick={() => setTaking(row)}>
                            收回
                          </Button>
                        ),
                    },
                  ]
                : []),
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 项
            </Button>
          )}
        </div>
      )}
      {taking && <TakeBackDrawer power={taking} close={() => setTaking(undefined)} />}
    </Page>
  )
}

/** Every wording with the day it stands from. */
function Texts({ texts }: PowerRow) {
  return (
    <ul className="enforcement-texts">
      {texts.map((text) => (
        <li key={text.from}>
          <strong>
            {text.article}（自 {text.from}）
          </strong>
          <p>{text.text}</p>
        </li>
      ))}
    </ul>
  )
}

type OpenCase = { readonly id: string; readonly number: string; readonly title: string }

function TakeBackDrawer({ power, close }: { readonly power: PowerRow; readonly close: () => void }) {
  const client = useQueryClient()
  const left = useRef<readonly OpenCase[]>([])
  const [open, setOpen] = useState<readonly OpenCase[]>()
  if (open)
    return (
      <Modal open title={`已收回；${open.length} 件在办案件须处理`} footer={null} onCancel={close}>
        <OpenCases cases={open} />
      </Modal>
    )
  return (
    <FormDrawer<{ on: string; document: string }>
      title={`收回 · ${power.title}`}
      submit="收回"
      danger
      draft={`enforcement.power.${power.code}`}
      note={
        power.openCases > 0 ? <Alert type="warning" showIcon title={`还有 ${power.openCases} 件在办，收回后列出清单供移交。`} /> : undefined
      }
      close={() => (left.current.length > 0 ? setOpen(left.current) : close())}
      send={async ({ on, document }, { actionId }) => {
        const { openCases } = await call(withdrawPower, { params: { code: power.code }, body: { actionId, on, document } })
        await Promise.all([listPowers, countPowers].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
        left.current = openCases
      }}
    >
      <Form.Item name="on" label="自哪一天起不再持有" rules={[{ required: true, message: '请选择日期' }]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="document" label="收回文件" rules={[{ required: true, min: 2, message: '请填写收回文件' }]}>
        <Input maxLength={120} placeholder="文号或文件名" />
      </Form.Item>
    </FormDrawer>
  )
}

function OpenCases({ cases }: { readonly cases: readonly OpenCase[] }) {
  return (
    <ul className="enforcement-texts">
      {cases.map(({ id, number, title }) => (
        <li key={id}>
          <a href={`/cases/${id}`}>{title}</a> <span className="num">{number}</span>
        </li>
      ))}
    </ul>
  )
}
