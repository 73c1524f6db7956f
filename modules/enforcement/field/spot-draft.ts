import type { OutgoingFile } from '#platform/client/outbox/item.ts'
import type { SummaryDraft } from '../summary.ts'

/** A decision on the spot somebody is writing; its id will be the tap's. The party is not kept on the device between visits. */
export interface SpotDraft {
  readonly id: string
  /** Device clock of the last change. */
  readonly at: number
  readonly power: string
  readonly facts: string
  readonly kind: SummaryDraft['kind']
  readonly fine: string
  readonly second: string
  readonly statement: string
  readonly files: readonly OutgoingFile[]
}

export const emptySpot = (id: string, at: number): SpotDraft => ({
  id,
  at,
  power: '',
  facts: '',
  kind: 'warning',
  fine: '',
  second: '',
  statement: '',
  files: [],
})

export const isBlankSpot = (draft: SpotDraft): boolean =>
  `${draft.power}${draft.facts}${draft.statement}`.trim() === '' && draft.files.length === 0

/** The powers whose words hold every word typed; the first few. */
export function findPowers<T extends { readonly code: string; readonly title: string }>(
  powers: readonly T[],
  words: string,
  most = 8,
): T[] {
  const parts = words.trim().split(/\s+/u).filter(Boolean)
  if (parts.length === 0) return []
  return powers.filter(({ code, title }) => parts.every((part) => title.includes(part) || code.includes(part))).slice(0, most)
}
