import { PlusOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { DayInput } from '#platform/client/desk/DayInput.tsx'
import { Page } from '#platform/client/desk/Page.tsx'
import { EmptyState, FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { orgTree } from '../contract.ts'
import { NewUnitDrawer } from './NewUnitDrawer.tsx'
import { UnitCard } from './UnitCard.tsx'
import { UnitTree } from './UnitTree.tsx'
import './org-desk.css'

/** 组织机构: the tree as it stood on a day, and the card of one unit beside it. */
export function UnitsPage() {
  const { get, set } = useUrl()
  const today = dayText(useNow())
  const at = get('at') ?? today
  const found = useEndpoint(orgTree, { query: at === today ? {} : { at } }, { keep: true })
  const [adding, setAdding] = useState(false)
  const mayManage = useMay('org.unit.manage')
  const rows = found.data?.rows ?? []
  const chosen = get('unit') ?? rows[0]?.id
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  return (
    <Page
      fill
      title="组织机构"
      remark={found.data && `${at === today ? '今天' : at}在设 ${rows.length} 个单位，在岗 ${people} 人次`}
      actions={
        <>
          <DayInput label="看某一天" value={at} onChange={(day) => set({ at: day === today ? undefined : (day ?? undefined) })} />
          {at !== today && <Button onClick={() => set({ at: undefined })}>回到今天</Button>}
          <Tooltip title="打印机构树">
            <Button icon={<PrinterOutlined />} aria-label="打印机构树" onClick={() => print()} />
          </Tooltip>
          {mayManage && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
              设立单位
            </Button>
          )}
        </>
      }
    >
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={14} />}
      {found.data && rows.length === 0 && <EmptyState title={`${at} 还没有设立单位`}>换一天再看，或设立第一个单位。</EmptyState>}
      {rows.length > 0 && (
        <div className="org-split">
          <UnitTree rows={rows} chosen={chosen} choose={(unit) => set({ unit })} />
          {chosen && <UnitCard key={chosen} id={chosen} at={at} today={today} rows={rows} />}
        </div>
      )}
      {adding && (
        <NewUnitDrawer rows={rows} parentId={chosen} close={() => setAdding(false)} done={(unit) => set({ unit, at: undefined })} />
      )}
    </Page>
  )
}
