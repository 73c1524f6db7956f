import { useEffect, useRef, useState } from 'react'
import { MiniMap } from '#platform/client/desk/MiniMap.tsx'
import { PlainMap } from './PlainMap.tsx'
import type { TownInfo } from './door.ts'
import { useGround } from './use-ground.ts'

interface PlacePickerProps {
  readonly town: TownInfo | undefined
  readonly start: readonly [number, number] | undefined
  readonly choose: (place: readonly [number, number]) => void
  readonly close: () => void
}

function drawsByMachine(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null
  } catch {
    return false
  }
}

/** The whole screen for the map: tap the spot, then confirm. Old browsers without WebGL 2 get the drawn map. */
export function PlacePicker({ town, start, choose, close }: PlacePickerProps) {
  const { ground, failed } = useGround()
  const [place, setPlace] = useState(start)
  const [machine] = useState(drawsByMachine)
  const dialog = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const key = (event: KeyboardEvent) => event.key === 'Escape' && close()
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [close])
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.focus()
    document.body.style.overflow = 'hidden'
    return () => {
      document.body.style.overflow = ''
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  // What is left of the screen beside two lines of words and the buttons, in either type size.
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize)
  const height = Math.max(220, innerHeight - 10.5 * rem)
  return (
    <div ref={dialog} className="picker" role="dialog" aria-modal="true" aria-label="在地图上选位置" tabIndex={-1}>
      <p className="picker-head">{place ? '红点就是选中的位置，可以再点一下换地方' : `点一下${town?.name ?? ''}地图上出问题的地方`}</p>
      <div className="picker-map" style={{ height }}>
        {failed && <p className="note note-bad">地图没有打开。请返回后写清地址，也能提交。</p>}
        {!failed && !ground && <p className="skeleton">正在打开地图…</p>}
        {ground &&
          (machine ? (
            <MiniMap label="镇区地图" height={height} base={ground.base} areas={ground.areas} point={place} onPick={setPlace} />
          ) : (
            <PlainMap base={ground.base} areas={ground.areas} point={place} height={height} pick={setPlace} />
          ))}
      </div>
      <div className="row picker-foot">
        <button type="button" className="second" onClick={close}>
          返回
        </button>
        <button type="button" className="main" disabled={!place} onClick={() => place && choose(place)}>
          就选这里
        </button>
      </div>
    </div>
  )
}
