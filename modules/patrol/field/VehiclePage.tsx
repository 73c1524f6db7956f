import { useState } from 'react'
import { PlaceMap, mapPart } from '#core/area/field/index.tsx'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Chips, Field } from '#platform/client/field/Field.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { go } from '#platform/client/field/address.ts'
import { keepFault } from '#platform/client/field/photo.ts'
import { usePosition } from '#platform/client/field/position.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { whenText } from '#platform/client/time.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { Trip } from '../contract.ts'
import { useDuty } from './DutyBar.tsx'
import { departKind, returnKind } from './kinds.ts'
import { vehiclesPart } from './parts.ts'

const words = { waiting: '等信号，会自动发送', sending: '正在发送', done: '已送达', refused: '没被接受' } as const
const km = (n: number | undefined): string => (n === undefined ? '—' : `${n.toFixed(1)} 公里`)

/** One trip that ended: the track's kilometres beside the dial's, and what lies between them. */
function PastTrip({ trip }: { readonly trip: Trip }) {
  const doubtful = trip.note !== '' && trip.note !== '相符'
  return (
    <div className="row">
      <span className="row-title">
        {trip.vehicle} · {whenText(trip.startedAt)}
      </span>
      <span className="row-foot num">
        <span>轨迹 {km((trip.trackKm ?? 0) + (trip.gapKm ?? 0))}</span>
        <span>里程表 {km(trip.odometerKm)}</span>
        <span>相差 {km(trip.differenceKm)}</span>
      </span>
      {trip.note && (
        <span className="row-foot">
          <span className={doubtful ? 'mark waiting' : 'mark done'}>
            <Icon name={doubtful ? 'warn' : 'done'} />
            {trip.note}
          </span>
        </span>
      )}
    </div>
  )
}

function OnTheRoad({ trip }: { readonly trip: Trip }) {
  const { value: map } = usePart(mapPart)
  const { fix, fault } = usePosition()
  const { on } = useDuty()
  return (
    <section className="card" aria-label="在外">
      <h2>{trip.vehicle} 在外</h2>
      <p>
        {whenText(trip.startedAt)} 出车，起始 {trip.odometerFrom} 公里
        {trip.crew.length > 1 && `，${trip.crew.map(({ name }) => name).join('、')}`}
      </p>
      {!on && <p className="fault">还没有上岗，轨迹不会记录。请点上方“上岗”。</p>}
      {on && fault && <p className="fault">{fault}</p>}
      {on && !fault && <p className="help">轨迹由这部手机记录，屏幕亮着、应用开着时才记得到；收车时核算。</p>}
      {map && fix && (
        <div className="small-map">
          <PlaceMap map={map} label="现在的位置" point={fix.point} here={fix.point} span={1500} />
        </div>
      )}
      <BigButton onClick={() => go('/report')}>
        <Icon name="mic" />
        发现问题，说一句就报
      </BigButton>
    </section>
  )
}

