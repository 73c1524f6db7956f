import type { Tier } from '../contract.ts'

/** How each tier is drawn: told apart by width and dashes as well as by colour. Widths in px, dashes in line widths. */
export interface TierLook {
  readonly color: string
  readonly width: number
  readonly dash?: readonly [number, number]
}

export const tierLooks: Readonly<Record<Tier, TierLook>> = {
  town: { color: '#12233a', width: 3 },
  village: { color: '#1557c0', width: 2 },
  grid: { color: '#0b7a4b', width: 1.4 },
  micro: { color: '#5b6b80', width: 0.8, dash: [3, 2] },
  professional: { color: '#ad4600', width: 2, dash: [4, 2] },
  police: { color: '#6b2fa0', width: 2.4, dash: [6, 3] },
}

/** Drawn from the back to the front. */
export const tierOrder: readonly Tier[] = ['micro', 'grid', 'village', 'town', 'professional', 'police']

/** As they stand in lists: largest first. */
export const tierList: readonly Tier[] = ['town', 'village', 'grid', 'micro', 'professional', 'police']

export const shownAtFirst: readonly Tier[] = ['town', 'village', 'grid']
