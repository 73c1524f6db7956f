import { useState } from 'react'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Field } from '#platform/client/field/Field.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { usePart } from '#platform/client/field/use-part.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { whenText } from '#platform/client/time.ts'
import { departKind, returnKind } from './kinds.ts'
import { vehiclesPart } from './parts.ts'

const words = { waiting: '等信号，会自动发送', sending: '正在发送', done: '已送达', refused: '没被接受' } as const

/** 出车、收车: which vehicle, what the dial says; kilometres are the track's own. */
export function VehiclePage() {
  const { value, read } = usePart(vehiclesPart)
  const outbox = useOutbox()
  const sent = [...useItems(departKind.key), ...useItems(returnKind.key)].toSorted((a, b) => b.at - a.at).slice(0, 4)
  const [vehicleId, setVehicleId] = useState('')
  const [dial, setDial] = useState('')
  const [fault, setFault] = useState<string>()
  const trip = value?.trips[0]
  const odometer = Number(dial)
  const send = (): void => {
    if (dial.trim() === '' || !Number.isFinite(odometer)) return setFault('请填写里程表读数')
    if (!trip && vehicleId === '') return setFault('请选择车辆')
    setFault(undefined)
    setDial('')
    if (trip)
      void outbox.put(returnKind, { id: trip.id, odometer }, { title: `${trip.vehicle} 收车`, subject: `vehicle:${trip.vehicleId}` })
    else {
      const name = value?.vehicles.find(({ id }) => id === vehicleId)?.name ?? '车辆'
      void outbox.put(
        departKind,
        { vehicleId, crew: [], odometer, purpose: '例行巡查' },
        { title: `${name} 出车`, subject: `vehicle:${vehicleId}` },
      )
    }
  }
  return (
    <Screen
      title="巡查车"
      foot={
        <BigButton tone="primary" onClick={send}>
          {trip ? '收车' : '出车'}
        </BigButton>
      }
    >
      {read && !value && <Empty>还没有取到车辆，到有信号的地方再打开。</Empty>}
      {trip ? (
        <p className="card">
          {trip.vehicle} {whenText(trip.startedAt)} 出车，起始 {trip.odometerFrom} 公里。轨迹由手机记录，收车时核算。
        </p>
      ) : (
        <section className="card">
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
        </section>
      )}
      <section className="card">
        <Field title="里程表读数（公里）" fault={fault}>
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
      {sent.length > 0 && (
        <section className="card">
          {sent.map((item) => (
            <p key={item.id}>
              {item.title} · {words[item.state]}
              {item.fault && <span className="fault"> {item.fault.text}</span>}
            </p>
          ))}
        </section>
      )}
    </Screen>
  )
}
