import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Input, type InputRef, Radio, Select, Tag } from 'antd'
import { useRef, useState } from 'react'
import { limitText } from '#core/calendar/contract.ts'
import { checkResidentId, checkUscc } from '#core/party/contract.ts'
import { call } from '#platform/client/call.ts'
import { Page } from '#platform/client/desk/Page.tsx'
import { ProblemError, problemText } from '#platform/client/problem-error.ts'
import type { ReplyOf } from '#platform/contract/endpoint.ts'
import { useDebounced } from '#platform/client/use-debounced.ts'
import { keyOf, useEndpoint } from '#platform/client/use-endpoint.ts'
import { useIntent } from '#platform/client/use-intent.ts'
import { useUrl } from '#platform/client/use-url.ts'
import { type CaseReceipt, type Known, askKnown, countServiceCases, listServiceCases, openServiceCase, pickMatters } from '../../case.ts'
import { type CaseMaterial, missing } from '../../case-material.ts'
import { type ApplicantKind, applicantKinds } from '../../matter.ts'
import { type AnswerValue, ApplicationFields } from './ApplicationFields.tsx'
import { MaterialList } from './MaterialList.tsx'
import { ReceiptBox } from './ReceiptBox.tsx'
import { readIdentity } from './identity.ts'
import './service-case.css'

type Matter = ReplyOf<typeof pickMatters>['rows'][number]
interface Person {
  readonly kind: ApplicantKind
  readonly name: string
  readonly number: string
  readonly phone: string
  readonly address: string
}
const nobody: Person = { kind: 'person', name: '', number: '', phone: '', address: '' }

