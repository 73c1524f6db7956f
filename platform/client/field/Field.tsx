import { type ReactNode, useId } from 'react'

interface FieldProps {
  readonly title: string
  readonly help?: string | undefined
  readonly fault?: string | undefined
  readonly required?: boolean | undefined
  /** Buttons and pictures have their own names: the title is words only. */
  readonly group?: boolean
  /** Draws the control; `id` and `described` tie it to its words. */
  readonly children: (tie: { readonly id: string; readonly described: string | undefined }) => ReactNode
}

/** A question with its control, its help and what is wrong with the answer, right below it. */
export function Field({ title, help, fault, required, group = false, children }: FieldProps) {
  const id = useId()
  const told = fault ?? help
  const words = (
    <>
      {title}
      {required === false && <small>（可不填）</small>}
    </>
  )
  return (
    <div className={fault ? 'field wrong' : 'field'}>
      {group ? <p className="label">{words}</p> : <label htmlFor={id}>{words}</label>}
      {children({ id, described: told ? `${id}-told` : undefined })}
      {told && (
        <p id={`${id}-told`} className={fault ? 'fault' : 'help'} role={fault ? 'alert' : undefined}>
          {told}
        </p>
      )}
    </div>
  )
}

interface ChipsProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly title: string }[]
  readonly chosen: readonly string[]
  readonly choose: (value: string) => void
}

/** A few answers as big buttons: no list to open, no small circle to hit. */
export function Chips({ label, options, chosen, choose }: ChipsProps) {
  return (
    <div className="chips" role="group" aria-label={label}>
      {options.map(({ value, title }) => (
        <button key={value} type="button" aria-pressed={chosen.includes(value)} onClick={() => choose(value)}>
          {title}
        </button>
      ))}
    </div>
  )
}
