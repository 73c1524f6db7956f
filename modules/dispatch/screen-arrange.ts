import { type Theme, themes } from '#platform/contract/panel.ts'
import type { PanelHead, ScreenSetting } from './screen-record.ts'

/** design.md §3: more than seven panels fight the map. */
export const mostPanels = 7

interface Themed extends PanelHead {
  readonly themes: readonly Theme[]
}

export interface Arranged {
  readonly theme: Theme
  readonly title: string
  readonly shown: boolean
  readonly panels: readonly (PanelHead & { readonly shown: boolean })[]
}

/**
 * The themes that have panels, in the town's order, each with all its panels in the town's order. A panel the town has not placed yet stands
 * after all that usually stand before it, shown while there is room.
 * @param panels in their usual order
 */
export function arrange(panels: readonly Themed[], setting: ScreenSetting): Arranged[] {
  const usual = Object.keys(themes) as Theme[]
  const placed = setting.themes.map(({ theme }) => theme)
  const order = [...placed, ...usual.filter((theme) => !placed.includes(theme))]
  return order.flatMap((theme) => {
    const own = setting.themes.find((each) => each.theme === theme)
    const here = panels.filter((panel) => panel.themes.includes(theme))
    if (here.length === 0) return []
    let room = mostPanels
    const sorted = placeAll(here, own?.order ?? []).map(({ themes: _themes, ...head }) => {
      const shown = !(own?.hidden ?? []).includes(head.key) && room > 0
      if (shown) room--
      return { ...head, shown }
    })
    return [{ theme, title: themes[theme], shown: own?.shown ?? true, panels: sorted }]
  })
}

function placeAll(here: readonly Themed[], order: readonly string[]): Themed[] {
  const sorted = order.flatMap((key) => here.filter((panel) => panel.key === key))
  for (const panel of here) {
    if (sorted.includes(panel)) continue
    const before = new Set(here.slice(0, here.indexOf(panel)))
    sorted.splice(sorted.findLastIndex((each) => before.has(each)) + 1, 0, panel)
  }
  return sorted
}
