import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { go, useParams } from '#platform/client/field/address.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { roundStateTitles } from '../contract.ts'
import { roundKind, visitKind } from './kinds.ts'
import { roundsPart } from './parts.ts'

/** One round: start, the places to see, end. What this phone already sent counts at once. */
export function RoundPage() {
  const { id = '' } = useParams()
  const { value, read, pull } = usePart(roundsPart)
  const outbox = useOutbox()
  const acts = useItems(roundKind.key).filter((item) => item.state !== 'refused')
  const visits = useItems(visitKind.key).filter((item) => item.state !== 'refused')
  const held = value?.rounds.find(({ round }) => round.id === id)
  if (!held)
    return (
      <Screen title="巡查">
        {read && <Empty act={<BigButton onClick={() => void pull()}>再取一次</BigButton>}>手机上没有这次巡查。</Empty>}
      </Screen>
    )
  const { round } = held
  const tapped = (start: boolean) =>
    acts.some((item) => {
      const body = roundKind.body.safeParse(item.body)
      return body.success && body.data.id === id && body.data.start === start
    })
  const done = round.state === 'done' || tapped(false)
  const running = !done && (round.state === 'running' || tapped(true))
  const seen = new Set(
    visits.flatMap((item) => {
      const body = visitKind.body.safeParse(item.body)
      return body.success && body.data.roundId === id ? [body.data.objectId] : []
    }),
  )
  const stops =
    held.stops.length > 0
      ? held.stops.map((stop) => ({
          id: stop.objectId,
          name: stop.name,
          code: stop.code,
          address: stop.address,
          seen: Boolean(stop.visitedAt) || seen.has(stop.objectId),
        }))
      : (value?.objects ?? [])
          .filter(({ areaCode }) => areaCode.startsWith(round.areaCode))
          .map((object) => ({ id: object.id, name: object.name, code: object.code, address: object.address, seen: seen.has(object.id) }))
  const act = (start: boolean) =>
    void outbox.put(roundKind, { id, start, note: '' }, { title: `${start ? '开始' : '结束'} ${round.title}`, subject: `round:${id}` })
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
        {done ? roundStateTitles.done : running ? roundStateTitles.running : roundStateTitles[round.state]} · 已看 {stops.length - left}/
        {stops.length} 处{round.metres !== undefined && ` · ${(round.metres / 1000).toFixed(1)} 公里`}
        {round.ground !== undefined && ` · 走到 ${Math.round(round.ground * 100)}% 的地面`}
      </p>
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
