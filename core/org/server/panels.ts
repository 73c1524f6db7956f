import type { PanelData, Theme } from '#platform/contract/panel.ts'
import { registry } from '#platform/contract/registry.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'

export interface PanelAsk {
  readonly tx: Tx
  readonly platform: Platform
  readonly actor: Actor
  readonly now: Date
}

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
  /**
   * Further permissions whose reach the count uses. A wall without a person (专用大屏) counts the whole town with these and
   * `permission`, and nothing else.
   */
  readonly reads?: readonly string[]
  /** Where the figures come from, in the town's words. */
  readonly source: string
  /** How it is counted, where that is not plain from the title. */
  readonly method?: string
  /** Beginnings of the names of facts after which it is counted anew; default `case.`. It is counted anew every minute anyway. */
  readonly facts?: readonly string[]
  /** Smaller stands higher; default 100. */
  readonly position?: number
  readonly load: (ask: PanelAsk) => Promise<PanelData>
}
export const screenPanels = registry<ScreenPanel>('org.screen-panels')
