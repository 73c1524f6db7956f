import { useMemo, useState } from 'react'
import { useRegistry } from '#platform/client/contributions.ts'
import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Empty, Screen } from '#platform/client/field/Screen.tsx'
import { back, go, useParams } from '#platform/client/field/address.ts'
import { keepFault } from '#platform/client/field/photo.ts'
import type { OutgoingFile } from '#platform/client/outbox/item.ts'
import { useItems, useOutbox } from '#platform/client/outbox/use-outbox.ts'
import { refusal } from '../allowed.ts'
import { formSchema, isAsked } from '../form.ts'
import { type ActionDefinition, findAction } from '../process.ts'
import { ActInputs } from './ActInputs.tsx'
import { PhoneAct, actKind } from './act-kind.ts'
import type { FieldCase } from './field-case.ts'
import { filesIn, forPhone, inputsOf } from './phone-form.ts'
import { phoneInputs } from './registries.ts'
import { useCase } from './use-case.ts'
import { useGuards, useServerNow, useShift } from './use-shift.ts'

type Answers = Readonly<Record<string, unknown>>

interface ActFormProps {
  readonly one: FieldCase
  readonly action: ActionDefinition
  readonly first: Answers
  /** A refused item this one takes the place of. */
  readonly instead?: string | undefined
}

/** What is wrong with the answers, by field; the form is checked by the same schema the server uses. */
function faultsOf(action: ActionDefinition, answers: Answers): Record<string, string> {
  const parsed = formSchema(action.form.filter((f) => !f.derived)).safeParse(answers)
  if (parsed.success) return {}
  return Object.fromEntries(parsed.error.issues.map((issue) => [String(issue.path[0] ?? ''), issue.message]))
}

function ActForm({ one, action, first, instead }: ActFormProps) {
  const [answers, setAnswers] = useState<Answers>(first)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [stopped, setStopped] = useState<string>()
  const outbox = useOutbox()
  const guards = useGuards()
  const now = useServerNow()
  const { held } = useShift()
  const inputs = inputsOf(useRegistry(phoneInputs), one.card.process)
  const fields = action.form.filter((f) => !f.derived && !f.handset && isAsked(f, answers))
  const desk = fields.find((f) => f.required && !forPhone(f) && !inputs.has(f.key))
  const change = (more: Answers): void => {
    setAnswers((all) => ({ ...all, ...more }))
    setFaults({})
    setStopped(undefined)
  }
  const submit = async (): Promise<void> => {
    const wrong = faultsOf(action, answers)
    setFaults(wrong)
    if (Object.keys(wrong).length > 0) return
    const input = Object.fromEntries(Object.entries(answers).filter(([, v]) => v !== undefined && v !== ''))
    const against = held && refusal({ process: one.process, action, state: one.state, actor: held.actor, now, input }, guards)
    if (against) return setStopped(against.text)
    try {
      await outbox.put(
        actKind,
        { caseId: one.card.id, action: action.key, input, seenSeq: one.card.seq },
        { title: `${action.title}：${one.card.title}`, files: filesIn(action, input) as OutgoingFile[], subject: `case:${one.card.id}` },
      )
    } catch (error) {
      return setStopped(keepFault(error))
    }
    if (instead) await outbox.drop(instead)
    go(`/cases/${one.card.id}`, { instead: true })
  }
  return (
    <Screen
      title={action.title}
      foot={
        <BigButton tone={action.tone === 'danger' ? 'danger' : 'primary'} disabled={desk !== undefined} onClick={() => void submit()}>
          {action.title}
        </BigButton>
      }
    >
      <p className="about">{one.card.title}</p>
      {desk && <p className="card refused">“{desk.title}”要在电脑上选，请在工作台办理这一步。</p>}
      <ActInputs one={one} inputs={inputs} fields={fields} answers={answers} faults={faults} change={change} form={action.form} />
      {stopped && (
        <p className="card refused" role="alert">
          {stopped}
        </p>
      )}
      {fields.length === 0 && <p className="card">点下面的按钮就记下：谁、几点、哪一件。</p>}
    </Screen>
  )
}

/** One action of one case as a form for the thumb. */
export function ActPage() {
  const { id = '', action: key = '', item: itemId } = useParams()
  const { one, looking, fault } = useCase(id)
  const items = useItems(actKind.key)
  const item = items.find((i) => i.id === itemId)
  const old = useMemo(() => {
    const act = PhoneAct.safeParse(item?.body)
    return act.success ? act.data : undefined
  }, [item])
  const action = one && findAction(one.process, old?.action ?? key)
  if (!one || !action || (itemId && !old))
    return (
      <Screen title="办理">
        {looking ? (
          <div className="skeleton" aria-busy="true" />
        ) : (
          <Empty act={<BigButton onClick={back}>返回</BigButton>}>{fault ?? '这件事现在不能这样办。'}</Empty>
        )}
      </Screen>
    )
  return <ActForm key={itemId ?? key} one={one} action={action} first={old?.input ?? {}} instead={itemId} />
}
