import type { Area } from './area.ts'
import { checkAreas } from './check.ts'
import { agreedAreas, draftAreas } from './draft.ts'
import type { Finding } from './finding.ts'
import { registerAfter } from './change.ts'
import type { ImportOptions } from './import-options.ts'
import { newFindings } from './new-findings.ts'
import type { PlannedDraft } from './plan-import.ts'
import { planDrafts, redrawOfImport } from './plan-import.ts'
import type { RawRow } from './read-geojson.ts'
import type { Redraw } from './version.ts'

/** What an import of some rows would do. */
export interface ImportPlan {
  readonly drafts: PlannedDraft[]
  readonly redraw: Redraw
  /** Wrong after the import and not before. */
  readonly findings: Finding[]
}

/** Everything wrong on a day. */
export function checkJob(areas: readonly Area[], at: string): Finding[] {
  return checkAreas(areas, at)
}

/** Drafts of all rows and what keeping the agreed ones does. Slow: for a worker. */
export function importJob(
  rows: readonly RawRow[],
  options: ImportOptions,
  existing: readonly Area[],
  consent: 'all' | readonly string[],
): ImportPlan {
  const drafts = planDrafts(draftAreas(rows, options, existing), existing)
  const agreed = agreedAreas(drafts, consent === 'all' ? 'all' : new Set(consent))
  const redraw = redrawOfImport(agreed, existing)
  const day = agreed.map((area) => area.validFrom).reduce((a, b) => (a > b ? a : b), options.validFrom)
  return { drafts, redraw, findings: redraw.opened.length === 0 ? [] : newFindings(existing, registerAfter(existing, redraw), day) }
}
