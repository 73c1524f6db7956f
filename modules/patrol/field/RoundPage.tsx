import { useEffect, useState } from 'react'
import { type MapPin, PlaceMap, mapPart } from '#core/area/field/index.tsx'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { go, useParams } from '#platform/client/field/address.ts'
import { keepFault } from '#platform/client/field/photo.ts'
import { usePosition } from '#platform/client/field/position.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { roundStateTitles } from '../contract.ts'
import { roundKind } from './kinds.ts'
import { roundsPart } from './parts.ts'
import { progressOf } from './round-progress.ts'

/** One round: start, the places to see, end. What this phone already sent counts at once. */
export function RoundPage() {
  const { id = '' } = useParams()
  const { value, read, pull } = usePart(roundsPart)
  const { value: map } = usePart(mapPart)
  const { fix } = usePosition()
  const outbox = useOutbox()
  const [fault, setFault] = useState<string>()
  const items = useItems()
  const held = value?.rounds.find(({ round }) => round.id === id)
  const missing = read && !held
  useEffect(() => {
    // Laid ready since the last pull, or opened before the first one came.
    if (missing) void pull()
    // oxlint-disable-next-line react/exhaustive-deps -- once for each round that is not here
  }, [missing, id])
  if (!held)
    return (
      <Screen title="巡查">
        {read && <Empty act={<BigButton onClick={() => void pull()}>再取一次</BigButton>}>手机上没有这次巡查。</Empty>}
      </Screen>
    )
  const { round } = held
  const { state, seen } = progressOf(held, items)
  const done = state === 'done'
  const running = state === 'running'
  const stops =
    held.stops.length > 0
      ? held.stops.map((stop) => ({
          id: stop.objectId,
          name: stop.name,
          code: stop.code,
          address: stop.address,
          place: stop.place,
          seen: seen.has(stop.objectId),
        }))
      : (value?.objects ?? [])
          .filter(({ areaCode }) => areaCode.startsWith(round.areaCode))
          .map((object) => ({
            id: object.id,
            name: object.name,
            code: object.code,
            address: object.address,
            place: object.place,
            seen: seen.has(object.id),
          }))
  const act = (start: boolean) =>
    void outbox
      .put(roundKind, { id, start, note: '' }, { title: `${start ? '开始' : '结束'} ${round.title}`, subject: `round:${id}` })
      .then(
        () => setFault(undefined),
        (error: unknown) => setFault(keepFault(error)),
      )
  const pins = stops.flatMap(({ id: stop, place, seen: was }): MapPin[] =>
    place ? [{ id: stop, point: place, tone: was ? 'done' : 'case' }] : [],
  )
  const near = fix?.point ?? pins[0]?.point
  const left = stops.filter((stop) => !stop.seen).length
  return (
    <Screen
      title={round.title}
      foot={
        done ? undefined : running ? (
          <>
            <BigButton onClick={() => go('/scan')}>扫码检查</BigButton>
            <BigButton tone="primary" onClick={() => act(false)}>
              结束巡查{left > 0 ? `（还有 ${left} 处没看）` : ''}
            </BigButton>
          </>
        ) : (
          <BigButton tone="primary" onClick={() => act(true)}>
            开始巡查
          </BigButton>
        )
      }
    >
      <p className="card">
        {roundStateTitles[state]} · 已看 {stops.length - left}/{stops.length} 处
        {round.metres !== undefined && ` · ${(round.metres / 1000).toFixed(1)} 公里`}
        {round.ground !== undefined && ` · 走到 ${Math.round(round.ground * 100)}% 的地面`}
      </p>
      {fault && (
        <p className="card refused" role="alert">
          {fault}
        </p>
      )}
      {map && near && !done && (
        <div className="small-map">
          <PlaceMap
            map={map}
            label={`${stops.length} 处要看的对象，红点没看、绿点看过`}
            point={near}
            here={fix?.point}
            pins={pins}
            span={900}
          />
        </div>
      )}
      <section className="card" aria-label="要看的对象">
        {stops.map((stop) => (
          <button key={stop.id} type="button" className="row" onClick={() => go(`/objects/${stop.code}${running ? `?round=${id}` : ''}`)}>
            <span className="row-title">{stop.name}</span>
            <span className="row-foot">
              <span className={stop.seen ? 'mark done' : 'mark'}>{stop.seen ? '✓ 已看' : '没看'}</span>
              <span>{stop.address}</span>
            </span>
          </button>
        ))}
        {stops.length === 0 && <Empty>这个网格还没有登记巡查对象。</Empty>}
      </section>
    </Screen>
  )
}
