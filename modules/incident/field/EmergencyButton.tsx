import { useEffect, useState } from 'react'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Confirm } from '#platform/client/field/Confirm.tsx'
import { go } from '#platform/client/field/address.ts'
import { keepFault } from '#platform/client/field/photo.ts'
import { findFix, usePosition } from '#platform/client/field/position.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { useMay } from '#platform/client/viewer.ts'
import { newId } from '#platform/contract/id.ts'
import { emergencyKind } from './report-kinds.ts'

/** How long a call for help waits for a position. It goes without one then: late is worse than vague. */
const PATIENCE_MS = 3_000

function EmergencySheet({ onClose }: { readonly onClose: () => void }) {
  const outbox = useOutbox()
  // Watched from the moment the sheet opens, so that the position is there when it is confirmed.
  const { oddities } = usePosition()
  const [id] = useState(newId)
  const [pressed, setPressed] = useState(false)
  const [fault, setFault] = useState<string>()
  const item = useItems(emergencyKind.key).find((one) => one.id === id)
  const press = async (): Promise<void> => {
    setPressed(true)
    const fix = await findFix(PATIENCE_MS)
    const placeDoubt = oddities.join('；').slice(0, 120)
    const at = fix && { place: [fix.point[0], fix.point[1]] as [number, number], accuracy: Math.min(fix.accuracy, 100_000) }
    try {
      await outbox.put(emergencyKind, { ...at, ...(at && placeDoubt ? { placeDoubt } : {}) }, { title: '紧急求助', actionId: id })
    } catch (error) {
      setFault(keepFault(error))
    }
  }
  useEffect(() => {
    if (item?.state === 'done' && 'vibrate' in navigator) navigator.vibrate([200, 100, 200])
  }, [item?.state])
  const told = item?.state === 'done'
  return (
    <Confirm
      title={told ? '值班室已经收到' : pressed ? '正在呼叫值班室' : '呼叫值班室？'}
      onClose={onClose}
      foot={
        <>
          {!pressed && (
            <BigButton tone="danger" onClick={() => void press()}>
              我有危险，马上呼叫
            </BigButton>
          )}
          {pressed && (
            <a className="big danger" href="tel:110">
              拨打 110
            </a>
          )}
          <BigButton
            onClick={() => {
              onClose()
              if (told) go('/reports')
            }}
          >
            {pressed ? '关闭' : '没事，按错了'}
          </BigButton>
        </>
      }
    >
      {!pressed && <p>按下后立即以“特急”报到值班室，并带上您的位置。没有信号时会一直重试。</p>}
      {pressed && !told && <p role="status">{item?.fault?.text ?? '正在取位置并发送……没有信号时会一直重试，请同时想办法打电话。'}</p>}
      {told && <p role="status">已生成特急事件并通知值班长、派单员和带班领导，请保持电话畅通。</p>}
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </Confirm>
  )
}

/** 求助: always in the same corner, two taps apart from an accident in the pocket. */
export function EmergencyButton() {
  const [open, setOpen] = useState(false)
  if (!useMay('incident.case.report')) return null
  return (
    <>
      <button type="button" className="sos" onClick={() => setOpen(true)}>
        求助
      </button>
      {open && <EmergencySheet onClose={() => setOpen(false)} />}
    </>
  )
}
