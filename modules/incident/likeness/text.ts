import { bigrams, normalise } from '#platform/contract/bigrams.ts'

// Phrases every report may hold and that say nothing about the problem: greetings, forms of asking, hotline style. Our
// own list. Longer ones first, since they are cut out one after the other.
const setPhrases = [
  ...[
    '尊敬的领导',
    '尊敬的',
    '各位领导',
    '书记您好',
    '领导您好',
    '市长您好',
    '您好',
    '你好',
    '谢谢领导',
    '谢谢您',
    '谢谢',
    '辛苦了',
    '感谢',
  ],
  ...[
    '来电人反映',
    '市民反映',
    '群众反映',
    '居民反映',
    '村民反映',
    '来电反映',
    '诉求人',
    '反映人',
    '投诉人',
    '举报人',
    '来电人',
    '陈情人',
    '渠反映',
    '反映',
    '投诉',
    '举报',
    '咨询',
    '求助',
  ],
  ...[
    '请相关部门尽快处理',
    '请相关单位',
    '请有关部门',
    '相关部门',
    '有关部门',
    '尽快派人',
    '派人处理',
    '派员处理',
    '派员',
    '尽快处理',
    '及时处理',
    '尽快解决',
    '帮忙解决',
    '希望解决',
    '请求解决',
    '尽速',
  ],
  ...[
    '建请查处',
    '建请查修',
    '建请修复',
    '建请清除',
    '建请',
    '请查处',
    '请处理',
    '请核实',
    '请尽快',
    '请安排',
    '麻烦',
    '恳请',
    '希望',
    '建议',
    '要求',
  ],
  ...[
    '该处',
    '该址',
    '该路段',
    '该路口',
    '此处',
    '现场',
    '目前',
    '现在',
    '已经',
    '因为',
    '导致',
    '影响',
    '严重',
    '问题',
    '情况',
    '我们',
    '这个',
    '那个',
    '一个',
    '有一',
    '没有人',
    '不知道',
    '为什么',
    '怎么',
  ],
]

/**
 * Grams of the words that tell what is wrong. Set phrases go, and so does the address where it is repeated in the
 * text: place is judged by itself, and a road name in both texts must not look like the same problem twice.
 */
export function textGrams(text: string, address?: string): string[] {
  let words = normalise(text)
  const place = normalise(address ?? '').trim()
  if (place.length >= 4) words = words.replaceAll(place, ' ')
  for (const phrase of setPhrases) words = words.replaceAll(phrase, ' ')
  return bigrams(words)
}

/** In how many texts each gram occurs. Learned from the town's own cases now and then; plain JSON. */
export interface GramCounts {
  readonly texts: number
  readonly counts: Readonly<Record<string, number>>
}

/** Before a town has cases of its own: every gram weighs the same. */
export const noCounts: GramCounts = { texts: 0, counts: {} }

/**
 * Counts grams over past reports (already cut by {@link textGrams}). Grams seen once are left out, which halves the size: they
 * weigh the most anyway. 20,000 reports are plenty.
 */
export function countGrams(all: Iterable<readonly string[]>): GramCounts {
  const counts = new Map<string, number>()
  let texts = 0
  for (const grams of all) {
    texts++
    for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return { texts, counts: Object.fromEntries([...counts].filter(([, n]) => n > 1)) }
}

/** Inverse document frequency, smoothed: 1 without counts, about 0.1 for a gram in every text, about 9 for a new one of 10,000. */
export function gramWeight(gram: string, known: GramCounts): number {
  if (known.texts === 0) return 1
  // hasOwn: a text may hold the word `constructor`.
  const seen = Object.hasOwn(known.counts, gram) ? (known.counts[gram] ?? 0) : 0
  return Math.log(1.1 + known.texts / (1 + seen))
}

export interface TextLikeness {
  /** Cosine of the two gram sets, each gram weighing by its rarity: 0 … 1. */
  readonly cosine: number
  /** How many grams both hold: two short texts may agree by chance. */
  readonly shared: number
}

/** Prepares one text to be compared with many: its weights are looked up once. */
export function textComparer(grams: readonly string[], known: GramCounts = noCounts): (other: readonly string[]) => TextLikeness {
  const own = new Map(grams.map((gram) => [gram, gramWeight(gram, known) ** 2]))
  const norm = [...own.values()].reduce((sum, w) => sum + w, 0)
  return (other) => {
    let shared = 0
    let both = 0
    let otherNorm = 0
    for (const gram of other) {
      const w = own.get(gram)
      if (w !== undefined) {
        shared++
        both += w
      }
      otherNorm += w ?? gramWeight(gram, known) ** 2
    }
    return { cosine: shared === 0 ? 0 : Math.min(1, both / Math.sqrt(norm * otherNorm)), shared }
  }
}
