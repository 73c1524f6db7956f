import traditional from 'opencc-js/dict/TSCharacters'

/** Grams kept of one text. The tail of a longer text is not found by search: 400 grams are about 400 characters. */
export const gramLimit = 400

const simplified = new Map(
  traditional.split('|').map((pair) => {
    const [from = '', to = from] = pair.split(' ')
    return [from, to] as const
  }),
)

/** Every traditional character: one pass of a compiled expression, not a lookup per character. */
const old = new RegExp(`[${[...simplified.keys()].join('')}]`, 'gu')

const run = /[\p{L}\p{N}]+/gu
const token = /(?:(?!\p{Script=Han})[\p{L}\p{N}]){3,}/gu

/**
 * One form for text that is to be compared or searched: NFKC (全角 → 半角), lower case, traditional → simplified
 * character by character. Both sides pass through it, so 台/臺 or a wrong regional word cannot make a miss; phrase
 * conversion (軟體 → 软件) is left out on purpose: it would change lengths and break the recheck by `like`.
 */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(old, (c) => simplified.get(c)!)
}

/**
 * Grams of a text for a `text[]` column with GIN: every two neighbouring characters of a run of letters, digits and Han
 * (so `118号` gives 11, 18, 8号), plus whole Latin and digit tokens of three or more characters, for exact numbers.
 * Deduplicated, in order of appearance, at most `limit`.
 */
export function bigrams(text: string, limit: number = gramLimit): string[] {
  const normal = normalise(text)
  const grams = new Set<string>()
  for (const [part] of normal.matchAll(run)) {
    for (const gram of pairs(part)) {
      if (grams.size >= limit) return [...grams]
      grams.add(gram)
    }
  }
  for (const [whole] of normal.matchAll(token)) if (grams.size < limit) grams.add(whole)
  return [...grams]
}

/**
 * Grams a matching row must all contain (`grams @> $1`), or undefined when the words are too short for grams (one
 * character): then use `like` inside a town and state filter. Grams are necessary, not sufficient: recheck the
 * normalised text with `like` for every word of `queryWords`. Digits alone are weak grams; look a case number
 * or telephone up by its own index first.
 */
export function queryBigrams(query: string): string[] | undefined {
  const grams = new Set<string>()
  for (const [part] of normalise(query).matchAll(run)) for (const gram of pairs(part)) grams.add(gram)
  return grams.size > 0 ? [...grams].slice(0, gramLimit) : undefined
}

/** The words of a query in normal form, for the recheck; all must be contained. Empty when there is nothing to look for. */
export function queryWords(query: string): string[] {
  return [...new Set(normalise(query).split(/\s+/u))].filter((word) => word !== '')
}

/** A word as a `like` pattern that finds it anywhere; `%`, `_` and `\` in it are literal. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/gu, (c) => `\\${c}`)}%`
}

function* pairs(part: string): Generator<string> {
  let before = ''
  for (const c of part) {
    if (before !== '') yield before + c
    before = c
  }
}
