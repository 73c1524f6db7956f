import { useEffect, useMemo, useState } from 'react'
import { PlaceMap, PlacePicker, mapPart, placeWords } from '#core/area/field/index.tsx'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Confirm } from '#platform/client/field/Confirm.tsx'
import { Chips, Field } from '#platform/client/field/Field.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { Photos } from '#platform/client/field/Photos.tsx'
import { Screen } from '#platform/client/field/Screen.tsx'
import { SpeechButton } from '#platform/client/field/Speech.tsx'
import { go, useAddress } from '#platform/client/field/address.ts'
import { keepFault } from '#platform/client/field/photo.ts'
import { accuracyText, usePosition } from '#platform/client/field/position.ts'
import { takeShots } from '#platform/client/field/shots.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { usePhotos } from '#platform/client/field/use-photos.ts'
import { useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { newId } from '#platform/contract/id.ts'
import { findClass } from '../classes/catalogue.ts'
import { suggestClass } from '../classes/suggest.ts'
import { findDoubt, pointIn } from './boundary.ts'
import { cataloguePart } from './catalogue-part.ts'
import { draftTitle } from './report-draft.ts'
import { reportKind } from './report-kinds.ts'
import { useDraft, useDrafts } from './use-draft.ts'

/** Which draft the page shows: the one in the address, else a new one. */
export function ReportPage() {
  const { query } = useAddress()
  const given = query.get('draft')
  const [fresh] = useState(newId)
  return <ReportForm key={given ?? fresh} id={given ?? fresh} />
}

function ReportForm({ id }: { readonly id: string }) {
  const outbox = useOutbox()
  const { draft, ready, fault: unkept, change, drop } = useDraft(id)
  const others = useDrafts().filter((one) => one.id !== id)
  const { fix, oddities, fault: lost } = usePosition()
  const { value: map } = usePart(mapPart)
  const { value: catalogue } = usePart(cataloguePart)
  const [picking, setPicking] = useState(false)
  const [asking, setAsking] = useState(false)
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)

  const photos = usePhotos([], 12)
  const { add, set } = photos
  useEffect(() => {
    if (!ready) return
    set(draft.files)
    // The photo the 上报 button just took.
    const shots = takeShots()
    if (shots.length > 0) void add(shots)
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the kept draft was read
  }, [ready])
  const held = photos.photos
  useEffect(() => {
    if (ready) change({ files: held })
    // oxlint-disable-next-line react/exhaustive-deps -- only a change of photos is news
  }, [held])

  const suggested = useMemo(() => (catalogue ? suggestClass(draft.words, catalogue, 3) : []), [catalogue, draft.words])
  // The best guess counts until the person says otherwise; an empty choice says "none of these".
  const classCode = draft.classCode ?? suggested[0]?.code
  const className = classCode && catalogue ? findClass(catalogue, classCode)?.name : undefined
  const point = draft.pointed ?? fix?.point
  const accuracy = draft.pointed ? undefined : fix?.accuracy
  const doubt = findDoubt(map, point, accuracy)
  const words = draft.words.trim()
  const description = words.length >= 2 ? words : (className ?? (held.length > 0 ? '情况见照片' : ''))
  const missing =
    description === '' ? '拍一张照片，或说一句话' : !point && draft.address.trim() === '' ? '在地图上指一下位置，或写清地址' : undefined

  const send = async (at = point): Promise<void> => {
    setBusy(true)
    const { urgent } = draft
    const placeDoubt = draft.pointed ? undefined : oddities.join('；').slice(0, 120)
    const name = at && placeWords(map, at)
    const address = draft.address.trim() || name
    try {
      await outbox.put(
        reportKind,
        {
          description,
          channel: 'grid',
          confidential: false,
          files: held.map(({ sha256, name: file, mime }) => ({ sha256, name: file, mime })),
          ...(classCode ? { classCode } : {}),
          ...(urgent ? { grade: 'II' as const } : {}),
          ...(at ? { place: [at[0], at[1]] as [number, number] } : {}),
          ...(at && accuracy !== undefined ? { accuracy: Math.min(accuracy, 100_000) } : {}),
          ...(at && placeDoubt ? { placeDoubt } : {}),
          ...(address ? { address } : {}),
        },
        { title: `上报：${draftTitle({ ...draft, files: held }, className)}`, files: held, actionId: id },
      )
      await drop()
      go('/reports?sent=1', { instead: true })
    } catch (error) {
      setFault(keepFault(error))
      setBusy(false)
    }
  }
  const tap = (): void => {
    if (missing) return setFault(missing)
    if (doubt) return setAsking(true)
    void send()
  }
  return (
    <Screen
      title="上报"
      foot={
        <BigButton tone="primary" disabled={busy || photos.busy} onClick={tap}>
          <Icon name="send" />
          {photos.busy ? '正在保存照片' : '上报'}
        </BigButton>
      }
    >
      {others.length > 0 && (
        <details className="card drafts">
          <summary>还有 {others.length} 份没发出的草稿</summary>
          {others.map((one) => (
            <button key={one.id} type="button" className="row" onClick={() => go(`/report?draft=${one.id}`)}>
              <span className="row-title">{draftTitle(one)}</span>
            </button>
          ))}
        </details>
      )}
      <div className="card form">
        <Photos held={photos} title="拍照" />
        <Field title="发现了什么">
          {({ id: field }) => (
            <>
              <textarea
                id={field}
                rows={2}
                maxLength={4000}
                placeholder="例如：桥头路面塌了一块"
                value={draft.words}
                onChange={(event) => {
                  change({ words: event.target.value })
                  setFault(undefined)
                }}
              />
              <SpeechButton hear={(heard) => change({ words: `${draft.words}${heard}` })} />
            </>
          )}
        </Field>
        {suggested.length > 0 && (
          <Field group title="像是这一类" help="不对就点别的，或再点一下取消">
            {() => (
              <Chips
                label="类别"
                options={suggested.map(({ code, name }) => ({ value: code, title: name }))}
                chosen={[classCode ?? '']}
                choose={(code) => change({ classCode: code === classCode ? '' : code })}
              />
            )}
          </Field>
        )}
        <Field group title="急不急？">
          {() => (
            <Chips
              label="急不急"
              options={[
                { value: 'no', title: '不急' },
                { value: 'yes', title: '急' },
              ]}
              chosen={[draft.urgent ? 'yes' : 'no']}
              choose={(value) => change({ urgent: value === 'yes' })}
            />
          )}
        </Field>
      </div>
      <section className="card where" aria-label="位置">
        <p className="stamp-words">
          <Icon name="pin" />
          <b>{point ? placeWords(map, point) || '已定位' : lost ? '没有定位' : '正在定位……'}</b>
          {accuracy !== undefined && <span className="num">{accuracyText(accuracy)}</span>}
        </p>
        {map && point && (
          <div className="small-map">
            <PlaceMap map={map} label={`位置：${placeWords(map, point)}`} point={point} accuracy={accuracy} here={fix?.point} />
          </div>
        )}
        {oddities.length > 0 && !draft.pointed && <p className="fault">{oddities.join('；')}。会如实记下。</p>}
        {!point && lost && <p className="help">{lost}</p>}
        <div className="pair">
          <BigButton onClick={() => setPicking(true)}>{point ? '位置不对，挪一下' : '在地图上指'}</BigButton>
          {draft.pointed && fix && <BigButton onClick={() => change({ pointed: fix.point })}>用定位</BigButton>}
        </div>
        {!point && (
          <Field title="地址">
            {({ id: field }) => (
              <input
                id={field}
                maxLength={200}
                value={draft.address}
                placeholder="哪条路、几号、什么旁边"
                onChange={(e) => change({ address: e.target.value })}
              />
            )}
          </Field>
        )}
      </section>
      {(fault ?? unkept) && (
        <p className="card refused" role="alert">
          {fault ?? unkept}
        </p>
      )}
      {picking && (
        <PlacePicker
          point={point}
          onClose={() => setPicking(false)}
          onPick={(pointed) => {
            change({ pointed })
            setPicking(false)
            setFault(undefined)
          }}
        />
      )}
      {asking && doubt && map && point && (
        <Confirm
          title={`定位误差${accuracyText(accuracy ?? 0)}，是哪一格？`}
          onClose={() => setAsking(false)}
          foot={
            <>
              {doubt.areas.map(({ code, name }) => (
                <BigButton
                  key={code}
                  tone="primary"
                  onClick={() => {
                    setAsking(false)
                    void send(pointIn(map, code, point, accuracy ?? 0))
                  }}
                >
                  {name}
                </BigButton>
              ))}
              <BigButton
                onClick={() => {
                  setAsking(false)
                  setPicking(true)
                }}
              >
                在地图上指
              </BigButton>
            </>
          }
        />
      )}
    </Screen>
  )
}
