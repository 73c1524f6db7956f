import { useEffect, useState } from 'react'
import { call } from '#platform/client/call.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Chips, Field } from '#platform/client/field/Field.tsx'
import { Photos } from '#platform/client/field/Photos.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { SpeechButton } from '#platform/client/field/Speech.tsx'
import { keepFault } from '#platform/client/field/photo.ts'
import { go, useAddress, useParams } from '#platform/client/field/address.ts'
import { accuracyText, usePosition } from '#platform/client/field/position.ts'
import { usePart } from '#platform/client/field/use-part.ts'
import { usePhotos } from '#platform/client/field/use-photos.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { newId } from '#platform/contract/id.ts'
import { type Checklist, type PatrolObject, readChecklist, scanObject } from '../contract.ts'
import { visitKind } from './kinds.ts'
import { listFor, roundsPart } from './parts.ts'
import { roundOf } from './round-progress.ts'

interface Found {
  readonly object: PatrolObject
  readonly checklist: Checklist
}

/** The object behind a code with the list that counts: a round's own version, from the device first. */
function useObject(code: string, roundId: string | undefined): { found: Found | undefined; fault: string | undefined; read: boolean } {
  const { value, read } = usePart(roundsPart)
  const [asked, setAsked] = useState<Found>()
  const [fault, setFault] = useState<string>()
  const object = value?.objects.find((one) => one.code === code)
  const checklist = object && value && listFor(value, object, roundId)
  const wanted = value?.rounds.find(({ round }) => round.id === roundId)?.stops.find((stop) => stop.code === code)?.version
  const known = object && checklist ? { object, checklist } : undefined
  const missing = read && !known
  useEffect(() => {
    if (!missing) return
    void (async () => {
      const opened = await call(scanObject, { params: { code } })
      const list =
        wanted && wanted !== opened.checklist.version
          ? await call(readChecklist, { params: { id: opened.checklist.id, version: wanted } })
          : opened.checklist
      setAsked({ object: opened.object, checklist: list })
    })().catch(() => setFault('没有取到这个对象：核对二维码，或到有信号的地方再试。'))
  }, [missing, code, wanted])
  return { found: known ?? asked, fault, read }
}

/** Scan → this page: nothing found is one tap; a finding is one line, a photo, and what to do with it. */
export function ObjectPage() {
  const { code = '' } = useParams()
  const { query } = useAddress()
  const outbox = useOutbox()
  const { value } = usePart(roundsPart)
  const items = useItems()
  const listed = value?.objects.find((one) => one.code === code)
  const roundId = query.get('round') ?? (value && listed && roundOf(value.rounds, items, listed))
  const { found, fault } = useObject(code, roundId)
  const { fix, oddities } = usePosition()
  const whole = usePhotos()
  const before = usePhotos([], 9)
  const after = usePhotos([], 9)
  const [item, setItem] = useState<string>()
  const [words, setWords] = useState('')
  const [measure, setMeasure] = useState('')
  const [outcome, setOutcome] = useState<'incident' | 'settled'>('incident')
  const [told, setTold] = useState<string>()
  if (!found) return <Screen title="巡查对象">{fault ? <Empty>{fault}</Empty> : <p className="card">正在打开…</p>}</Screen>
  const { object, checklist } = found
  const always = checklist.items.find(({ photo }) => photo === 'always')
  const files = (held: typeof before) => held.photos.map(({ sha256, name, mime }) => ({ sha256, name, mime }))
  const send = async (finding: boolean): Promise<void> => {
    if (always && whole.photos.length === 0) return setTold(`“${always.title}”要求每次拍照`)
    if (finding && words.trim().length < 2) return setTold('请说明发现了什么')
    if (finding && before.photos.length === 0) return setTold('请拍下问题')
    if (finding && outcome === 'settled' && after.photos.length === 0) return setTold('自处自结请拍处置后的照片')
    try {
      await outbox.put(
        visitKind,
        {
          objectId: object.id,
          ...(roundId ? { roundId } : {}),
          version: checklist.version,
          ...(fix ? { place: [fix.point[0], fix.point[1]] as [number, number], accuracy: fix.accuracy } : {}),
          mocked: oddities.some((one) => one.includes('模拟')),
          byScan: query.get('from') === 'scan',
          results: item ? { [item]: false } : {},
          note: '',
          files: files(whole),
          findings: finding
            ? [
                {
                  id: newId(),
                  item: item ?? checklist.items[0]!.key,
                  words: words.trim(),
                  outcome,
                  measure,
                  before: files(before),
                  after: files(after),
                },
              ]
            : [],
        },
        {
          title: `${object.name}${finding ? ' 有发现' : ' 未发现问题'}`,
          files: [...whole.photos, ...before.photos, ...after.photos],
          ...(roundId ? { subject: `round:${roundId}` } : {}),
        },
      )
    } catch (error) {
      return setTold(keepFault(error))
    }
    go(roundId ? `/rounds/${roundId}` : '/', { instead: true })
  }
  return (
    <Screen
      title={object.name}
      foot={
        item === undefined ? (
          <BigButton tone="primary" onClick={() => void send(false)}>
            未发现问题
          </BigButton>
        ) : (
          <BigButton tone="primary" onClick={() => void send(true)}>
            {outcome === 'settled' ? '登记自处自结' : '报为事件'}
          </BigButton>
        )
      }
    >
      <p className="card">
        {object.kind} · {object.address || object.areaName}
        <br />
        {fix ? `定位 ${accuracyText(fix.accuracy)}` : '还没有定位，也可以登记'} · {checklist.frequencyText}
      </p>
      {always && <Photos held={whole} title={always.title} />}
      <section className="card" aria-label="检查项">
        <h2>发现问题点那一项</h2>
        {checklist.items.map(({ key, title, standard }) => (
          <button
            key={key}
            type="button"
            className="row"
            aria-pressed={item === key}
            onClick={() => setItem(item === key ? undefined : key)}
          >
            <span className="row-title">
              {item === key ? '● ' : ''}
              {title}
            </span>
            <span className="row-foot">{standard}</span>
          </button>
        ))}
      </section>
      {item !== undefined && (
        <section className="card">
          <Field title="发现了什么">
            {({ id, described }) => (
              <>
                <textarea id={id} aria-describedby={described} rows={3} value={words} onChange={(event) => setWords(event.target.value)} />
                <SpeechButton hear={(heard) => setWords((now) => `${now}${heard}`)} />
              </>
            )}
          </Field>
          <Photos held={before} title="问题照片" most={9} />
          <Chips
            label="怎么处理"
            options={[
              { value: 'incident', title: '报给中心' },
              { value: 'settled', title: '当场办好了' },
            ]}
            chosen={[outcome]}
            choose={(value) => setOutcome(value === 'settled' ? 'settled' : 'incident')}
          />
          {outcome === 'settled' && (
            <>
              <Field title="怎么办的" required={false}>
                {({ id, described }) => (
                  <>
                    <textarea
                      id={id}
                      aria-describedby={described}
                      rows={2}
                      value={measure}
                      onChange={(event) => setMeasure(event.target.value)}
                    />
                    <SpeechButton hear={(heard) => setMeasure((now) => `${now}${heard}`)} />
                  </>
                )}
              </Field>
              <Photos held={after} title="处置后照片" most={9} />
            </>
          )}
        </section>
      )}
      {told && (
        <p className="fault" role="alert">
          {told}
        </p>
      )}
    </Screen>
  )
}
