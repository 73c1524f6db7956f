import { Suspense, lazy } from 'react'
import { PlaceMap, mapPart } from '#core/area/field/index.tsx'
import { CaseFile, Point } from '#core/case/contract.ts'
import type { FieldCase } from '#core/case/field/index.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { PhotoView } from '#platform/client/field/Photos.tsx'
import { metresBetween } from '#platform/client/field/fixes.ts'
import { usePosition } from '#platform/client/field/position.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { metresText } from '#platform/client/amount.ts'
import { whenText } from '#platform/client/time.ts'
import type { SummonView } from '../endpoints.ts'
import { whistleKinds } from '../processes/whistle.ts'
import { spotText } from '../spot-code.ts'
import { useWhistle } from './use-whistle.ts'
import './callup.css'

// Drawn on the whistler's phone only: the library stays out of the first load, and is on the device with the rest of the app.
const Qr = lazy(() => import('./Qr.tsx').then((made) => ({ default: made.Qr })))

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function Unit({ one }: { readonly one: SummonView }) {
  return (
    <li className="callup-unit">
      <p className="row-title">
        {one.unit}
        {one.lead && <span className="step">牵头</span>}
        {one.excused ? (
          <span className="mark">免除到场</span>
        ) : one.late ? (
          <span className="mark refused">
            <Icon name="clock" />
            迟到
          </span>
        ) : (
          one.arrivedAt && (
            <span className="mark done">
              <Icon name="done" />
              到场
            </span>
          )
        )}
        {one.mocked && <span className="mark refused">疑似模拟定位</span>}
      </p>
      <p className="fact">
        {one.arrivedAt
          ? `${whenText(one.arrivedAt)} ${one.arrivedBy ?? ''} ${one.way === 'scan' ? '扫码' : '定位'}报到，离哨点 ${one.distance ?? 0} 米`
          : one.excused
            ? ''
            : `应在 ${whenText(one.mustBy)} 前到`}
        {one.answeredAt && ' · 已填结果'}
      </p>
      {(one.stars !== undefined || one.fair !== undefined) && (
        <p className="fact">
          {one.stars !== undefined && `吹哨人评 ${one.stars} 分${one.words ? `：${one.words}` : ''}　`}
          {one.fair !== undefined && `单位评哨 ${one.fair} 分`}
        </p>
      )}
    </li>
  )
}

/** A whistle on the phone: what and why, who was called and came, the code to hold out, and the way there. */
export function WhistlePart({ one }: { readonly one: FieldCase }) {
  const { data } = one.state
  const whistle = useWhistle(one.card.id, one.card.seq)
  const { value: map } = usePart(mapPart)
  const { fix } = usePosition()
  const place = Point.safeParse(data['place'])
  const files = CaseFile.array().safeParse(data['files'])
  const away = place.success && fix ? metresBetween(fix.point, place.data) : undefined
  const where = text(data['address']) || text(data['areaName'])
  return (
    <>
      {whistle?.code && one.state.step === 'arriving' && (
        <section className="card callup-code" aria-label="现场码">
          <h2>现场码</h2>
          <Suspense fallback={<div className="skeleton" aria-busy="true" />}>
            <Qr text={spotText(whistle.code)} label={`现场码 ${whistle.code}`} />
          </Suspense>
          <p className="num">{whistle.code}</p>
          <p className="help">到场的人扫这个码报到。</p>
        </section>
      )}
      {whistle && whistle.summons.length > 0 && (
        <section className="card" aria-label="应到单位">
          <h2>应到单位</h2>
          <ul className="callup-units">
            {whistle.summons.map((summon) => (
              <Unit key={`${summon.unitId} ${summon.mustBy}`} one={summon} />
            ))}
          </ul>
        </section>
      )}
      <section className="card">
        <h2>{whistleKinds.find(({ value }) => value === data['kind'])?.title ?? '吹哨'}</h2>
        <p className="words">{text(data['description'])}</p>
        <p className="fact">为什么一家办不了：{text(data['why'])}</p>
        {files.success && files.data.length > 0 && (
          <div className="photos">
            {files.data.map((file, i) => (
              <PhotoView key={file.sha256} file={file} alt={`现场照片 ${i + 1}`} />
            ))}
          </div>
        )}
      </section>
      <section className="card where">
        <h2>哨点</h2>
        <p className="stamp-words">
          <Icon name="pin" />
          <b>{where || '没有写地址'}</b>
        </p>
        {away !== undefined && <p className="fact">离您 {metresText(away)}</p>}
        {map && place.success && (
          <div className="small-map">
            <PlaceMap map={map} label={`哨点：${where}`} point={place.data} here={fix?.point} span={800} />
          </div>
        )}
      </section>
    </>
  )
}
