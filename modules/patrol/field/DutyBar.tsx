import { useState } from 'react'
import { keepFault } from '#platform/client/field/photo.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { dutyKind } from './kinds.ts'
import { dutyPart, vehiclesPart } from './parts.ts'
import { usePositionSender } from './sender.ts'

/** On duty or not: the last tap on this phone counts until the centre knows it. */
export function useDuty() {
  const { value } = usePart(dutyPart)
  const [newest] = useItems(dutyKind.key)
  const pending =
    newest && newest.state !== 'refused' && (newest.state !== 'done' || newest.at > (value ? Date.parse(value.serverTime) : 0))
      ? dutyKind.body.safeParse(newest.body)
      : undefined
  return { on: pending?.success ? pending.data.on : (value?.on ?? false), everySeconds: value?.everySeconds ?? 60 }
}

function Sending({ everySeconds }: { readonly everySeconds: number }) {
  const { value } = usePart(vehiclesPart)
  const { personId } = useViewer()
  const trip = value?.trips.find((one) => one.crew.some((member) => member.personId === personId))
  const { fault } = usePositionSender(everySeconds, trip?.vehicleId)
  return fault ? <span className="mark waiting">{fault}</span> : null
}

/** 上岗 / 离岗 in the bar; positions go only while it says 上岗. */
export function DutyBar() {
  const { on, everySeconds } = useDuty()
  const outbox = useOutbox()
  const [fault, setFault] = useState<string>()
  const tap = (): void => {
    outbox.put(dutyKind, { on: !on }, { title: on ? '离岗' : '上岗', subject: 'patrol.duty' }).then(
      () => setFault(undefined),
      (error: unknown) => setFault(keepFault(error)),
    )
  }
  return (
    <>
      <button
        type="button"
        className={on ? 'duty on' : 'duty'}
        aria-pressed={on}
        aria-label={on ? '在岗 · 点此离岗' : '未上岗 · 点此上岗'}
        onClick={tap}
      >
        <small>{on ? '● 在岗' : '未上岗'}</small>
        {on ? '离岗' : '上岗'}
      </button>
      {fault && <span className="mark refused">{fault}</span>}
      {on && <Sending everySeconds={everySeconds} />}
    </>
  )
}
