import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tag } from 'antd'
import { useState } from 'react'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useMay } from '#platform/client/viewer.ts'
import { getUnit, unitKindTitles } from '../contract.ts'
import { NewUnitDrawer } from './NewUnitDrawer.tsx'
import { UnitDrawer } from './UnitDrawer.tsx'
import type { UnitChange } from './UnitDrawer.tsx'
import { UnitHistory } from './UnitHistory.tsx'
import { UnitPosts } from './UnitPosts.tsx'
import type { TreeRow } from './unit-options.ts'

interface UnitCardProps {
  readonly id: string
  readonly at: string
  readonly today: string
  readonly rows: readonly TreeRow[]
}

/** One unit on a day: what it is called and where it stands, its posts and who sits there, its names through time. */
export function UnitCard({ id, at, today, rows }: UnitCardProps) {
  const found = useEndpoint(getUnit, { params: { id }, query: at === today ? {} : { at } })
  const mayManage = useMay('org.unit.manage')
  const [change, setChange] = useState<UnitChange | 'below'>()
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  const unit = found.data
  if (!unit)
    return (
      <div className="org-card panel panel-body">
        <LoadingSkeleton title rows={8} />
      </div>
    )
  const parent = rows.find((row) => row.id === unit.parentId)
  const ended = unit.to !== null && unit.to <= today
  return (
    <article className="org-card">
      <section className="panel panel-body">
        <header className="org-card-head">
          <h2>{unit.name}</h2>
          <Tag>{unitKindTitles[unit.kind]}</Tag>
          {ended && <Tag color="error">已于 {unit.to} 撤销</Tag>}
          {mayManage && !ended && (
            <div className="page-actions">
              <Button onClick={() => setChange('rename')}>更名</Button>
              <Button onClick={() => setChange('below')}>设立下级单位</Button>
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    { key: 'move', label: '调整隶属' },
                    { key: 'edit', label: '改类别、编号、排序' },
                    { key: 'end', label: '撤销单位', danger: true },
                  ],
                  onClick: ({ key }) => setChange(key as UnitChange),
                }}
              >
                <Button>
                  更多 <DownOutlined />
                </Button>
              </Dropdown>
            </div>
          )}
        </header>
        <dl className="facts">
          <Fact title="简称">{unit.short}</Fact>
          <Fact title="编号">{unit.code ?? '未编'}</Fact>
          <Fact title="上级单位">{parent?.name ?? (unit.parentId === null ? '无' : '当日不在设')}</Fact>
          <Fact title="设立">{unit.from}</Fact>
        </dl>
      </section>
      <UnitPosts unit={unit} at={at} today={today} />
      <UnitHistory unit={unit} rows={rows} />
      {change === 'below' && <NewUnitDrawer rows={rows} parentId={unit.id} close={() => setChange(undefined)} />}
      {change !== undefined && change !== 'below' && (
        <UnitDrawer change={change} unit={unit} rows={rows} today={today} close={() => setChange(undefined)} />
      )}
    </article>
  )
}

function Fact({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}
