import type { PanelHead } from '../../screen-record.ts'

/**
 * The columns of the wall from left to right: two on a 16:9 wall, four on a 32:9 one, where the outer two show the other themes' panels.
 * @param shown the theme's own panels in order
 * @param others panels of all themes; those already shown are passed over
 */
export function columnsOf(shown: readonly PanelHead[], others: readonly PanelHead[], wide: boolean): PanelHead[][] {
  const half = Math.ceil(shown.length / 2)
  const inner = [shown.slice(0, half), shown.slice(half)]
  if (!wide) return inner.map((column) => [...column])
  const known = new Set(shown.map(({ key }) => key))
  const more = others.filter(({ key }) => !known.has(key) && known.add(key)).slice(0, 6)
  const cut = Math.ceil(more.length / 2)
  return [more.slice(0, cut), ...inner.map((column) => [...column]), more.slice(cut)]
}
