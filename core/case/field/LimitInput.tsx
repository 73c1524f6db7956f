import { Limit, unitWords } from '#core/calendar/contract.ts'

interface LimitInputProps {
  readonly id: string
  readonly value: unknown
  readonly give: (value: unknown) => void
}

/** How long: a number and one of the four units of the working calendar. */
export function LimitInput({ id, value, give }: LimitInputProps) {
  const parsed = Limit.safeParse(value)
  const limit = parsed.success ? parsed.data : { n: 1, unit: 'working-day' as const }
  const units = Object.entries(unitWords).map(([unit, title]) => ({ unit, title }))
  return (
    <div className="pair">
      <input
        id={id}
        inputMode="decimal"
        value={parsed.success ? String(limit.n) : ''}
        onChange={(e) => give(e.target.value === '' ? undefined : { ...limit, n: Number(e.target.value) })}
      />
      <select aria-label="单位" value={limit.unit} onChange={(e) => give({ ...limit, unit: e.target.value })}>
        {units.map(({ unit, title }) => (
          <option key={unit} value={unit}>
            {title}
          </option>
        ))}
      </select>
    </div>
  )
}
