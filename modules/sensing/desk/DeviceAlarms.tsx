import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { listAlarms } from '../alarm-endpoints.ts'
import { AlarmDrawer } from './AlarmDrawer.tsx'
import { AlarmTable } from './AlarmTable.tsx'

/** The last alarms of one device, whatever became of them. */
export function DeviceAlarms({ id }: { readonly id: string }) {
  const client = useQueryClient()
  const found = useEndpoint(listAlarms, { query: { device: id, limit: 10 } })
  const [open, setOpen] = useState<string>()
  const rows = found.data?.rows ?? []
  return (
    <section className="panel sensing-card" aria-label="告警">
      <h2 className="sensing-head">告警 {rows.length > 0 && <Link to={`/sensing/alarms?device=${id}`}>在复核页查看</Link>}</h2>
      {found.isError && <FailedState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <LoadingSkeleton rows={3} />}
      {found.data && rows.length === 0 && <p className="quiet">还没有告警。</p>}
      {rows.length > 0 && <AlarmTable own rows={rows} onOpen={setOpen} />}
      {open && (
        <AlarmDrawer id={open} close={() => setOpen(undefined)} changed={() => client.invalidateQueries({ queryKey: keyOf(listAlarms) })} />
      )}
    </section>
  )
}
