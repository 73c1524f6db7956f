import { useEffect, useState } from 'react'
import { PlaceMap, PlacePicker, mapPart, placeWords } from '#core/area/field/index.tsx'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Chips, Field } from '#platform/client/field/Field.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { Photos } from '#platform/client/field/Photos.tsx'
import { Screen } from '#platform/client/field/Screen.tsx'
import { SpeechButton } from '#platform/client/field/Speech.tsx'
import { go, useAddress } from '#platform/client/field/address.ts'
import { keepFault } from '#platform/client/field/photo.ts'
import { accuracyText, usePosition } from '#platform/client/field/position.ts'
import { useKeptDraft } from '#platform/client/field/use-kept-draft.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { usePhotos } from '#platform/client/field/use-photos.ts'
import { useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { newId } from '#platform/contract/id.ts'
import { whistleKinds } from '../processes/whistle.ts'
import { type BlowDraft, emptyBlow, isBlankBlow, missingOf } from './blow-draft.ts'
import { blowKind } from './whistle-kinds.ts'

const helps: Readonly<Record<BlowDraft['kind'], string>> = {
  emergency: '有危险、等不得：确认后单位 30 分钟内到场（示例）',
  enforcement: '要几家一起执法：下一个工作日到场（示例）',
  'key-work': '重点工作推不动：3 个工作日内到场（示例）',
}

/** 吹哨: what, why one unit cannot, where. The head of the village signs next, then the centre summons. */
export function BlowPage() {
  const { query } = useAddress()
  const outbox = useOutbox()
  const [fresh] = useState(newId)
  const {
    draft,
    ready,
    fault: unkept,
    change,
    drop,
  } = useKeptDraft<BlowDraft>({
    key: 'whistle',
    empty: () => emptyBlow(fresh, Date.now()),
    blank: isBlankBlow,
  })
  const { fix, fault: lost } = usePosition()
  const { value: map } = usePart(mapPart)
  const photos = usePhotos([], 12)
  const { photos: held, set } = photos
  const [picking, setPicking] = useState(false)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [fault, setFault] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (ready) set(draft.files)
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the kept draft was read
  }, [ready])
  useEffect(() => {
    if (ready) change({ files: held })
    // oxlint-disable-next-line react/exhaustive-deps -- only a change of photos is news
  }, [held])
  const point = draft.pointed ?? fix?.point
  const edit = (more: Partial<BlowDraft>): void => {
    change(more)
    setFaults({})
  }
  const send = async (): Promise<void> => {
    const missing = missingOf(draft, point !== undefined)
    setFaults(missing)
    if (Object.keys(missing).length > 0 || !point) return
    setBusy(true)
    const fromCase = query.get('case')
    const { kind, title, description, why } = draft
    try {
      await outbox.put(
        blowKind,
        {
          kind,
          title: title.trim(),
          description: description.trim(),
          why: why.trim(),
          place: [point[0], point[1]] as [number, number],
          address: draft.address.trim() || placeWords(map, point),
          wanted: [],
          files: held.map(({ sha256, name, mime }) => ({ sha256, name, mime })),
          ...(fromCase ? { fromCase } : {}),
        },
        { title: `吹哨：${title.trim()}`, files: held, actionId: draft.id },
      )
      await drop()
      go('/whistles?sent=1', { instead: true })
    } catch (error) {
      setFault(keepFault(error))
      setBusy(false)
    }
  }
  const words = (key: 'description' | 'why', title: string, most: number) => (
    <Field title={title} fault={faults[key]}>
      {({ id, described }) => (
        <>
          <textarea
            id={id}
            aria-describedby={described}
            rows={2}
            maxLength={most}
            value={draft[key]}
            onChange={(event) => edit({ [key]: event.target.value })}
          />
          <SpeechButton hear={(heard) => edit({ [key]: `${draft[key]}${heard}` })} />
        </>
      )}
    </Field>
  )
  return (
    <Screen
      title="吹哨"
      foot={
        <BigButton tone="primary" disabled={busy || photos.busy} onClick={() => void send()}>
          <Icon name="send" />
          吹哨
        </BigButton>
      }
    >
      <p className="about">村里一家办不了的事，请部门到现场。吹出后先由村（社区）负责人确认，再由中心召集单位。</p>
      <div className="card form">
        <Field group title="哪一种" help={helps[draft.kind]}>
          {() => (
            <Chips
              label="哪一种"
              options={whistleKinds}
              chosen={[draft.kind]}
              choose={(value) => edit({ kind: whistleKinds.find((one) => one.value === value)?.value ?? draft.kind })}
            />
          )}
        </Field>
        <Field title="什么事" fault={faults['title']}>
          {({ id, described }) => (
            <input
              id={id}
              aria-describedby={described}
              maxLength={60}
              placeholder="例如：河岸塌方压住通道"
              value={draft.title}
              onChange={(event) => edit({ title: event.target.value })}
            />
          )}
        </Field>
        {words('description', '具体情况', 2000)}
        {words('why', '为什么一家办不了', 1000)}
        <Photos held={photos} title="现场照片" />
      </div>
      <section className="card where" aria-label="哨点">
        <h2>哨点</h2>
        <p className="stamp-words">
          <Icon name="pin" />
          <b>{point ? placeWords(map, point) || '已定位' : lost ? '没有定位' : '正在定位……'}</b>
          {!draft.pointed && fix && <span className="num">{accuracyText(fix.accuracy)}</span>}
        </p>
        {map && point && (
          <div className="small-map">
            <PlaceMap map={map} label={`哨点：${placeWords(map, point)}`} point={point} here={fix?.point} />
          </div>
        )}
        <p className={faults['place'] ? 'fault' : 'help'} role={faults['place'] ? 'alert' : undefined}>
          {faults['place'] ?? '各单位要到这里 200 米以内报到。'}
        </p>
        <div className="pair">
          <BigButton onClick={() => setPicking(true)}>{point ? '位置不对，挪一下' : '在地图上指'}</BigButton>
          {draft.pointed && fix && <BigButton onClick={() => edit({ pointed: undefined })}>用定位</BigButton>}
        </div>
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
            edit({ pointed })
            setPicking(false)
          }}
        />
      )}
    </Screen>
  )
}
