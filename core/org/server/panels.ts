import type { PanelData, Theme } from '#platform/contract/panel.ts'
import { registry } from '#platform/contract/registry.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'

/**
 * A panel of the wall (大屏) and of the desk's overviews, contributed by the module that counts. Counts only what the actor
 * may see, names nobody, and each number's `href` opens a list of the same count.
 */
export interface ScreenPanel {
  /** `module.what` */
  readonly key: string
  readonly title: string
  readonly themes: readonly Theme[]
  readonly permission: string
  /** Where the figures come from, in the town's words. */
  readonly source: string
  /** Smaller stands higher; default 100. */
  readonly position?: number
  readonly load: (ask: { tx: Tx; platform: Platform; actor: Actor; now: Date }) => Promise<PanelData>
}
export const screenPanels = registry<ScreenPanel>('org.screen-panels')
