import { useEffect, useState } from 'react'
import { PlacePicker, mapPart, placeWords } from '#core/area/field/index.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { metresBetween } from '#platform/client/field/fixes.ts'
import { accuracyText, usePosition } from '#platform/client/field/position.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { metresText } from '#platform/client/amount.ts'
import { Point } from '../form.ts'

interface PlaceStampProps {
  readonly title: string
  readonly scene: unknown
  /** Which of accuracy and doubt the form wants. */
  readonly handset: ReadonlySet<string>
  readonly give: (answers: Readonly<Record<string, unknown>>) => void
}

/** Where I stand now, stamped by the phone: the place's name, ± metres, and how far from the scene. */
export function PlaceStamp({ title, scene, handset, give }: PlaceStampProps) {
  const { fix, oddities, fault } = usePosition()
  const { value: map } = usePart(mapPart)
  const [pointed, setPointed] = useState<[number, number]>()
  const [picking, setPicking] = useState(false)
  const point = pointed ?? (fix ? ([fix.point[0], fix.point[1]] as [number, number]) : undefined)
  const accuracy = pointed ? undefined : fix?.accuracy
  const doubt = pointed ? '没有用定位，在地图上手工指的' : oddities.join('；')
  const lng = point?.[0]
  const lat = point?.[1]
  useEffect(() => {
    const place = lng === undefined || lat === undefined ? undefined : [lng, lat]
    give({
      place,
      ...(handset.has('accuracy') ? { accuracy: accuracy === undefined ? undefined : Math.round(accuracy) } : {}),
      ...(handset.has('placeDoubt') ? { placeDoubt: place && doubt ? doubt.slice(0, 120) : undefined } : {}),
    })
    // oxlint-disable-next-line react/exhaustive-deps -- a new position is the news
  }, [lng, lat, accuracy, doubt])
  const at = Point.safeParse(scene)
  const away = point && at.success ? metresBetween(point, at.data) : undefined
  return (
    <div className="field stamp">
      <p className="label">{title}</p>
      <p className="stamp-words">
        <Icon name="pin" />
        {point ? placeWords(map, point) || '已定位' : (fault ?? '正在定位……')}
        {accuracy !== undefined && <span className="num">{accuracyText(accuracy)}</span>}
      </p>
      {away !== undefined && (
        <p className={away > 200 ? 'fault' : 'help'}>
          离事发地 {metresText(away)}
          {away > 200 && '，会如实记下'}
        </p>
      )}
      {doubt && point && <p className="fault">{doubt}</p>}
      <button type="button" className="link" onClick={() => setPicking(true)}>
        {point ? '位置不对，在地图上指' : '在地图上指一下'}
      </button>
      {picking && (
        <PlacePicker
          point={point}
          onClose={() => setPicking(false)}
          onPick={(chosen) => {
            setPointed(chosen)
            setPicking(false)
          }}
        />
      )}
    </div>
  )
}
