import { defaultCatalogue, findClass } from '../classes/catalogue.ts'
import type { ClassCatalogue } from '../classes/class.ts'
import { suggestClass } from '../classes/suggest.ts'
import { readPlaces, readPlacesInText } from './places.ts'
import type { Places } from './places.ts'
import { textGrams } from './text.ts'

/** A report or a case as the search sees it. Everything but the words and the time may be missing. */
export interface Report {
  /** Title and the reporter's own words. */
  readonly text: string
  /** When it was reported, epoch milliseconds. */
  readonly at: number
  readonly address?: string
  /** [lng, lat], WGS-84. */
  readonly point?: readonly [number, number]
  /** Radius of the point in metres, as the handset or the geocoder says. */
  readonly accuracy?: number
  readonly classCode?: string
  /** Village or grid code. */
  readonly area?: string
  /** Still open. A closed case fades with time, an open one does not. */
  readonly open?: boolean
}

/** A report with everything read out of it that comparing needs; plain JSON, so it can be stored or cached. */
export interface Fingerprint extends Omit<Report, 'text'> {
  readonly places: Places
  /** Family of the class, or its 小类: what people may call it whoever owns it. */
  readonly kind?: string
  /** Distinct two-grams of the words, without set phrases and without the address. */
  readonly grams: readonly string[]
}

/** Below this a suggested class says too little to be compared. */
const sureClass = 0.5

/**
 * Reads a report once, so that it can be compared many times (about 25 µs for 100 characters). Places come from the
 * address; only when there is none, from the text, where people write `中山路118号门口`. A report nobody has classified yet
 * takes the class its words suggest.
 */
export function fingerprint({ text, ...rest }: Report, catalogue: ClassCatalogue = defaultCatalogue): Fingerprint {
  const places = readPlaces(rest.address ?? '')
  const own = places.whole === '' ? readPlacesInText(text) : places
  const [guess] = rest.classCode === undefined ? suggestClass(text.slice(0, 400), catalogue, 1) : []
  const classCode = guess && guess.score >= sureClass ? guess.code : rest.classCode
  const known = classCode === undefined ? undefined : findClass(catalogue, classCode)
  return {
    ...rest,
    ...(classCode !== undefined && { classCode }),
    ...(known && { kind: known.family ?? known.code.slice(0, 5) }),
    places: own,
    grams: textGrams(text, rest.address),
  }
}
