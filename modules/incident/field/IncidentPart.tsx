import { useEffect, useState } from 'react'
import { PlaceMap, mapPart } from '#core/area/field/index.tsx'
import type { FieldCase } from '#core/case/field/index.tsx'
import { CaseFile, Point } from '#core/case/contract.ts'
import { Icon } from '#platform/client/field/Icon.tsx'
import { PhotoView } from '#platform/client/field/Photos.tsx'
import { metresBetween } from '#platform/client/field/fixes.ts'
import { accuracyText, usePosition } from '#platform/client/field/position.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { metresText } from '#platform/client/amount.ts'
import { CallReporter } from './CallReporter.tsx'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What an incident is about: the words, the photos, the place and how far it is from here. */
export function IncidentPart({ one }: { readonly one: FieldCase }) {
  const { data } = one.state
  const { value: map } = usePart(mapPart)
  const { fix } = usePosition()
  const [big, setBig] = useState<string>()
  const place = Point.safeParse(data['place'])
  const files = CaseFile.array().safeParse(data['files'])
  const accuracy = typeof data['accuracy'] === 'number' ? data['accuracy'] : undefined
  const away = place.success && fix ? metresBetween(fix.point, place.data) : undefined
  useEffect(() => {
    if (big === undefined) return undefined
    const close = (): void => setBig(undefined)
    addEventListener('popstate', close)
    return () => removeEventListener('popstate', close)
  }, [big])
  return (
    <>
      <section className="card">
        <h2>情况</h2>
        <p className="words">{text(data['description'])}</p>
        {text(data['classTitle']) && <p className="fact">类别：{text(data['classTitle'])}</p>}
        {files.success && files.data.length > 0 && (
          <div className="photos">
            {files.data.map((file, i) => (
              <button
                key={file.sha256}
                type="button"
                className="photo"
                aria-label={`放大现场照片 ${i + 1}`}
                onClick={() => setBig(big === file.sha256 ? undefined : file.sha256)}
              >
                <PhotoView file={file} alt={`现场照片 ${i + 1}`} />
              </button>
            ))}
          </div>
        )}
        {big && files.success && <PhotoView file={files.data.find((f) => f.sha256 === big)!} alt="现场照片" />}
      </section>
      <section className="card where">
        <h2>位置</h2>
        <p className="stamp-words">
          <Icon name="pin" />
          <b>{text(data['address']) || text(data['areaName']) || '没有写地址'}</b>
          {accuracy !== undefined && <span className="num">{accuracyText(accuracy)}</span>}
        </p>
        {text(data['areaName']) && <p className="fact">{text(data['areaName'])}</p>}
        {away !== undefined && <p className="fact">离您 {metresText(away)}</p>}
        {text(data['placeDoubt']) && <p className="fault">定位存疑：{text(data['placeDoubt'])}</p>}
        {map && place.success && (
          <div className="small-map">
            <PlaceMap map={map} label={`位置：${text(data['address'])}`} point={place.data} here={fix?.point} span={600} />
          </div>
        )}
      </section>
      <CallReporter caseId={one.card.id} />
    </>
  )
}