/** 综窗受理: item by typing, identity typed, scanned or read, what the town knows filled; one touch accepts. */
export function AcceptPage() {
  const { get } = useUrl()
  const [words, setWords] = useState('')
  const q = useDebounced(words.trim() || (get('matter') ?? ''), 150)
  const found = useEndpoint(pickMatters, { query: q === '' ? {} : { q } }, { keep: true })
  const [matter, setMatter] = useState<Matter>()
  const [person, setPerson] = useState<Person>(nobody)
  const [known, setKnown] = useState<Known>()
  const [form, setForm] = useState<Readonly<Record<string, AnswerValue>>>({})
  const [materials, setMaterials] = useState<readonly CaseMaterial[]>([])
  const [fault, setFault] = useState<ProblemError>()
  const [busy, setBusy] = useState(false)
  const [receipt, setReceipt] = useState<CaseReceipt>()
  const intent = useIntent()
  const client = useQueryClient()
  const navigate = useNavigate()
  const number = useRef<InputRef>(null)
  const sound = person.kind === 'person' ? checkResidentId(person.number).ok : checkUscc(person.number).ok
  const open = missing(materials)

  const choose = (next: Matter | undefined): void => {
    setMatter(next)
    setForm({})
    setMaterials(next?.materials ?? [])
    setFault(undefined)
    const kind = next?.applicants.includes(person.kind) ? person.kind : (next?.applicants[0] ?? 'person')
    setPerson({ ...person, kind })
    if (next && person.number && sound) void learn(next, person.number)
    else number.current?.focus()
  }
  /** What the town knows of the number, for the chosen item; typed answers are never overwritten. */
  const learn = async (of: Matter, id: string): Promise<void> => {
    try {
      const news = await call(askKnown, { body: { number: id, matterCode: of.code } })
      setKnown(news)
      setMaterials(news.materials)
      setForm((now) => ({ ...Object.fromEntries(news.facts.map(({ key, value }) => [key, value])), ...now }))
      setPerson((now) => ({ ...now, name: now.name || news.name, phone: now.phone || news.phone, address: now.address || news.address }))
    } catch (error) {
      // Nothing known keeps nobody from applying.
      if (error instanceof ProblemError && error.code !== 'service.number-wrong') setFault(error)
    }
  }
  const typed = (text: string): void => {
    const read = readIdentity(text)
    const next = { ...person, number: read.number, ...(read.name ? { name: read.name } : {}) }
    setPerson(next)
    setKnown(undefined)
    const ok = next.kind === 'person' ? checkResidentId(next.number).ok : checkUscc(next.number).ok
    if (ok && matter) void learn(matter, next.number)
  }
  const send = async (accept: boolean): Promise<void> => {
    if (!matter || busy) return
    setBusy(true)
    setFault(undefined)
    const content = {
      matterCode: matter.code,
      matterFrom: matter.from,
      channel: matter.level === 'village' ? ('village' as const) : ('hall' as const),
      applicant: person,
      form,
      changes: materials.filter((m) => m.state !== 'held').map(({ key, state, due }) => ({ key, state, ...(due ? { due } : {}) })),
      accept,
    }
    try {
      const done = await call(openServiceCase, { body: { ...content, actionId: intent.idFor(content) } })
      intent.done()
      await Promise.all([listServiceCases, countServiceCases].map((endpoint) => client.invalidateQueries({ queryKey: keyOf(endpoint) })))
      setReceipt(done)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      setFault(error)
    } finally {
      setBusy(false)
    }
  }
  const again = (): void => {
    setReceipt(undefined)
    setMatter(undefined)
    setPerson(nobody)
    setKnown(undefined)
    setForm({})
    setMaterials([])
    setWords('')
  }
  const faults = Object.fromEntries(fault?.fields.map(({ path, message }) => [path.replace(/^form\./, ''), message]) ?? [])
  if (receipt) return <ReceiptBox receipt={receipt} again={again} goOn={() => void navigate({ to: `/cases/${receipt.id}` })} />
  return (
    <Page title="收件受理" remark="任一窗口受理任一事项；镇里已有的信息和材料不再索要">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Ctrl Enter from any field; the button does the same */}
      <div
        className="service-accept"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(open.length === 0)
        }}
      >
        <div>
          <section className="panel service-box">
            <h2>事项</h2>
            <Select
              autoFocus
              aria-label="事项"
              showSearch={{ filterOption: false, onSearch: setWords }}
              style={{ width: '100%' }}
              size="large"
              placeholder="输入事项名称里的字，如：小作坊"
              loading={found.isFetching}
              value={matter?.code ?? null}
              options={(found.data?.rows ?? []).map(({ code, name, domain }) => ({ value: code, label: `${name}（${domain} ${code}）` }))}
              onChange={(code: string | null) => choose(found.data?.rows.find((row) => row.code === code))}
              notFoundContent={found.isPending ? '正在查找' : '没有这样的事项'}
            />
            {matter && (
              <p className="quiet">
                {matter.unit} · 法定 {limitText(matter.statutory)} · 承诺{' '}
                {matter.handling === 'instant' ? '当日办结' : limitText(matter.promised)}{' '}
                {matter.soleOfficer && <Tag color="blue">独任审批</Tag>}
                {matter.example && <Tag>示例</Tag>}
              </p>
            )}
          </section>
          <section className="panel service-box">
            <h2>申请人</h2>
            <Radio.Group
              aria-label="申请人类型"
              value={person.kind}
              options={(matter?.applicants ?? (['person', 'company'] as const)).map((kind) => ({
                value: kind,
                label: applicantKinds[kind].title,
              }))}
              onChange={(event) => setPerson({ ...person, kind: event.target.value as ApplicantKind })}
            />
            <div className="service-form">
              <label className="service-field">
                <span>{person.kind === 'person' ? '身份证号码' : '统一社会信用代码'}（可扫码、读卡）</span>
                <Input
                  ref={number}
                  className="num"
                  autoComplete="off"
                  value={person.number}
                  status={person.number.length === 18 && !sound ? 'error' : ''}
                  onChange={(event) => typed(event.target.value)}
                />
                {person.number.length === 18 && !sound && (
                  <small role="alert" className="service-fault">
                    号码校验不通过，请核对
                  </small>
                )}
              </label>
              <label className="service-field">
                <span>{person.kind === 'person' ? '姓名' : '名称'}</span>
                <Input
                  autoComplete="off"
                  maxLength={100}
                  value={person.name}
                  onChange={(event) => setPerson({ ...person, name: event.target.value })}
                />
                {known?.name && <small className="service-known">镇里已有，请核对</small>}
              </label>
              <label className="service-field">
                <span>手机（没有可不填，给纸质凭证）</span>
                <Input
                  className="num"
                  maxLength={20}
                  value={person.phone}
                  onChange={(event) => setPerson({ ...person, phone: event.target.value })}
                />
                {known?.phone && <small className="service-known">镇里已有，请核对</small>}
              </label>
              <label className="service-field" htmlFor="service-address">
                <span>地址</span>
                <Input
                  id="service-address"
                  maxLength={200}
                  value={person.address}
                  onChange={(event) => setPerson({ ...person, address: event.target.value })}
                />
              </label>
            </div>
            {known?.bar && <Alert type="error" showIcon title={`${known.bar.why}，至 ${known.bar.until} 不得再次申请`} />}
            {known?.running.map((one) => (
              <Alert key={one.id} type="info" showIcon title={`同一申请人、同一事项已有办件 ${one.number}（${one.stepTitle}）`} />
            ))}
          </section>
          {matter && matter.form.length > 0 && (
            <section className="panel service-box">
              <h2>申请表</h2>
              <ApplicationFields
                form={matter.form}
                values={form}
                known={Object.fromEntries(known?.facts.map(({ key, from }) => [key, from]) ?? [])}
                faults={faults}
                onChange={(key, value) => setForm(({ [key]: _old, ...rest }) => (value === undefined ? rest : { ...rest, [key]: value }))}
              />
            </section>
          )}
        </div>
        <div>
          <section className="panel service-box">
            <h2>材料</h2>
            {materials.length === 0 ? (
              <p className="quiet">{matter ? '这个事项不要材料。' : '先选事项。'}</p>
            ) : (
              <>
                <MaterialList materials={materials} onChange={setMaterials} />
                {open.length > 0 && (
                  <Button
                    type="link"
                    onClick={() => setMaterials(materials.map((m) => (m.state === 'missing' ? { ...m, state: 'have' } : m)))}
                  >
                    材料都收到了
                  </Button>
                )}
              </>
            )}
          </section>
          {fault && <Alert type="error" showIcon role="alert" title={problemText(fault)} />}
          <div className="service-foot">
            <span className="quiet">{open.length > 0 ? `还缺 ${open.length} 份，收件后一次性告知补正` : <kbd>Ctrl Enter</kbd>}</span>
            <Button
              disabled={!matter || !sound}
              loading={busy}
              type={open.length > 0 ? 'primary' : 'default'}
              onClick={() => void send(false)}
            >
              只收件
            </Button>
            <Button
              disabled={!matter || !sound || open.length > 0}
              loading={busy}
              type="primary"
              size="large"
              onClick={() => void send(true)}
            >
              受理
            </Button>
          </div>
        </div>
      </div>
    </Page>
  )
}
