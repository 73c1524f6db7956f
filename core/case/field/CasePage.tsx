import { useRegistry } from '#platform/client/contributions.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { go, useParams } from '#platform/client/field/address.ts'
import { useOutbox } from '#platform/client/outbox/use-outbox.ts'
import type { AllowedAction } from '../allowed.ts'
import { findStep } from '../process.ts'
import { CaseActs } from './CaseActs.tsx'
import { DueText } from './DueText.tsx'
import type { FieldCase } from './field-case.ts'
import { inputsOf, wantsDesk } from './phone-form.ts'
import { fieldCaseParts, phoneInputs } from './registries.ts'
import { useCase } from './use-case.ts'

const rank = { primary: 0, plain: 1, danger: 2, quiet: 3 } as const

function Refused({ one }: { readonly one: FieldCase }) {
  const outbox = useOutbox()
  return one.refused.map((item) => (
    <section key={item.id} className="card refused" role="alert">
      <p>
        <b>“{item.title}”没有被接受</b>
      </p>
      <p>{item.fault?.text}</p>
      <p className="help">您填的内容还在。</p>
      <div className="pair">
        <BigButton tone="primary" onClick={() => go(`/cases/${one.card.id}/again/${item.id}`)}>
          打开再改
        </BigButton>
        <BigButton onClick={() => void outbox.drop(item.id)}>不要了</BigButton>
      </div>
    </section>
  ))
}

function Actions({ one }: { readonly one: FieldCase }) {
  const inputs = inputsOf(useRegistry(phoneInputs), one.card.process)
  const sorted = one.allowed.toSorted((a, b) => rank[a.action.tone ?? 'plain'] - rank[b.action.tone ?? 'plain'])
  const open = ({ action }: AllowedAction): void => go(`/cases/${one.card.id}/act/${action.key}`)
  const free = sorted.filter(({ blocked }) => blocked === undefined)
  const blocked = sorted.filter(({ blocked: why }) => why !== undefined)
  if (sorted.length === 0) return <p className="card help">这件事现在不需要您办理。</p>
  const button = (one_: AllowedAction, first: boolean) => (
    <BigButton key={one_.action.key} tone={first ? 'primary' : 'plain'} onClick={() => open(one_)}>
      {one_.action.title}
    </BigButton>
  )
  // What is seldom done, or wants a list only the desk has, stands behind one button: five are read, ten are searched.
  const near = free.filter(({ action }) => action.tone !== 'quiet' && !wantsDesk(action, inputs))
  const far = free.filter((one_) => !near.includes(one_))
  return (
    <section className="card acts-to-do" aria-label="可以办理">
      {near.map((one_, i) => button(one_, i === 0 && one_.action.tone === 'primary'))}
      {blocked.map(({ action, blocked: why }) => (
        <p key={action.key} className="blocked">
          <b>{action.title}</b>：{why}
        </p>
      ))}
      {far.length > 0 && (
        <details>
          <summary>更多办法</summary>
          <div className="pair">{far.map((one_) => button(one_, false))}</div>
        </details>
      )}
    </section>
  )
}

/** One case: what, where, how long left, what may be done now, and what was done. */
export function CasePage() {
  const { id = '' } = useParams()
  const { one, looking, fault } = useCase(id)
  const parts = useRegistry(fieldCaseParts)
  if (!one)
    return (
      <Screen title="事件">
        {looking ? <div className="skeleton" aria-busy="true" aria-label="正在读取" /> : <Empty>{fault ?? '手机上没有这件事。'}</Empty>}
      </Screen>
    )
  const Part = parts.find((part) => part.process === one.card.process)?.part
  return (
    <Screen title={one.card.number}>
      <section className="card">
        <p className="case-title">{one.card.title}</p>
        <p className="row-foot">
          <span className="step">{findStep(one.process, one.state.step)?.title}</span>
          <DueText one={one} long />
        </p>
      </section>
      <Refused one={one} />
      <Actions one={one} />
      {Part && <Part one={one} />}
      <CaseActs one={one} />
    </Screen>
  )
}
