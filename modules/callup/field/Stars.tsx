import { Chips } from '#platform/client/field/Field.tsx'

const options = [1, 2, 3, 4, 5].map((n) => ({ value: String(n), title: `${n} 分` }))

/** 1–5 as five big buttons: a row of small stars is not hit with a glove. */
export function Stars({
  label,
  value,
  give,
}: {
  readonly label: string
  readonly value: number | undefined
  readonly give: (stars: number) => void
}) {
  return (
    <div className="callup-stars">
      <Chips
        label={label}
        options={options}
        chosen={value === undefined ? [] : [String(value)]}
        choose={(chosen) => give(Number(chosen))}
      />
    </div>
  )
}
