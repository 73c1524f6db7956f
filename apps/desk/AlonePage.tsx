import { Suspense, lazy, useEffect, useState } from 'react'
import type { DeskModule, DeskPage } from '#platform/client/desk-module.ts'
import { startLive } from '#platform/client/live.ts'
import { sessionEnded } from '#platform/client/session-ended.ts'

/** The page of an address that stands without the desk's session. */
export const findAlone = (modules: readonly DeskModule[], path: string): DeskPage | undefined =>
  modules.flatMap((module) => module.pages).find((page) => page.alone && page.path === path)

/** A page that asks the server itself whom it may show. @param signIn called when the server wants to know who looks */
export function AlonePage({ page, signIn }: { readonly page: DeskPage; readonly signIn: () => void }) {
  const [Page] = useState(() => lazy(async () => ({ default: await page.load() })))
  useEffect(() => startLive(), [])
  useEffect(() => sessionEnded.listen(signIn), [signIn])
  return (
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  )
}
