import type { PanelData } from '#platform/contract/panel.ts'
import type { PanelHead } from '../../screen-record.ts'

/** How much height a panel wants beside the others; one that has not been counted yet is taken for an ordinary one. */
export function weightOf(data: PanelData | undefined): number {
  switch (data?.shape) {
    case 'figures':
      return 0.5 + 0.55 * Math.ceil(data.lines.length / (data.lines.length % 3 === 0 ? 3 : 2))
    case 'ranking':
      return 0.6 + 0.26 * Math.max(2, Math.min(data.lines.length, 10))
    case 'rows':
      return 0.6 + 0.36 * Math.max(2, Math.min(data.rows.length, 8))
    case 'series':
      return 1.9
    case undefined:
      return 1.5
  }
}

/** Cuts a list in two, in order, so that both weigh about the same. */
function halves(heads: readonly PanelHead[], weights: ReadonlyMap<string, number>): [PanelHead[], PanelHead[]] {
  const weigh = (some: readonly PanelHead[]) => some.reduce((sum, { key }) => sum + (weights.get(key) ?? weightOf(undefined)), 0)
  const cuts = Array.from({ length: heads.length + 1 }, (_, i) => Math.abs(weigh(heads.slice(0, i)) - weigh(heads.slice(i))))
  // Of two cuts as good the later: what comes first stands at the left.
  const cut = cuts.lastIndexOf(Math.min(...cuts))
  return [heads.slice(0, cut), heads.slice(cut)]
}

/**
 * The columns of the wall from left to right: two on a 16:9 wall, four on a 32:9 one, where the outer two show the other themes' panels.
 * @param shown the theme's own panels in order
 * @param others panels of all themes; those already shown are passed over
 */
export function columnsOf(
  shown: readonly PanelHead[],
  others: readonly PanelHead[],
  wide: boolean,
  weights: ReadonlyMap<string, number> = new Map(),
): PanelHead[][] {
  const inner = halves(shown, weights)
  if (!wide) return inner
  const known = new Set(shown.map(({ key }) => key))
  const more = others.filter(({ key }) => !known.has(key) && known.add(key)).slice(0, 6)
  const [first, last] = halves(more, weights)
  return [first, ...inner, last]
}
