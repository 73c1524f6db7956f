import { useState } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ContributionsProvider } from '#platform/client/contributions.ts'
import { makeQueryClient } from '#platform/client/use-endpoint.ts'
import { DeskTheme } from './DeskTheme.tsx'
import { AlonePage, findAlone } from './AlonePage.tsx'
import { SessionGate } from './SessionGate.tsx'
import { deskModules } from './modules.ts'
import { makeRouter } from './router.tsx'

const contributions = deskModules.flatMap((module) => module.contributes ?? [])

/** The desk: theme around session around routes. */
export function Desk() {
  const [client] = useState(makeQueryClient)
  const [router] = useState(() => makeRouter(deskModules))
  // Once it needs somebody to sign in, the same address opens as any page of the desk does.
  const [alone, setAlone] = useState(() => findAlone(deskModules, location.pathname))
  return (
    <QueryClientProvider client={client}>
      <DeskTheme>
        <ContributionsProvider value={contributions}>
          {alone ? (
            <AlonePage page={alone} signIn={() => setAlone(undefined)} />
          ) : (
            <SessionGate>
              <RouterProvider router={router} />
            </SessionGate>
          )}
        </ContributionsProvider>
      </DeskTheme>
    </QueryClientProvider>
  )
}
