import { createContext, useContext, useMemo } from 'react'
import type { Contribution, Registry } from '#platform/contract/registry.ts'

const ContributionsContext = createContext<readonly Contribution[]>([])
export const ContributionsProvider = ContributionsContext.Provider

/** What all modules of this app contributed to one registry, in the order the app lists its modules. */
export function useRegistry<T>(of: Registry<T>): T[] {
  const all = useContext(ContributionsContext)
  return useMemo(() => of.from(all), [of, all])
}
