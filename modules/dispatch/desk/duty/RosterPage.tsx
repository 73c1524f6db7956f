import { LeftOutlined, RightOutlined, SettingOutlined, UploadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { dayText, useNow } from '#platform/client/time.ts'
import { useEndpoint } from '#platform/client/use-endpoint.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { useMay } from '#platform/client/viewer.ts'
import { readRosterMonth } from '../../duty/endpoints.ts'
import { DutyNow } from './DutyNow.tsx'
import { DutySettingsDrawer } from './DutySettingsDrawer.tsx'
import { RosterImport } from './RosterImport.tsx'
import { RosterMonth } from './RosterMonth.tsx'
import './duty.css'

function beside(month: string, step: number): string {
  const [year = 0, at = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, at - 1 + step, 1)).toISOString().slice(0, 7)
}

/** 值班表: who is here now and next, and the month as the wall of the duty room shows it. */
export function RosterPage() {
  const url = useUrl()
  const today = dayText(useNow())
  const month = url.get('month') ?? today.slice(0, 7)
  const may = useMay('dispatch.duty.manage')
  const [open, setOpen] = useState<'import' | 'settings'>()
  const found = useEndpoint(readRosterMonth, { query: { day: `${month}-01` } }, { keep: true })
  const [year, at] = month.split('-')
  return (
    <Page
      title="值班表"
      actions={
        <>
          {may && (
            <>
              <Button icon={<UploadOutlined />} onClick={() => setOpen('import')}>
                导入整月
              </Button>
              <Button icon={<SettingOutlined />} onClick={() => setOpen('settings')}>
                班次与岗位
              </Button>
            </>
          )}
          <Button icon={<LeftOutlined />} aria-label="上个月" onClick={() => url.set({ month: beside(month, -1) })} />
          <b className="num roster-which">
            {year}年{Number(at)}月
          </b>
          <Button icon={<RightOutlined />} aria-label="下个月" onClick={() => url.set({ month: beside(month, 1) })} />
        </>
      }
    >
      <DutyNow />
      {found.isError ? (
        <FailedState error={found.error} retry={() => void found.refetch()} />
      ) : found.data ? (
        <RosterMonth month={found.data} today={today} editable={may} />
      ) : (
        <LoadingSkeleton rows={14} />
      )}
      {open === 'import' && <RosterImport month={month} close={() => setOpen(undefined)} />}
      {open === 'settings' && <DutySettingsDrawer close={() => setOpen(undefined)} />}
    </Page>
  )
}
