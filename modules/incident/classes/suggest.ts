import { bigrams, normalise } from '#platform/contract/bigrams.ts'
import type { ClassCatalogue, IncidentClass } from './class.ts'

export interface ClassSuggestion {
  readonly code: string
  readonly name: string
  /** 0 … 1; only good for ordering and for hiding weak ones (below about 0.35). */
  readonly score: number
  /** The words that spoke for it, for the screen: `命中“井盖松动”`. */
  readonly why: string
}

interface Phrase {
  readonly text: string
  readonly grams: readonly string[]
  readonly weight: number
}

// `公交站旁有垃圾`: the stop is where, not what. Measured on the real hotline (bench/same-problem.ts), cutting these
// words to a third puts the right family first 2–3 % more often.
const placeAfter = /^(?:旁|边|附近|门口|门前|对面|前面|后面|前方|后方|入口|出口|路口|东侧|西侧|南侧|北侧|斜对面|里面|内有|上有|下有)/u
const placeShare = 1 / 3
// A named thing goes before what is said about it: `井盖松动有噪音` is about the lid.
const thingBonus = 1.15
// Two of three grams is too little: 电动车摔 would be 电动车充电.
const partialFrom = 0.7

/**
 * Classes a description may belong to, best first, from names and aliases only: a phrase that occurs counts by the
 * rarity of its two-grams in the catalogue, a phrase that nearly occurs by half. No learned model, so a dispatcher
 * can see why and a town improves it by adding aliases. 大类 are never suggested.
 * @param most at most this many
 */
export function suggestClass(text: string, catalogue: ClassCatalogue, most: number = 5): ClassSuggestion[] {
  const normal = normalise(text)
  const grams = new Set(bigrams(normal))
  const found: (ClassSuggestion & { level: number })[] = []
  for (const { of, phrases, parents } of phrasesOf(catalogue)) {
    let best = 0
    let sum = 0
    let why = ''
    for (const phrase of phrases) {
      const weight = matchWeight(phrase, normal, grams)
      if (weight === 0) continue
      sum += weight
      if (weight > best) {
        best = weight
        why = `${normal.includes(phrase.text) ? '命中' : '近似'}“${phrase.text}”`
      }
    }
    if (best === 0) continue
    for (const phrase of parents) sum += matchWeight(phrase, normal, grams)
    // Other phrases of the same class confirm, but must not outweigh one long exact phrase elsewhere.
    const weight = (best + 0.25 * Math.min(sum - best, best)) * (of.kind === 'component' ? thingBonus : 1)
    const score = 1 - Math.exp(-weight)
    found.push({ code: of.code, name: of.name, score: Math.round(score * 1000) / 1000, why, level: of.level })
  }
  found.sort((a, b) => b.score - a.score || b.level - a.level || (a.code < b.code ? -1 : 1))
  return found.slice(0, most).map(({ code, name, score, why }) => ({ code, name, score, why }))
}

function matchWeight(phrase: Phrase, normal: string, grams: ReadonlySet<string>): number {
  const at = normal.indexOf(phrase.text)
  if (at >= 0) return phrase.weight * (placeAfter.test(normal.slice(at + phrase.text.length)) ? placeShare : 1)
  if (phrase.grams.length < 2) return 0
  const share = phrase.grams.filter((g) => grams.has(g)).length / phrase.grams.length
  return share >= partialFrom ? phrase.weight * share * 0.5 : 0
}

interface Prepared {
  readonly of: IncidentClass
  readonly phrases: readonly Phrase[]
  /** The parent's phrases: they confirm a 细类 that was hit itself, so that it is not behind its 小类. */
  readonly parents: readonly Phrase[]
}
const prepared = new WeakMap<ClassCatalogue, readonly Prepared[]>()

function phrasesOf(catalogue: ClassCatalogue): readonly Prepared[] {
  const known = prepared.get(catalogue)
  if (known) return known
  const classes = catalogue.classes.filter((c) => c.level > 1)
  const counts = new Map<string, number>()
  for (const c of classes)
    for (const gram of new Set([c.name, ...c.aliases].flatMap((p) => bigrams(p)))) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  const top = Math.log(1 + classes.length)
  const rarity = (gram: string): number => Math.log(1 + classes.length / (counts.get(gram) ?? 1)) / top
  const own = new Map(
    classes.map((of) => {
      const texts = [...new Set([of.name, ...of.aliases].map(normalise))]
      return [
        of.code,
        texts.map((text) => ({ text, grams: bigrams(text), weight: bigrams(text).reduce((sum, g) => sum + rarity(g), 0) })),
      ] as const
    }),
  )
  const made = classes.map((of) => {
    const phrases = own.get(of.code) ?? []
    const parents = (own.get(of.parent ?? '') ?? []).filter((p) => phrases.every((q) => q.text !== p.text))
    return { of, phrases, parents }
  })
  prepared.set(catalogue, made)
  return made
}