/** 出车、收车: which vehicle, with whom, what the dial says; kilometres are the track's own, told beside the dial's. */
export function VehiclePage() {
  const { value, read } = usePart(vehiclesPart)
  const outbox = useOutbox()
  const { personId } = useViewer()
  const departs = useItems(departKind.key)
  const returns = useItems(returnKind.key)
  const open = [...departs, ...returns].filter(({ state }) => state !== 'done').toSorted((a, b) => b.at - a.at)
  const [vehicleId, setVehicleId] = useState('')
  const [mates, setMates] = useState<readonly string[]>([])
  const [dial, setDial] = useState('')
  const [fault, setFault] = useState<string>()
  const waiting = (item: (typeof open)[number]): boolean => item.state === 'waiting' || item.state === 'sending'
  const mine = value?.trips.find((one) => one.crew.some((member) => member.personId === personId))
  // Just accepted, the package may still be older: the answer itself is the trip.
  const [last] = departs
  const answered = Trip.safeParse(last?.state === 'done' ? last.reply : undefined)
  const ended = (id: string): boolean =>
    (value?.past.some((trip) => trip.id === id) ?? false) ||
    returns.some((item) => item.state !== 'refused' && returnKind.body.safeParse(item.body).data?.id === id)
  const trip = [mine, answered.data].find((one) => one !== undefined && !ended(one.id))
  const leaving = !trip && departs.some(waiting)
  const known = new Map((value?.past ?? []).flatMap(({ crew }) => crew).map((member) => [member.personId, member.name]))
  known.delete(personId)
  const vehicle = value?.vehicles.find(({ id }) => id === vehicleId)
  const odometer = Number(dial)
  const send = (): void => {
    const least = trip ? trip.odometerFrom : vehicle?.odometer
    if (!trip && vehicleId === '') return setFault('请选择车辆')
    if (dial.trim() === '' || !Number.isFinite(odometer)) return setFault('请填写里程表读数')
    if (least !== undefined && odometer < least) return setFault(`读数比${trip ? '出车时' : '上次收车'}的 ${least} 公里还小，请核对`)
    setFault(undefined)
    const kept = trip
      ? outbox.put(returnKind, { id: trip.id, odometer }, { title: `${trip.vehicle} 收车`, subject: `vehicle:${trip.vehicleId}` })
      : outbox.put(
          departKind,
          { vehicleId, crew: [...mates], odometer, purpose: '例行巡查' },
          { title: `${vehicle?.name ?? '车辆'} 出车`, subject: `vehicle:${vehicleId}` },
        )
    void kept.then(
      () => setDial(''),
      (error: unknown) => setFault(keepFault(error)),
    )
  }
  return (
    <Screen
      title="巡查车"
      foot={
        leaving ? undefined : (
          <BigButton tone="primary" onClick={send}>
            {trip ? '收车' : '出车'}
          </BigButton>
        )
      }
    >
      {read && !value && <Empty>还没有取到车辆，到有信号的地方再打开。</Empty>}
      {leaving && <p className="card news">出车已记下，有信号就发到中心；发到以后才能收车。</p>}
      {trip && <OnTheRoad trip={trip} />}
      {!leaving && (
        <section className="card form">
          {!trip && (
            <Field title="车辆">
              {({ id, described }) => (
                <select id={id} aria-describedby={described} value={vehicleId} onChange={(event) => setVehicleId(event.target.value)}>
                  <option value="">请选择</option>
                  {(value?.vehicles ?? [])
                    .filter(({ out, active }) => active && !out)
                    .map(({ id: each, name, plate }) => (
                      <option key={each} value={each}>
                        {name} {plate}
                      </option>
                    ))}
                </select>
              )}
            </Field>
          )}
          {!trip && known.size > 0 && (
            <Field group title="同车的人" required={false}>
              {() => (
                <Chips
                  label="同车的人"
                  options={[...known].map(([id, name]) => ({ value: id, title: name }))}
                  chosen={mates}
                  choose={(id) => setMates(mates.includes(id) ? mates.filter((one) => one !== id) : [...mates, id])}
                />
              )}
            </Field>
          )}
          <Field
            title="里程表读数（公里）"
            fault={fault}
            help={!trip && vehicle?.odometer !== undefined ? `上次收车是 ${vehicle.odometer}` : undefined}
          >
            {({ id, described }) => (
              <input
                id={id}
                aria-describedby={described}
                inputMode="decimal"
                value={dial}
                onChange={(event) => setDial(event.target.value)}
              />
            )}
          </Field>
        </section>
      )}
      {open.length > 0 && (
        <section className="card">
          {open.map((item) => (
            <p key={item.id}>
              {item.title} · {words[item.state]}
              {item.fault && <span className="fault"> {item.fault.text}</span>}
            </p>
          ))}
        </section>
      )}
      {value && value.past.length > 0 && (
        <section className="card" aria-label="近几趟">
          <h2>近几趟：轨迹和里程表</h2>
          {value.past.map((one) => (
            <PastTrip key={one.id} trip={one} />
          ))}
        </section>
      )}
    </Screen>
  )
}
