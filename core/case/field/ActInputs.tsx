import { useEffect } from 'react'
import { Field as Question, Chips } from '#platform/client/field/Field.tsx'
import { Photos } from '#platform/client/field/Photos.tsx'
import { SpeechButton } from '#platform/client/field/Speech.tsx'
import { usePhotos } from '#platform/client/field/use-photos.ts'
import type { OutgoingFile } from '#platform/client/outbox/item.ts'
import { CaseFile } from '../form.ts'
import type { Field } from '../process.ts'
import { LimitInput } from './LimitInput.tsx'
import { PlaceStamp } from './PlaceStamp.tsx'
import type { FieldCase } from './field-case.ts'
import { type ModuleInputs, forPhone } from './phone-form.ts'

type Answers = Readonly<Record<string, unknown>>

interface InputProps {
  readonly field: Field
  readonly value: unknown
  readonly fault: string | undefined
  readonly give: (value: unknown) => void
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function FilesInput({ field, value, fault, give }: InputProps) {
  const first = CaseFile.array().safeParse(value)
  const held = usePhotos((first.success ? first.data : []) as OutgoingFile[], field.max ?? 12)
  const { photos } = held
  // The hook holds the photos (they are kept on the device one by one); the form gets what is there.
  useEffect(() => {
    give(photos.length > 0 ? photos.map(({ sha256, name, mime }) => ({ sha256, name, mime })) : undefined)
    // oxlint-disable-next-line react/exhaustive-deps -- only a change of photos is news
  }, [photos])
  return (
    <Question group title={field.title} help={field.help} fault={fault} required={field.required ?? false}>
      {() => <Photos held={held} title={field.title} most={field.max ?? 12} />}
    </Question>
  )
}

function LongText({ field, value, fault, give }: InputProps) {
  return (
    <Question title={field.title} help={field.help} fault={fault} required={field.required ?? false}>
      {({ id, described }) => (
        <>
          <textarea
            id={id}
            aria-describedby={described}
            rows={4}
            maxLength={field.max ?? 4000}
            value={text(value)}
            onChange={(e) => give(e.target.value)}
          />
          <SpeechButton hear={(words) => give(`${text(value)}${words}`)} />
        </>
      )}
    </Question>
  )
}

const yesNo = [
  { value: 'yes', title: '是' },
  { value: 'no', title: '否' },
]

function PlainInput(props: InputProps) {
  const { field, value, fault, give } = props
  const options = field.options ?? []
  const many = Array.isArray(value) ? value.map(String) : []
  const group = field.kind === 'yes-no' || field.kind === 'choice' || field.kind === 'choices'
  return (
    <Question group={group} title={field.title} help={field.help} fault={fault} required={field.required ?? false}>
      {({ id, described }) => {
        switch (field.kind) {
          case 'yes-no':
            return (
              <Chips
                label={field.title}
                options={yesNo}
                chosen={value === true ? ['yes'] : value === false ? ['no'] : []}
                choose={(v) => give(v === 'yes')}
              />
            )
          case 'choice':
            return <Chips label={field.title} options={options} chosen={[text(value)]} choose={(v) => give(v === value ? undefined : v)} />
          case 'choices':
            return (
              <Chips
                label={field.title}
                options={options}
                chosen={many}
                choose={(v) => give(many.includes(v) ? many.filter((m) => m !== v) : [...many, v])}
              />
            )
          case 'number':
            return (
              <input
                id={id}
                aria-describedby={described}
                inputMode="decimal"
                value={value === undefined ? '' : String(value)}
                onChange={(e) => give(e.target.value === '' ? undefined : Number(e.target.value))}
              />
            )
          case 'date':
            return (
              <input
                id={id}
                aria-describedby={described}
                type="date"
                value={text(value)}
                onChange={(e) => give(e.target.value || undefined)}
              />
            )
          case 'datetime':
            return (
              <input
                id={id}
                aria-describedby={described}
                type="datetime-local"
                value={text(value).slice(0, 16)}
                onChange={(e) => give(e.target.value ? `${e.target.value}:00+08:00` : undefined)}
              />
            )
          case 'limit':
            return <LimitInput id={id} value={value} give={give} />
          default:
            return (
              <input
                id={id}
                aria-describedby={described}
                maxLength={field.max ?? 200}
                value={text(value)}
                onChange={(e) => give(e.target.value)}
              />
            )
        }
      }}
    </Question>
  )
}

interface ActInputsProps {
  readonly one: FieldCase
  readonly inputs: ModuleInputs
  readonly fields: readonly Field[]
  /** All fields of the action, also those the handset fills. */
  readonly form: readonly Field[]
  readonly answers: Answers
  readonly faults: Readonly<Record<string, string>>
  readonly change: (more: Answers) => void
}

/** The questions of an action, in the order its definition asks them. */
export function ActInputs({ one, inputs, fields, form, answers, faults, change }: ActInputsProps) {
  const handset = new Set(form.filter((f) => f.handset).map((f) => f.key))
  const covered = new Set(fields.flatMap((field) => inputs.get(field.key)?.covers ?? []))
  const asked = fields.filter((field) => !covered.has(field.key) && (forPhone(field) || inputs.has(field.key)))
  if (asked.length === 0) return null
  return (
    <div className="card form">
      {asked.map((field) => {
        const Own = inputs.get(field.key)?.Input
        if (Own) return <Own key={field.key} one={one} answers={answers} faults={faults} change={change} />
        const props = {
          field,
          value: answers[field.key],
          fault: faults[field.key],
          give: (value: unknown) => change({ [field.key]: value }),
        }
        if (field.kind === 'files') return <FilesInput key={field.key} {...props} />
        if (field.kind === 'long-text') return <LongText key={field.key} {...props} />
        if (field.kind === 'place')
          return (
            <PlaceStamp
              key={field.key}
              title={field.title}
              scene={one.state.data['place']}
              handset={handset}
              give={({ place, ...rest }) => change({ ...rest, [field.key]: place })}
            />
          )
        return <PlainInput key={field.key} {...props} />
      })}
    </div>
  )
}
