import { z } from 'zod'
import { LayerKind, LayerPoint } from '#core/area/contract.ts'
import { Id } from '#platform/contract/id.ts'
import { PanelData, Theme } from '#platform/contract/panel.ts'

/** How one theme of the wall is arranged. A panel that is in neither list is new and takes its own place. */
export const ThemeSetting = z.object({
  theme: Theme,
  /** Without it the theme has no tab. */
  shown: z.boolean().default(true),
  /** Keys of panels in the town's order. */
  order: z.array(z.string().max(80)).max(60).default([]),
  hidden: z.array(z.string().max(80)).max(60).default([]),
})
export type ThemeSetting = z.infer<typeof ThemeSetting>

/** 大屏设置. Empty texts stand for the town's own name and the usual title. */
export const ScreenSetting = z.object({
  townName: z.string().trim().max(20, '镇名最多 20 个字').default(''),
  title: z.string().trim().max(24, '标题最多 24 个字').default(''),
  /** Seconds each theme stays before the next; 0 = the wall stays where it is. */
  rotateSeconds: z
    .int({ error: '轮播间隔应为整数秒' })
    .refine((n) => n === 0 || (n >= 15 && n <= 3600), { error: '轮播间隔应在 15 至 3600 秒之间，0 为不轮播' })
    .default(0),
  /** Whether movers are drawn on the wall's map; never with a name. */
  people: z.boolean().default(true),
  themes: z.array(ThemeSetting).max(20).default([]),
})
export type ScreenSetting = z.infer<typeof ScreenSetting>

/** A panel as the wall knows it before its figures come. */
export const PanelHead = z.object({
  key: z.string(),
  title: z.string(),
  source: z.string(),
  method: z.string().optional(),
  /** Beginnings of fact names after which it is read anew. */
  facts: z.array(z.string()),
})
export type PanelHead = z.infer<typeof PanelHead>

export const ThemeView = z.object({ theme: Theme, title: z.string(), panels: z.array(PanelHead) })
export type ThemeView = z.infer<typeof ThemeView>

/** What the wall shows: everything but the figures. */
export const ScreenView = z.object({
  townName: z.string(),
  title: z.string(),
  demo: z.boolean(),
  rotateSeconds: z.int(),
  themes: z.array(ThemeView),
  /** A display without a person; it has no desk to go back to. */
  display: z.boolean(),
  at: z.iso.datetime(),
})
export type ScreenView = z.infer<typeof ScreenView>

/** One panel's figures, or why there are none. */
export const PanelReply = z.object({
  key: z.string(),
  at: z.iso.datetime(),
  data: PanelData.optional(),
  /** In the town's words: the wall shows it in the panel's place. */
  failed: z.string().optional(),
})
export type PanelReply = z.infer<typeof PanelReply>

/** A point on the wall's map: no title, since a title may be somebody's name. */
export const ScreenPoint = LayerPoint.omit({ title: true })
export type ScreenPoint = z.infer<typeof ScreenPoint>

export const ScreenLayer = z.object({
  key: z.string(),
  title: z.string(),
  group: z.string(),
  source: z.string(),
  moving: z.boolean(),
  kinds: z.array(LayerKind),
  total: z.int(),
  points: z.array(ScreenPoint),
})
export type ScreenLayer = z.infer<typeof ScreenLayer>

/** A wall that shows the screen by a link of its own (专用大屏). */
export const Display = z.object({
  id: Id,
  name: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  lastUsed: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
})
export type Display = z.infer<typeof Display>
