import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import { newId } from '#platform/contract/id.ts'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import type { ListSet } from '../../list-set.ts'
import { dropSet, hallLists, listSets, readSet } from '../../list-set.ts'
import { ListSetDrawer } from './ListSetDrawer.tsx'
import './matter.css'

/** 展示清单: lists with names, two of them hung up in the hall. */
export function ListSetsPage() {
  const mayManage = useMay('service.matter.manage')
  const found = useEndpoint(listSets, {})
  const [editing, setEditing] = useState<ListSet | 'new'>()
  const rows = found.data?.rows ?? []
  const hung = rows.filter(({ hall }) => hall !== undefined)
  return (
    <Page
      title="展示清单"
      remark={found.data && `${rows.length} 份；大厅展示 ${hung.map(({ name }) => `“${name}”`).join('、') || '尚未指定'}`}
      actions={
        mayManage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
            新增清单
          </Button>
        )
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={10} />}
      {found.data && rows.length === 0 && (
        <div className="panel">
          <EmptyState title="还没有展示清单">新增一份，按条件或逐项编排，再指定为大厅的第一份或第二份。</EmptyState>
        </div>
      )}
      <div className="list-cards">
        {rows.map((set) => (
          <SetCard key={set.id} set={set} edit={mayManage ? () => setEditing(set) : undefined} />
        ))}
      </div>
      {editing && <ListSetDrawer set={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />}
    </Page>
  )
}

function SetCard({ set, edit }: { readonly set: ListSet; readonly edit: (() => void) | undefined }) {
  const client = useQueryClient()
  const { message, modal } = App.useApp()
  const content = useEndpoint(readSet, { params: { id: set.id } })
  const drop = () =>
    modal.confirm({
      title: `删除“${set.name}”？`,
      content: '事项本身不受影响。',
      okText: '删除',
      cancelText: '取消',
      onOk: async () => {
        try {
          await call(dropSet, { params: { id: set.id }, body: { actionId: newId() } })
          await Promise.all([listSets, hallLists].map((one) => client.invalidateQueries({ queryKey: keyOf(one) })))
        } catch (error) {
          void message.error(error instanceof ProblemError ? problemText(error) : '没有删除，请再试一次')
        }
      },
    })
  return (
    <section className="panel matter-block" aria-label={set.name}>
      <h2>
        {set.name} <span className="num">{set.total}</span> 项 {set.hall && <Tag color="processing">大厅第 {set.hall} 份</Tag>}
        {edit && (
          <span style={{ float: 'right' }}>
            <Button type="text" size="small" aria-label={`修改${set.name}`} icon={<EditOutlined />} onClick={edit} />
            <Button type="text" size="small" aria-label={`删除${set.name}`} icon={<DeleteOutlined />} onClick={drop} />
          </span>
        )}
      </h2>
      <p className="quiet">{set.spec.note}</p>
      {content.isPending && <LoadingSkeleton rows={4} />}
      {content.data && content.data.entries.length === 0 && <p>今天没有符合的事项。</p>}
      <ol className="list-entries" aria-label={`${set.name}的内容`}>
        {(content.data?.entries ?? []).map(({ kind, code, name, remark }) => (
          <li key={`${kind} ${code}`}>
            <Link to={kind === 'matter' ? `/service/matters/${code}` : `/service/one-things/${code}`}>{name}</Link>{' '}
            <span className="quiet">{remark}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
