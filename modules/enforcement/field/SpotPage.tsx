import { useEffect, useState } from 'react'
import { mapPart, placeWords } from '#core/area/field/index.tsx'
import { checkResidentId, checkUscc } from '#core/party/contract.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Chips, Field } from '#platform/client/field/Field.tsx'
import { Icon } from '#platform/client/field/Icon.tsx'
import { Photos } from '#platform/client/field/Photos.tsx'
import { Screen } from '#platform/client/field/Screen.tsx'
import { SpeechButton } from '#platform/client/field/Speech.tsx'
import { go } from '#platform/client/field/address.ts'
import { keepFault } from '#platform/client/field/photo.ts'
import { usePosition } from '#platform/client/field/position.ts'
import { useKeptDraft } from '#platform/client/field/use-kept-draft.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { usePhotos } from '#platform/client/field/use-photos.ts'
import { useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { useViewer } from '#platform/client/viewer.ts'
import { newId } from '#platform/contract/id.ts'
import { mostOnTheSpot, findSummaryFault } from '../summary.ts'
import type { PartyDraft } from '../party.ts'
import { type SpotDraft, emptySpot, findPowers, isBlankSpot } from './spot-draft.ts'
import { spotKind, spotKitPart } from './spot-kind.ts'

const noParty: PartyDraft = { kind: 'citizen', name: '' }
const yesNo = [{ value: 'yes', title: '是' }]

/** 当场处罚: who, what, by which power, told and heard, signed; decided and handed over with one tap, with or without a line. */
export function SpotPage() {
  const outbox = useOutbox()
  const viewer = useViewer()
  const [fresh] = useState(newId)
  const {
    draft,
    ready,
    fault: unkept,
    change,
    drop,
  } = useKeptDraft<SpotDraft>({ key: 'spot', empty: () => emptySpot(fresh, Date.now()), blank: isBlankSpot })
  // Not written to the device: who is punished is nobody's business who finds the phone.
  const [party, setParty] = useState(noParty)
  const [told, setTold] = useState({ shown: false, told: false })
  const [refusal, setRefusal] = useState({ refused: false, witness: '' })
  const [words, setWords] = useState('')
  const { value: kit } = usePart(spotKitPart)
  const { value: map } = usePart(mapPart)
  const { fix } = usePosition()
  const photos = usePhotos([], 12)
  const { photos: held, set } = photos
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
  const edit = (more: Partial<SpotDraft>): void => {
    change(more)
    setFaults({})
  }
  const power = kit?.powers.find(({ code }) => code === draft.power)
  const fine = draft.kind === 'fine' ? Number(draft.fine) : undefined
  const find = (): Record<string, string> => {
    const missing: Record<string, string> = {}
    if (party.name.trim().length < 2) missing['party.name'] = '请填写当事人'
    const number = party.number && (party.kind === 'citizen' ? checkResidentId(party.number) : checkUscc(party.number))
    if (number && !number.ok) missing['party.number'] = number.message
    if (!draft.power) missing['power'] = '请选择处罚事项'
    if (draft.facts.trim().length < 2) missing['facts'] = '请写明违法事实'
    if (!draft.second) missing['second'] = '执法人员不得少于两人'
    if (!told.shown || !told.told) missing['told'] = '出示证件、告知权利之后才能作出决定（行政处罚法第五十二条）'
    if (held.length === 0) missing['files'] = '请拍下现场和签字的决定书'
    const law = findSummaryFault({ ...draft, ...refusal, fine, party }, viewer.personId ?? '')
    if (law && !missing[law.field]) missing[law.field] = law.message
    return missing
  }
  const send = async (): Promise<void> => {
    const missing = find()
    setFaults(missing)
    if (Object.keys(missing).length > 0) return
    setBusy(true)
    try {
      await outbox.put(
        spotKind,
        {
          power: draft.power,
          party,
          facts: draft.facts.trim(),
          ...(fix ? { place: [fix.point[0], fix.point[1]] as [number, number] } : {}),
          address: fix && map ? placeWords(map, fix.point) : '',
          kind: draft.kind,
          ...(fine === undefined ? {} : { fine }),
          second: draft.second,
          shown: true,
          told: true,
          statement: draft.statement.trim(),
          files: held.map(({ sha256, name, mime }) => ({ sha256, name, mime })),
          ...refusal,
        },
        { title: `当场处罚：${power?.title ?? ''}`, files: held, actionId: draft.id },
      )
      await drop()
      go('/outbox', { instead: true })
    } catch (error) {
      setFault(keepFault(error))
      setBusy(false)
    }
  }
  const text = (key: 'facts' | 'statement', title: string, help?: string) => (
    <Field title={title} help={help} fault={faults[key]}>
      {({ id, described }) => (
        <>
          <textarea
            id={id}
            aria-describedby={described}
            rows={2}
            maxLength={1000}
            value={draft[key]}
            onChange={(event) => edit({ [key]: event.target.value })}
          />
          <SpeechButton hear={(heard) => edit({ [key]: `${draft[key]}${heard}` })} />
        </>
      )}
    </Field>
  )
  const partyField = (key: 'name' | 'number' | 'phone' | 'address', title: string) => (
    <Field title={title} fault={faults[`party.${key}`]}>
      {({ id, described }) => (
        <input
          id={id}
          aria-describedby={described}
          autoComplete="off"
          inputMode={key === 'phone' ? 'tel' : 'text'}
          value={party[key] ?? ''}
          onChange={(event) => setParty({ ...party, [key]: event.target.value || (key === 'name' ? '' : undefined) })}
        />
      )}
    </Field>
  )
  const most = mostOnTheSpot[party.kind] / 100
  return (
    <Screen
      title="当场处罚"
      foot={
        <BigButton tone="primary" disabled={busy || photos.busy} onClick={() => void send()}>
          <Icon name="send" />
          作出并交付决定
        </BigButton>
      }
    >
      <p className="about">
        事实确凿、依据法定，警告或罚款公民 200 元、组织 3000 元以下的，可以当场处罚（行政处罚法第五十一条）。其他的请登记线索。
      </p>
      <section className="card form" aria-label="当事人">
        <Field group title="当事人">
          {() => (
            <Chips
              label="当事人"
              options={[
                { value: 'citizen', title: '公民' },
                { value: 'organisation', title: '法人、组织' },
              ]}
              chosen={[party.kind]}
              choose={(kind) => setParty({ ...party, kind: kind === 'citizen' ? 'citizen' : 'organisation' })}
            />
          )}
        </Field>
        {partyField('name', party.kind === 'citizen' ? '姓名' : '名称')}
        {partyField('number', party.kind === 'citizen' ? '身份证号码' : '统一社会信用代码')}
        {partyField('phone', '联系电话')}
        {partyField('address', '住址（住所）')}
      </section>
      <section className="card form" aria-label="违法事实">
        <Field
          title="处罚事项"
          fault={faults['power']}
          help={power ? power.text : kit ? '输入事项里的字，如：占道' : '正在取事项清单，需要联网一次'}
        >
          {({ id, described }) => (
            <input
              id={id}
              aria-describedby={described}
              placeholder="输入事项里的字查找"
              value={power ? power.title : words}
              onChange={(event) => {
                setWords(event.target.value)
                edit({ power: '' })
              }}
            />
          )}
        </Field>
        {!power &&
          findPowers(kit?.powers ?? [], words).map(({ code, title }) => (
            <button key={code} type="button" className="row more" onClick={() => edit({ power: code })}>
              {title}
            </button>
          ))}
        {text('facts', '违法事实')}
        <Field group title="决定">
          {() => (
            <Chips
              label="决定"
              options={[
                { value: 'warning', title: '警告' },
                { value: 'fine', title: '罚款' },
              ]}
              chosen={[draft.kind]}
              choose={(kind) => edit({ kind: kind === 'fine' ? 'fine' : 'warning', fine: '' })}
            />
          )}
        </Field>
        {draft.kind === 'fine' && (
          <Field title="罚款（元）" help={`最多 ${most} 元`} fault={faults['fine']}>
            {({ id, described }) => (
              <input
                id={id}
                aria-describedby={described}
                inputMode="decimal"
                value={draft.fine}
                onChange={(event) => edit({ fine: event.target.value })}
              />
            )}
          </Field>
        )}
        <Field title="另一名执法人员" fault={faults['second']}>
          {({ id, described }) => (
            <select id={id} aria-describedby={described} value={draft.second} onChange={(event) => edit({ second: event.target.value })}>
              <option value="">请选择</option>
              {kit?.officers.map(({ id: person, name, unit }) => (
                <option key={person} value={person}>
                  {name}（{unit}）
                </option>
              ))}
            </select>
          )}
        </Field>
      </section>
      <section className="card form" aria-label="告知和签收">
        <Field group title="两人均已出示执法证件">
          {() => (
            <Chips
              label="已出示执法证件"
              options={yesNo}
              chosen={told.shown ? ['yes'] : []}
              choose={() => setTold({ ...told, shown: !told.shown })}
            />
          )}
        </Field>
        <Field group title="已告知内容、事实、理由、依据和陈述申辩权利" fault={faults['told']}>
          {() => (
            <Chips
              label="已告知权利"
              options={yesNo}
              chosen={told.told ? ['yes'] : []}
              choose={() => setTold({ ...told, told: !told.told })}
            />
          )}
        </Field>
        {text('statement', '当事人的陈述、申辩', '没有的不填')}
        <Field group title="当事人拒绝签收">
          {() => (
            <Chips
              label="拒绝签收"
              options={yesNo}
              chosen={refusal.refused ? ['yes'] : []}
              choose={() => setRefusal({ refused: !refusal.refused, witness: '' })}
            />
          )}
        </Field>
        {refusal.refused && (
          <Field title="见证人" fault={faults['witness']}>
            {({ id, described }) => (
              <input
                id={id}
                aria-describedby={described}
                maxLength={40}
                value={refusal.witness}
                onChange={(event) => setRefusal({ ...refusal, witness: event.target.value })}
              />
            )}
          </Field>
        )}
        <Photos held={photos} title="现场、签字的决定书" />
        {faults['files'] && (
          <p className="fault" role="alert">
            {faults['files']}
          </p>
        )}
      </section>
      {(fault ?? unkept) && (
        <p className="card refused" role="alert">
          {fault ?? unkept}
        </p>
      )}
    </Screen>
  )
}
