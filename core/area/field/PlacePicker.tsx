import { useState } from 'react'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Screen } from '#platform/client/field/Screen.tsx'
import { usePosition } from '#platform/client/field/position.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { PlaceMap } from './PlaceMap.tsx'
import { mapPart } from './map-part.ts'
import { type LngLat, gridWords, placeWords } from './place-words.ts'

interface PlacePickerProps {
  readonly point: LngLat | undefined
  readonly onPick: (point: [number, number]) => void
  readonly onClose: () => void
}

/** The whole screen as a map: it is moved under the pin, so that the thumb never hides the place. */
export function PlacePicker({ point, onPick, onClose }: PlacePickerProps) {
  const { value: map, read } = usePart(mapPart)
  const { fix } = usePosition()
  const start = point ?? fix?.point
  const [middle, setMiddle] = useState<[number, number]>()
  const chosen = middle ?? (start ? ([...start] as [number, number]) : undefined)
  return (
    <div className="overlay">
      <Screen
        title="挪动地图，让图钉对准地点"
        onBack={onClose}
        foot={
          <BigButton tone="primary" disabled={!chosen} onClick={() => chosen && onPick(chosen)}>
            就是这里
          </BigButton>
        }
      >
        {map && (
          <>
            <div className="picker-map">
              <PlaceMap map={map} label="辖区地图" point={start} here={fix?.point} onMove={setMiddle} />
            </div>
            <p className="picker-words" aria-live="polite">
              {chosen ? [...new Set([placeWords(map, chosen), gridWords(map, chosen)])].join(' · ') : '还没有选地点'}
            </p>
          </>
        )}
        {read && !map && <p className="card">地图还没有下载到手机上。连上网后在“我的 · 手机里的资料”里更新；现在可以直接写地址。</p>}
      </Screen>
    </div>
  )
}
