import { createContext, useContext } from 'react'
import type { Needs } from './desk-module.ts'
import { may } from './desk-module.ts'

/** Who looks at the page, as far as any page needs to know; the shell fills it from the session. */
export interface Viewer {
  readonly personId: string
  readonly name: string
  readonly postId: string
  readonly postTitle: string
  readonly role: string
  readonly unitId: string
  readonly unitName: string
  readonly areas: readonly string[]
  readonly permissions: ReadonlySet<string>
  readonly townName: string
  readonly townCode: string
  readonly demo: boolean
}

const ViewerContext = createContext<Viewer | undefined>(undefined)
export const ViewerProvider = ViewerContext.Provider

/** @throws outside the signed-in shell */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext)
  if (!viewer) throw new Error('no viewer: this page must stand inside the shell')
  return viewer
}

/** Whether the viewer holds any of these permissions. */
export function useMay(needs: Needs | string): boolean {
  return may(useViewer().permissions, typeof needs === 'string' ? [needs] : needs)
}
