import { Suspense, lazy, useState } from 'react'
import { Mark } from './KindIcon.tsx'
import type { TownInfo } from './door.ts'
import type { Report } from './use-report.ts'

const PlacePicker = lazy(() => import('./PlacePicker.tsx').then(({ PlacePicker }) => ({ default: PlacePicker })))

const refusals: Readonly<Record<number, string>> = {
  1: '手机没有允许定位。可以在地图上选，或直接写地址',
  2: '暂时定不到位置。可以走到室外再试，或直接写地址',
  3: '定位太慢了。可以再试一次，或直接写地址',
}

/** Where it is: where I stand, a point on the map, or words. Coordinates are for machines and are not shown. */
export function PlaceField({
  report,
  town,
  fault,
}: {
  readonly report: Report
  readonly town: TownInfo | undefined
  readonly fault: string | undefined
}) {
  const { draft, change } = report
  const [finding, setFinding] = useState(false)
  const [trouble, setTrouble] = useState('')
  const [picking, setPicking] = useState(false)

  const locate = () => {
    setTrouble('')
    if (!('geolocation' in navigator)) return setTrouble('这部手机的浏览器不能定位。可以在地图上选，或直接写地址')
    setFinding(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFinding(false)
        change({ place: [coords.longitude, coords.latitude], accuracy: coords.accuracy })
      },
      ({ code }) => {
        setFinding(false)
        setTrouble(refusals[code] ?? refusals[2]!)
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    )
  }
  const outside = draft.place && town && isOutside(draft.place, town.bbox)
  return (
    <section className="block">
      <h2>在哪里</h2>
      <div className="picks">
        <button type="button" className="pick" onClick={locate} disabled={finding}>
          <Mark name="here" />
          <span>{finding ? '正在定位…' : '用当前位置'}</span>
        </button>
        <button type="button" className="pick" onClick={() => setPicking(true)}>
          <Mark name="map" />
          <span>在地图上选</span>
        </button>
      </div>
      <div role="status">
        {draft.place && (
          <p className="found">
            <Mark name="tick" />
            <span>
              {draft.accuracy === undefined ? '已在地图上选好位置' : `已定位，误差约 ${Math.max(1, Math.round(draft.accuracy))} 米`}
              {draft.accuracy !== undefined && draft.accuracy > 100 && '，偏大，最好再写清地址'}
            </span>
            <button type="button" className="plain" onClick={() => change({ place: undefined, accuracy: undefined })}>
              去掉
            </button>
          </p>
        )}
        {outside && <p className="hint">这个位置好像不在{town.name}范围内，仍可以提交，由工作人员核对。</p>}
        {trouble && <p className="hint">{trouble}</p>}
      </div>
      <label className="field">
        <span>地址或旁边的标志物</span>
        <input
          type="text"
          value={draft.address}
          maxLength={200}
          autoComplete="off"
          placeholder="例如：听橹路 18 号门口"
          aria-invalid={Boolean(fault)}
          onChange={(event) => change({ address: event.target.value })}
        />
      </label>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {picking && (
        <Suspense fallback={<p className="hint">正在打开地图…</p>}>
          <PlacePicker
            town={town}
            start={draft.place}
            close={() => setPicking(false)}
            choose={(place) => {
              setPicking(false)
              change({ place, accuracy: undefined })
            }}
          />
        </Suspense>
      )}
    </section>
  )
}

const isOutside = ([lng, lat]: readonly [number, number], [west = -180, south = -90, east = 180, north = 90]: readonly number[]): boolean =>
  lng < west || lng > east || lat < south || lat > north
