import { useState } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { ContributionsProvider } from '#platform/client/contributions.ts'
import { makeQueryClient } from '#platform/client/use-endpoint.ts'
import { DeskTheme } from './DeskTheme.tsx'
import { SessionGate } from './SessionGate.tsx'
import { deskModules } from './modules.ts'
import { makeRouter } from './router.tsx'

const contributions = deskModules.flatMap((module) => module.contributes ?? [])

/** The desk: theme around session around routes. */
export function Desk() {
  const [client] = useState(makeQueryClient)
  const [router] = useState(() => makeRouter(deskModules))
  return (
    <QueryClientProvider client={client}>
      <DeskTheme>
        <ContributionsProvider value={contributions}>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </ContributionsProvider>
      </DeskTheme>
    </QueryClientProvider>
  )
}
