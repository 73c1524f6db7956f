import { bigrams } from '#platform/contract/bigrams.ts'
import type { Located } from '#core/area/contract.ts'
import type { ClassCatalogue } from './classes/class.ts'
import { type Fingerprint, fingerprint } from './likeness/report.ts'
import type { Channel, ReportDraft, ReporterDraft } from './record.ts'
import { type ClassFacts, factsOfClass } from './classes/facts-of-class.ts'

/** The lowest tier a point lies in, with the words a person would say. */
export function placeOf(located: Located | undefined, town: string): { areaCode: string; areaName: string } {
  const lowest = located?.micro ?? located?.grid ?? located?.village
  // Not located, or outside: the whole town's, so that posts for all of it may still act.
  if (!located || !lowest) return { areaCode: town, areaName: located ? '镇域外' : '' }
  const names = [located.village?.name, located.grid?.name].filter((n, i, all): n is string => Boolean(n) && all.indexOf(n) === i)
  return { areaCode: lowest.code, areaName: names.join(' · ') }
}

/** A title from the first words, cut at a clause. */
export function titleFrom(description: string): string {
  const first = description.split(/[\n。！？!?]/u)[0]!.trim()
  return [...first].length <= 30 ? first : `${[...first].slice(0, 29).join('')}…`
}

export interface Told {
  readonly draft: Partial<ReportDraft> & Pick<ReportDraft, 'description'>
  readonly channel: Channel
  readonly reporter?: Partial<ReporterDraft> | undefined
  readonly confidential?: boolean
}

/** What a report gives its case, its row and the searches. */
export interface Beginning {
  readonly title: string
  readonly facts: ClassFacts
  readonly place: { readonly areaCode: string; readonly areaName: string }
  /** The case's first facts. */
  readonly data: Readonly<Record<string, unknown>>
  readonly print: Fingerprint
  readonly grams: string[]
}

/**
 * How an incident begins: pure, so that a generated past begins exactly as a live report does.
 * @param at epoch milliseconds it was found
 */
export function beginningOf(catalogue: ClassCatalogue, town: string, located: Located | undefined, told: Told, at: number): Beginning {
  const { draft } = told
  const place = placeOf(located, town)
  const facts = factsOfClass(catalogue, draft.classCode, draft.grade)
  const title = draft.title || titleFrom(draft.description)
  const where = {
    ...(draft.address ? { address: draft.address } : {}),
    ...(draft.accuracy !== undefined ? { accuracy: draft.accuracy } : {}),
    ...(draft.classCode ? { classCode: draft.classCode } : {}),
  }
  let print: Fingerprint | undefined
  return {
    title,
    facts,
    place,
    data: {
      title,
      description: draft.description,
      channel: told.channel,
      ...place,
      ...facts,
      callbackDue: Boolean(told.reporter?.phone) && (told.reporter?.callBack ?? true),
      confidential: told.confidential ?? false,
      files: draft.files ?? [],
      ...where,
      ...(draft.place ? { place: draft.place } : {}),
      ...(draft.placeDoubt ? { placeDoubt: draft.placeDoubt } : {}),
    },
    grams: bigrams(`${title} ${draft.description} ${draft.address ?? ''} ${facts.classTitle}`),
    // Read on demand: of a long past, only what may still be found needs one, and it is a fifth of the work of a report.
    get print() {
      return (print ??= fingerprint({
        text: `${title} ${draft.description}`,
        at,
        ...where,
        ...(draft.place ? { point: draft.place } : {}),
        ...(place.areaCode ? { area: place.areaCode } : {}),
      }))
    },
  }
}
