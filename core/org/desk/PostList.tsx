import { Link } from '@tanstack/react-router'
import { Button, Input, Select, Table } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useRegistry } from '#platform/client/contributions.ts'
import { may } from '#platform/client/desk-module.ts'
import { useMay, useViewer } from '#platform/client/viewer.ts'
import { listPosts, listRoles, orgTree } from '../contract.ts'
import type { Post } from '../contract.ts'
import { AreasText } from './AreasInput.tsx'
import { PostDrawer } from './PostDrawer.tsx'
import { postNotices } from './registries.ts'
import { unitOptions } from './unit-options.ts'

const PAGE = 60

/** All posts, by unit, role or name; who sits there today. */
export function PostList() {
  const { get, set } = useUrl()
  const [words, setWords] = useState(get('q') ?? '')
  const q = useDebounced(words.trim(), 200)
  useEffect(() => set({ q: q === '' ? undefined : q }), [q, set])
  const role = get('role')
  const unitId = get('unit')
  const query = { ...(q === '' ? {} : { q }), ...(role === undefined ? {} : { role }), ...(unitId === undefined ? {} : { unitId }) }
  const found = usePages<Post>([...keyOf(listPosts), 'pages', query], (after, signal) =>
    call(listPosts, { query: { ...query, limit: PAGE, after } }, { signal }),
  )
  const roles = useEndpoint(listRoles, {}, { staleTime: 60_000 })
  const tree = useEndpoint(orgTree, {}, { staleTime: 60_000 })
  const mayChange = useMay('org.post.manage')
  const { permissions } = useViewer()
  const notices = useRegistry(postNotices).filter(({ needs }) => may(permissions, needs))
  const [editing, setEditing] = useState<Post>()
  return (
    <>
      {notices.map(({ key, Notice }) => (
        <Suspense key={key} fallback={null}>
          <Notice />
        </Suspense>
      ))}
      <div className="org-filters" role="search">
        <Input.Search
          allowClear
          placeholder="岗位名称"
          aria-label="岗位名称"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          style={{ width: 200 }}
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
          allowClear
          aria-label="角色"
          placeholder="全部角色"
          style={{ width: 180 }}
          options={(roles.data?.rows ?? []).map(({ key, title, posts }) => ({ value: key, label: `${title}（${posts}）` }))}
          value={role ?? null}
          onChange={(next: string | null) => set({ role: next ?? undefined })}
        />
      </div>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={12} />}
      {found.data && found.rows.length === 0 && (
        <EmptyState title="没有符合的岗位">去掉一项筛选再看；新岗位在组织机构的单位页上设。</EmptyState>
      )}
      {found.rows.length > 0 && (
        <div className="panel org-table">
          <Table<Post>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={found.rows}
            columns={[
              { key: 'title', title: '岗位', dataIndex: 'title', width: 240 },
              {
                key: 'unit',
                title: '单位',
                width: 240,
                render: (_, { unitId: at, unitName }) => <Link to={`/org/units?unit=${at}`}>{unitName}</Link>,
              },
              {
                key: 'role',
                title: '角色',
                width: 150,
                render: (_, { role: key, roleTitle }) => <Link to={`/org/posts?tab=roles&role=${key}`}>{roleTitle}</Link>,
              },
              {
                key: 'areas',
                title: '辖区',
                render: (_, { areas }) => <AreasText codes={areas} />,
              },
              {
                key: 'holders',
                title: '今天在岗',
                width: 200,
                render: (_, { holders }) =>
                  holders.length === 0 ? (
                    <span className="org-vacant">空缺</span>
                  ) : (
                    holders.map(({ personId, name }) => (
                      <Link key={personId} to={`/org/people/${personId}`} className="org-holder">
                        {name}
                      </Link>
                    ))
                  ),
              },
              ...(mayChange
                ? [
                    {
                      key: 'acts',
                      title: '操作',
                      width: 80,
                      render: (_: unknown, row: Post) => (
                        <Button size="small" type="text" aria-label={`修改岗位${row.title}`} onClick={() => setEditing(row)}>
                          修改
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          {found.hasNextPage && (
            <Button block type="text" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
              再看 {PAGE} 个
            </Button>
          )}
        </div>
      )}
      {editing && (
        <PostDrawer
          unit={{ id: editing.unitId, name: editing.unitName, from: editing.from }}
          post={editing}
          close={() => setEditing(undefined)}
        />
      )}
    </>
  )
}
