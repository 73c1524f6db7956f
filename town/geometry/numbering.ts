import type { Spot } from './plane.ts'

/**
 * The order in which codes are given inside one parent: north→south in bands, west→east inside a band
 * (rules.md §1.2: sequence west→east, north→south).
 * @returns indexes of the spots in code order
 */
export function codeOrder(spots: readonly Spot[]): number[] {
  const norths = spots.map((spot) => spot[1])
  const top = Math.max(...norths)
  const bands = Math.max(1, Math.round(Math.sqrt(spots.length)))
  const height = (top - Math.min(...norths)) / bands + 1
  const bandOf = (k: number): number => Math.floor((top - norths[k]!) / height)
  return spots.map((_, k) => k).sort((a, b) => bandOf(a) - bandOf(b) || spots[a]![0] - spots[b]![0])
}

export const threeDigits = (number: number): string => String(number).padStart(3, '0')
