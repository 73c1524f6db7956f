import type { Area } from './area.ts'
import type { Redraw } from './version.ts'

/** Everything that shall change on one day that lies ahead. */
export interface PlannedChange {
  readonly on: string
  /** Versions that begin on the day: new borders of known areas, and new areas. */
  readonly opened: Area[]
  /** Areas that end on the day and do not go on. */
  readonly retired: Area[]
}

/** The changes after `today`, the nearest first. */
export function plannedChanges(all: readonly Area[], today: string): PlannedChange[] {
  const days = [...new Set(all.flatMap(({ validFrom, validTo }) => (validTo === undefined ? [validFrom] : [validFrom, validTo])))]
  return days
    .filter((day) => day > today)
    .sort()
    .map((on) => {
      const opened = all.filter(({ validFrom }) => validFrom === on)
      const goesOn = new Set(opened.map(({ code }) => code))
      return { on, opened, retired: all.filter(({ validTo, code }) => validTo === on && !goesOn.has(code)) }
    })
}

/**
 * Takes the change of a day back as if it had never been planned: what began on it is removed, what ended on it goes on, until
 * where the removed version would have ended.
 */
export function withdrawChange(all: readonly Area[], on: string): Redraw {
  const removed = all.filter(({ validFrom }) => validFrom === on)
  const until = new Map(removed.map(({ code, validTo }) => [code, validTo]))
  const closed = all
    .filter(({ validTo }) => validTo === on)
    .map(({ validTo: _, ...area }): Area => {
      const end = until.get(area.code)
      return end === undefined ? area : { ...area, validTo: end }
    })
  return { closed, opened: [], removed }
}
