import type { Random } from '#town/geometry/index.ts'

// Own lists and own weights, put together by hand; no register of names was used. Likeness to a living person is chance.

const SURNAMES: readonly (readonly [string, number])[] = [
  ['沈', 9],
  ['陆', 9],
  ['顾', 8],
  ['钱', 7],
  ['徐', 7],
  ['朱', 7],
  ['吴', 7],
  ['周', 6],
  ['金', 6],
  ['俞', 6],
  ['费', 5],
  ['凌', 5],
  ['柳', 4],
  ['庄', 4],
  ['施', 4],
  ['姚', 4],
  ['潘', 4],
  ['严', 4],
  ['许', 4],
  ['盛', 3],
  ['汤', 3],
  ['闵', 3],
  ['郁', 3],
  ['储', 3],
  ['杭', 2],
  ['芮', 2],
  ['蒯', 2],
  ['归', 2],
  ['计', 2],
  ['倪', 3],
  ['浦', 2],
  ['查', 2],
  ['仲', 2],
  ['梅', 2],
  ['屠', 1],
  ['宓', 1],
  ['戚', 2],
  ['邱', 2],
  ['童', 2],
  ['毛', 2],
]

/** First characters by generation: the older, then the younger. */
const MEN = [
  '根',
  '水',
  '金',
  '阿',
  '建',
  '志',
  '永',
  '国',
  '海',
  '荣',
  '明',
  '小',
  '晓',
  '子',
  '一',
  '浩',
  '宇',
  '俊',
  '嘉',
  '文',
] as const
const MEN_END = [
  '生',
  '林',
  '荣',
  '法',
  '兴',
  '良',
  '祥',
  '明',
  '根',
  '康',
  '轩',
  '辰',
  '磊',
  '恺',
  '泽',
  '航',
  '哲',
  '远',
  '峰',
  '舟',
] as const
const WOMEN = [
  '阿',
  '秀',
  '桂',
  '玉',
  '美',
  '惠',
  '春',
  '雪',
  '素',
  '月',
  '小',
  '晓',
  '静',
  '梦',
  '雨',
  '思',
  '佳',
  '若',
  '诗',
  '亦',
] as const
const WOMEN_END = [
  '珍',
  '英',
  '妹',
  '娥',
  '芳',
  '琴',
  '宝',
  '凤',
  '莲',
  '娟',
  '岚',
  '婷',
  '萱',
  '怡',
  '筝',
  '妍',
  '悦',
  '菲',
  '瑶',
  '宁',
] as const
const SINGLE = [
  '敏',
  '军',
  '斌',
  '燕',
  '洁',
  '毅',
  '萍',
  '超',
  '倩',
  '坚',
  '蓉',
  '昊',
  '琳',
  '骏',
  '颖',
  '霖',
  '彬',
  '娜',
  '卫',
  '雯',
] as const

/** Gives invented names, none twice. */
export function makeNamer(random: Random, reserved: readonly string[]): () => string {
  const given = new Set(reserved)
  const invent = (): string => {
    const surname = random.weighted(SURNAMES)
    if (random.chance(0.16)) return surname + random.pick(SINGLE)
    const [heads, tails] = random.chance(0.54) ? [MEN, MEN_END] : [WOMEN, WOMEN_END]
    // Characters of one generation stand in the same half of both lists.
    const older = random.chance(0.5)
    const half = <T>(list: readonly T[]): readonly T[] => (older ? list.slice(0, 10) : list.slice(10))
    return surname + random.pick(half(heads)) + random.pick(half(tails))
  }
  return () => {
    for (;;) {
      const name = invent()
      if (given.has(name) || name[1] === name[2]) continue
      given.add(name)
      return name
    }
  }
}
