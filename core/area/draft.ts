import type { Area } from './area.ts'
import { checkShape, tidy } from './check-shape.ts'
import type { ImportOptions } from './import-options.ts'
import type { Draft, DraftArea } from './proposal.ts'
import { readBoundary } from './read-boundary.ts'
import { readField } from './read-fields.ts'
import type { RawRow } from './read-geojson.ts'
import type { Register } from './read-register.ts'
import { Refused, readRegister } from './read-register.ts'
import { repairShape } from './repair.ts'
import { bboxOf } from './shape.ts'

/**
 * Makes drafts of the rows of a file: in = accepted + repairable + refused, in the order of the file.
 * @param existing areas already kept: for rows that name members or leave an existing boundary as it is
 */
export function draftAreas(rows: readonly RawRow[], options: ImportOptions, existing: readonly Area[] = []): Draft[] {
  const seen = new Map<string, string>()
  return rows.map((row) => {
    const draft = draftRow(row, options, existing)
    if (!draft.area) return draft
    const key = `${draft.area.code}\n${draft.area.validFrom}`
    const before = seen.get(key)
    if (before === undefined) return (seen.set(key, row.place), draft)
    return refusal(row.place, draft.code, draft.name, `编码 ${draft.code} 与${before}重复`)
  })
}

/** The areas to keep: the accepted, and of the repairable those whose place somebody consented to. */
export function agreedAreas(drafts: readonly Draft[], consent: 'all' | ReadonlySet<string>): DraftArea[] {
  const agreed = (draft: Draft) =>
    draft.verdict === 'accepted' || (draft.verdict === 'repairable' && (consent === 'all' || consent.has(draft.place)))
  return drafts.flatMap((draft) => (draft.area && agreed(draft) ? [draft.area] : []))
}

function draftRow(row: RawRow, options: ImportOptions, existing: readonly Area[]): Draft {
  const said = { code: '', name: '' }
  try {
    said.name = readField(row.fields, 'name', options)
    said.code = readField(row.fields, 'code', options)
    const register = readRegister(row, said, options)
    const boundary = readBoundary(row, register, options, existing)
    const faults = checkShape(boundary.shape)
    const notes = [...boundary.notes, ...faults.filter((fault) => fault.severity === 'note').map((fault) => fault.text)]
    const errors = faults.filter((fault) => fault.severity === 'error').map((fault) => fault.text)
    const done = { place: row.place, code: register.code, name: register.name, reasons: errors, notes }
    if (errors.length === 0) return { ...done, verdict: 'accepted', area: withShape(register, tidy(boundary.shape)) }
    const repair = repairShape(boundary.shape)
    if (!repair.shape) return { ...done, verdict: 'refused', reasons: [repair.refused ?? errors[0]!], repair }
    return { ...done, verdict: 'repairable', area: withShape(register, repair.shape), repair }
  } catch (error) {
    // RangeError is what readers throw at a value with a sentence for the user.
    if (error instanceof Refused || error instanceof RangeError) return refusal(row.place, said.code, said.name, error.message)
    throw error
  }
}

function withShape(register: Register, geometry: DraftArea['geometry']): DraftArea {
  return { ...register, geometry, bbox: bboxOf(geometry) }
}

function refusal(place: string, code: string, name: string, reason: string): Draft {
  return { place, verdict: 'refused', code, name, reasons: [reason], notes: [] }
}
