import { UserAddOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Select, Table, Tag } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { FormDrawer } from '#platform/client/desk/FormDrawer.tsx'
import { OnceSecret } from '#platform/client/desk/OnceSecret.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { createPerson, listPeople, orgTree } from '../contract.ts'
import type { Person, PersonStatus } from '../contract.ts'
import { PersonFields } from './PersonFields.tsx'
import type { PersonValues } from './PersonFields.tsx'
import { PhoneText } from './PhoneText.tsx'
import { orgChanged } from './org-changed.ts'
import { unitOptions } from './unit-options.ts'
import './org-desk.css'

const PAGE = 60

/** 人员: found by name, account, unit; phones masked, an eye asks why. */
export function PeoplePage() {
  const { get, set } = useUrl()
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  const unitId = get('unit')
  const status: PersonStatus | undefined = get('status') === 'disabled' ? 'disabled' : get('status') === 'all' ? undefined : 'active'
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const query = { ...(q === '' ? {} : { q }), ...(unitId === undefined ? {} : { unitId }), ...(status === undefined ? {} : { status }) }
  const found = usePages<Person>([...keyOf(listPeople), 'pages', query], (after, signal) =>
    call(listPeople, { query: { ...query, limit: PAGE, after } }, { signal }),
  )
  const tree = useEndpoint(orgTree, {}, { staleTime: 60_000 })
  const mayAdd = useMay('org.person.manage')
  const [adding, setAdding] = useState(false)
  return (
    <Page
      title="人员"
      remark={found.rows.length > 0 && `${found.hasNextPage ? '已列出' : '共'} ${found.rows.length} 人`}
      actions={
        mayAdd && (
          <Button type="primary" icon={<UserAddOutlined />} onClick={() => setAdding(true)}>
            新增人员
          </Button>
        )
      }
    >
      <div className="org-filters" role="search">
        <Input.Search
          allowClear
          placeholder="姓名或账号"
          aria-label="姓名或账号"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 220 }}
        />
        <Select
          allowClear
          aria-label="单位"
          placeholder="全部单位"
          style={{ width: 260 }}
          showSearch={{ optionFilterProp: 'words' }}
          options={unitOptions(tree.data?.rows ?? [])}
          value={unitId ?? null}
          onChange={(unit: string | null) => set({ unit: unit ?? undefined })}
        />
        <Select
          aria-label="状态"
          style={{ width: 110 }}
          value={get('status') ?? 'active'}
          options={[
            { value: 'active', label: '在用' },
            { value: 'disabled', label: '已停用' },
            { value: 'all', label: '全部状态' },
          ]}
          onChange={(next: string) => set({ status: next === 'active' ? undefined : next })}
        />
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={12} />}
      {found.data && found.rows.length === 0 && <EmptyState title="没有符合的人员">去掉一项筛选再看，或核对姓名。</EmptyState>}
      {found.rows.length > 0 && (
        <div className="panel org-table">
          <Table<Person>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            columns={[
              { key: 'name', title: '姓名', width: 130, render: (_, { id, name }) => <Link to={`/org/people/${id}`}>{name}</Link> },
              { key: 'login', title: '账号', dataIndex: 'login', width: 150 },
              {
                key: 'posts',
                title: '今天的岗位',
                render: (_, { posts }) => (posts.length === 0 ? <span className="org-vacant">没有岗位，不能登录</span> : posts.join('；')),
              },
              { key: 'phone', title: '电话', width: 190, render: (_, person) => <PhoneText person={person} /> },
              {
                key: 'status',
                title: '状态',
                width: 90,
                render: (_, { status: now }) => (now === 'active' ? '在用' : <Tag color="error">已停用</Tag>),
              },
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 人
            </Button>
          )}
        </div>
      )}
      {adding && <NewPersonDrawer close={() => setAdding(false)} />}
    </Page>
  )
}

function NewPersonDrawer({ close }: { readonly close: () => void }) {
  const client = useQueryClient()
  const made = useRef<{ login: string; password: string } | undefined>(undefined)
  const [once, setOnce] = useState<{ login: string; password: string }>()
  if (once)
    return (
      <OnceSecret
        title={`账号 ${once.login} 的一次性密码`}
        secret={once.password}
        remark="请当面或通过可靠渠道告知本人；首次登录须修改。安排岗位后才能登录。"
        close={close}
      />
    )
  return (
    <FormDrawer<PersonValues>
      title="新增人员"
      submit="新增并生成密码"
      draft="org.new-person"
      note="新增后请到组织机构的岗位上安排此人；没有岗位不能登录。"
      close={() => (made.current ? setOnce(made.current) : close())}
      send={async ({ name = '', login = '', phone }, { actionId }) => {
        const { password } = await call(createPerson, { body: { name, login, phone: phone || undefined } }, { actionId })
        await orgChanged(client)
        made.current = { login, password }
      }}
    >
      <PersonFields login />
    </FormDrawer>
  )
}
