import { useState } from 'react'
import { useViewer } from '#platform/client/viewer.ts'
import { Button, Drawer, Segmented, Select, Table, Tag } from 'antd'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { FailedState, LoadingSkeleton } from '#platform/client/desk/StateBlocks.tsx'
import { whenText } from '#platform/client/time.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { usePages } from '#platform/client/use-pages.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { type Trip, type Vehicle, listTrips, listVehicles, readTripTrack, readVehicleFigures } from '../contract.ts'
import { DevicesDrawer } from './DevicesDrawer.tsx'
import { TrackMap } from './TrackMap.tsx'
import { VehicleDrawer } from './VehicleDrawer.tsx'
import './patrol.css'

const km = (value: number | undefined): string => (value === undefined ? '—' : `${value.toFixed(1)}`)

function TripDrawer({ trip, close }: { readonly trip: Trip; readonly close: () => void }) {
  const track = useEndpoint(readTripTrack, { params: { id: trip.id } })
  const bare = track.data?.points === 0
  return (
    <Drawer open onClose={close} size={820} title={`${trip.vehicle} ${whenText(trip.startedAt)} 出车`}>
      {track.isError && <FailedState error={track.error} />}
      <p>
        车组 {trip.crew.map(({ name }) => name).join('、')}；{trip.purpose || '未写事由'}
      </p>
      {bare ? <p className="quiet">这一趟没有留下轨迹点（轨迹超过保存期或设备未上报）。</p> : null}
      <div className="patrol-map" style={{ height: 520 }}>
        <TrackMap label={`${trip.vehicle}的轨迹`} track={track.data} />
      </div>
    </Drawer>
  )
}

/** 车辆: trips with both kilometres and the difference. */
export function VehiclesPage() {
  const url = useUrl()
  const vehicle = url.get('vehicle')
  const open = url.get('open') === '1'
  const shown = url.get('trip')
  const figures = useEndpoint(readVehicleFigures, { query: {} })
  const vehicles = useEndpoint(listVehicles, { query: { limit: 100 } })
  const trips = usePages<Trip>([...keyOf(listTrips), vehicle ?? '', String(open)], (after) =>
    call(listTrips, {
      query: { limit: 60, ...(vehicle ? { vehicleId: vehicle } : {}), ...(open ? { open: 'true' } : {}), ...(after ? { after } : {}) },
    }),
  )
  const trip = trips.rows.find(({ id }) => id === shown)
  const one = figures.data
  const manages = useViewer().permissions.has('patrol.vehicle.manage')
  const [devices, setDevices] = useState(false)
  const [editing, setEditing] = useState<Vehicle | 'new'>()
  const chosen = vehicles.data?.rows.find(({ id }) => id === vehicle)
  return (
    <Page
      title="巡查车辆"
      remark="里程取自清洗后的轨迹，与里程表并列；差额超过一成的请车组说明（示例）"
      actions={
        manages && (
          <>
            <Button onClick={() => setDevices(true)}>定位设备</Button>
            {chosen && <Button onClick={() => setEditing(chosen)}>修改 {chosen.name}</Button>}
            <Button type="primary" onClick={() => setEditing('new')}>
              登记车辆
            </Button>
          </>
        )
      }
    >
      {one && (
        <dl className="panel patrol-figures">
          {(
            [
              ['车辆', one.vehicles, '辆'],
              ['正在外面', one.out, '辆'],
              ['出车', one.trips, '趟'],
              ['轨迹里程', one.trackKm, '公里'],
              ['里程表', one.odometerKm, '公里'],
              ['差额', one.differenceKm, '公里'],
            ] as const
          ).map(([title, value, unit]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>
                {value.toLocaleString('zh-CN')} <small>{unit}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="patrol-bar">
        <Segmented
          value={open ? 'open' : 'all'}
          onChange={(next) => url.set({ open: next === 'open' ? '1' : undefined })}
          options={[
            { value: 'all', label: '全部出车' },
            { value: 'open', label: '正在外面' },
          ]}
        />
        <Select
          aria-label="车辆"
          allowClear
          placeholder="全部车辆"
          value={vehicle ?? null}
          style={{ width: 220 }}
          onChange={(next: string | null) => url.set({ vehicle: next ?? undefined })}
          options={(vehicles.data?.rows ?? []).map(({ id, name, plate, out }) => ({
            value: id,
            label: `${name} ${plate}${out ? '（在外）' : ''}`,
          }))}
        />
      </div>
      {trips.isPending && <LoadingSkeleton rows={10} />}
      {trips.isError && <FailedState error={trips.error} retry={() => void trips.refetch()} />}
      {trips.data && (
        <div className="panel patrol-scroll">
          <Table<Trip>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={trips.rows}
            columns={[
              {
                key: 'vehicle',
                title: '车辆',
                width: 150,
                render: (_, row) => (
                  <>
                    {row.vehicle} <span className="quiet">{row.plate}</span>
                  </>
                ),
              },
              { key: 'from', title: '出车', width: 96, className: 'num', render: (_, row) => whenText(row.startedAt) },
              {
                key: 'to',
                title: '收车',
                width: 96,
                className: 'num',
                render: (_, row) => (row.endedAt ? whenText(row.endedAt) : <Tag color="processing">在外</Tag>),
              },
              { key: 'crew', title: '车组', render: (_, row) => row.crew.map(({ name }) => name).join('、') },
              { key: 'purpose', title: '事由', render: (_, row) => row.purpose },
              { key: 'track', title: '轨迹公里', width: 76, className: 'num', render: (_, row) => km(row.trackKm) },
              { key: 'gap', title: '缺口折算', width: 76, className: 'num', render: (_, row) => km(row.gapKm) },
              { key: 'odometer', title: '里程表', width: 66, className: 'num', render: (_, row) => km(row.odometerKm) },
              {
                key: 'difference',
                title: '差额',
                width: 62,
                className: 'num',
                render: (_, row) => (
                  <span className={row.note.includes('核实') ? 'patrol-late' : ''}>
                    {row.differenceKm === undefined ? '—' : (row.differenceKm > 0 ? '+' : '') + row.differenceKm.toFixed(1)}
                  </span>
                ),
              },
              { key: 'note', title: '说明', width: 130, render: (_, row) => row.note },
              {
                key: 'acts',
                title: '操作',
                width: 90,
                render: (_, row) => (
                  <Button type="link" size="small" onClick={() => url.set({ trip: row.id })}>
                    看轨迹
                  </Button>
                ),
              },
            ]}
          />
          {trips.hasNextPage && (
            <Button block type="text" onClick={() => void trips.fetchNextPage()}>
              更多
            </Button>
          )}
        </div>
      )}
      {devices && <DevicesDrawer vehicles={vehicles.data?.rows ?? []} close={() => setDevices(false)} />}
      {editing && <VehicleDrawer row={editing === 'new' ? undefined : editing} close={() => setEditing(undefined)} />}
      {trip && <TripDrawer trip={trip} close={() => url.set({ trip: undefined })} />}
    </Page>
  )
}
