import { z } from 'zod'

/** A number or line of a panel: every one opens the list it counts, and no panel names a person. */
const Line = z.object({
  label: z.string(),
  value: z.number(),
  unit: z.string().default(''),
  /** Of how many, for shares and bars. */
  of: z.number().optional(),
  tone: z.enum(['critical', 'urgent', 'normal', 'low', 'good', 'late', 'quiet']).optional(),
  /** A desk page that shows exactly the counted things: the same filter, the same count. */
  href: z.string(),
  /** What is usual in the same span, beside which the value is judged. */
  usual: z.number().optional(),
  /** For a rate: what was divided by what. The value is the percent, `href` lists the `base`. */
  rate: z.object({ hit: z.int(), base: z.int() }).optional(),
  /** How it is counted, in one line: the formula with its source. */
  note: z.string().optional(),
})
export type PanelLine = z.infer<typeof Line>

/** What a panel shows, as data: the screen draws it, the module only counts. */
export const PanelData = z.discriminatedUnion('shape', [
  /** A few large figures side by side. */
  z.object({ shape: z.literal('figures'), lines: z.array(Line) }),
  /** Bars, the longest first. */
  z.object({ shape: z.literal('ranking'), lines: z.array(Line) }),
  /** A curve beside the usual one. `at` epoch milliseconds; without a value the moment has not come. */
  z.object({
    shape: z.literal('series'),
    unit: z.string(),
    points: z.array(z.object({ at: z.int(), value: z.number().optional(), usual: z.number().optional() })),
    href: z.string(),
    /** How many things `href` lists, where the curve stands for a list. */
    total: z.int().optional(),
  }),
  /** News, the newest or most pressing first. */
  z.object({
    shape: z.literal('rows'),
    rows: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        remark: z.string(),
        at: z.int(),
        tone: z.string().optional(),
        href: z.string(),
        place: z.tuple([z.number(), z.number()]).optional(),
      }),
    ),
    href: z.string(),
    /** How many things `href` lists; the rows are the first of them. */
    total: z.int().optional(),
  }),
])
export type PanelData = z.infer<typeof PanelData>

/** The wall's theme pages; one without a panel has no tab. */
export const themes = {
  overview: '总览',
  cases: '事件',
  patrol: '力量与巡查',
  sensing: '城市感知',
  enforcement: '综合执法',
  service: '审批服务',
  economy: '经济发展',
} as const
export const Theme = z.enum(['overview', 'cases', 'patrol', 'sensing', 'enforcement', 'service', 'economy'])
export type Theme = z.infer<typeof Theme>

/** How many things a line's `href` lists. */
export const listedBy = (line: Pick<PanelLine, 'value' | 'rate'>): number => line.rate?.base ?? line.value
