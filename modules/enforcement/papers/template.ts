import { z } from 'zod'

/**
 * 文书模板: what a paper of rules.md §4.10 says, in lines an official can read and change. `{当事人}` is filled in from the act the paper belongs
 * to, else from the case, else from the latest act that answered it (`{中止理由|恢复说明}`: the first that is known); a line `| a：b | c：d` is a row of a form; `【印章】` is where the seal
 * goes and `【签名】当事人` a line to sign on.
 */
export const PaperTemplate = z.object({
  /** D01–D43 of rules.md §4.10 (codes are ours). */
  code: z.string().regex(/^D\d\d$/),
  title: z.string().trim().min(2, '文书名称至少 2 个字').max(40),
  /** 正卷 or 副卷. */
  volume: z.enum(['main', 'side']),
  /** Place in its volume, in the order file reviews ask for (rules.md §4.10). */
  order: z.int(),
  /** The acts it is made of; a paper of no act is filled from the case when somebody asks for it. */
  actions: z.array(z.string()),
  /** Only where an answer of the act is this: a decision or a decision of none. */
  when: z.object({ field: z.string(), in: z.array(z.string()) }).optional(),
  /** Goes to somebody outside: gets a number of its own and the seal. */
  outward: z.boolean(),
  body: z.string().trim().min(2, '文书内容不能为空').max(20_000),
})
export type PaperTemplate = z.infer<typeof PaperTemplate>

export const volumeTitles = { main: '正卷', side: '副卷' } as const

/** What a gap looks like on paper: room to write by hand. */
export const GAP = '＿＿＿＿＿＿'

const PLACEHOLDER = /\{([^{}\n]{1,80})\}/gu

/** Words a body asks for, each once, in order. */
export const placeholdersOf = (body: string): string[] => [
  ...new Set([...body.matchAll(PLACEHOLDER)].flatMap((match) => match[1]!.split('|'))),
]

export interface Filled {
  readonly lines: readonly string[]
  /** Placeholders nothing was known for: they stand as gaps. */
  readonly missing: readonly string[]
}

/** Fills a body line by line. @param find the words for a placeholder; undefined when nothing is known */
export function fillPaper(body: string, find: (name: string) => string | undefined): Filled {
  const missing = new Set<string>()
  const lines = body.split('\n').map((line) =>
    line.replaceAll(PLACEHOLDER, (_all, names: string) => {
      for (const name of names.split('|')) {
        const words = find(name)?.trim()
        if (words) return words
      }
      missing.add(names)
      return GAP
    }),
  )
  return { lines, missing: [...missing] }
}
