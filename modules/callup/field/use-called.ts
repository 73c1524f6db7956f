import { type FieldCase, useShift } from '#core/case/field/index.tsx'

const can = (one: FieldCase, key: string): boolean => one.allowed.some(({ action, blocked }) => action.key === key && blocked === undefined)

/** The whistles of my shift; and those my unit is still expected at. */
export function useCalled(): { readonly whistles: readonly FieldCase[]; readonly expected: readonly FieldCase[]; readonly read: boolean } {
  const { cases, read } = useShift()
  const whistles = cases.filter(({ card }) => card.process === 'whistle')
  return { whistles, expected: whistles.filter((one) => can(one, 'report-in')), read }
}
