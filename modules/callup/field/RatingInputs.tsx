import type { PhoneInputProps } from '#core/case/field/index.tsx'
import { useShift } from '#core/case/field/index.tsx'
import { Field } from '#platform/client/field/Field.tsx'
import { Ratings } from '../guards.ts'
import { Stars } from './Stars.tsx'
import { useWhistle } from './use-whistle.ts'

/** The whistler's mark for each unit that came, with a word where it was not good; nobody marks their own. */
export function RatingsInput({ one, answers, faults, change }: PhoneInputProps) {
  const whistle = useWhistle(one.card.id, one.card.seq)
  const { held } = useShift()
  const given = Ratings.safeParse(answers['ratings'])
  const ratings = given.success ? given.data : {}
  const units = [...new Set(one.state.tasks.filter(({ state }) => state === 'answered').map(({ unitId }) => unitId))]
  const rated = units.filter((unit) => unit !== held?.actor.unitId)
  const nameOf = (unit: string): string => whistle?.summons.find(({ unitId }) => unitId === unit)?.unit ?? '到场单位'
  const late = (unit: string): boolean => whistle?.summons.some((summon) => summon.unitId === unit && summon.late) ?? false
  const put = (unit: string, more: { stars?: number; words?: string }): void => {
    const before = ratings[unit] ?? { stars: 0, words: '' }
    change({ ratings: { ...(answers['ratings'] as object | undefined), [unit]: { ...before, ...more } } })
  }
  return (
    <>
      {rated.map((unit) => (
        <div key={unit} className="field">
          <p className="label">
            {nameOf(unit)}
            {late(unit) && <span className="mark refused">迟到</span>}
          </p>
          <Stars label={`给${nameOf(unit)}打分`} value={ratings[unit]?.stars} give={(stars) => put(unit, { stars })} />
          {(ratings[unit]?.stars ?? 5) <= 3 && (
            <Field title={`${nameOf(unit)}哪里不够好`} required={false}>
              {({ id }) => (
                <input id={id} maxLength={300} value={ratings[unit]?.words ?? ''} onChange={(e) => put(unit, { words: e.target.value })} />
              )}
            </Field>
          )}
        </div>
      ))}
      {rated.length === 0 && <p className="help">没有要评分的单位。</p>}
      {faults['ratings'] && (
        <p className="fault" role="alert">
          请给每个单位打 1–5 分
        </p>
      )}
    </>
  )
}

/** The unit's mark for the whistle. */
export function FairInput({ answers, faults, change }: PhoneInputProps) {
  const fair = typeof answers['fair'] === 'number' ? answers['fair'] : undefined
  return (
    <Field group title="这声哨吹得是否必要、准备是否充分" fault={faults['fair']}>
      {() => <Stars label="给这声哨打分" value={fair} give={(stars) => change({ fair: stars })} />}
    </Field>
  )
}
