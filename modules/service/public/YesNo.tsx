interface ChoiceProps {
  readonly name: string
  readonly question: string
  readonly options: readonly (readonly [value: string, title: string])[]
  readonly value: string
  readonly choose: (value: string) => void
}

/** A question with large answers, one thumb wide. */
export function YesNo({ name, question, options, value, choose }: ChoiceProps) {
  return (
    <fieldset className="guide-ask">
      <legend>{question}</legend>
      <div className="row">
        {options.map(([key, title]) => (
          <label key={key} className={value === key ? 'guide-answer chosen' : 'guide-answer'}>
            <input type="radio" name={name} value={key} checked={value === key} onChange={() => choose(key)} />
            {title}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
