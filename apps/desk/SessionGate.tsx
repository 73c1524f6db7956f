import type { ReactNode } from 'react'
import { useEffect, useMemo, useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Spin } from 'antd'
import type { Session } from '#core/org/contract.ts'
import { whoAmI, viewerOf } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { FailedState } from '#platform/client/desk/StateBlocks.tsx'
import { startLive } from '#platform/client/live.ts'
import { ProblemError } from '#platform/client/problem-error.ts'
import { sessionEnded } from '#platform/client/session-ended.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { ViewerProvider } from '#platform/client/viewer.ts'
import { ChangePasswordPage } from './ChangePasswordPage.tsx'
import { ChoosePostPage } from './ChoosePostPage.tsx'
import { SecondFactorPage } from './SecondFactorPage.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { SignInPage } from './SignInPage.tsx'
import { SessionContext } from './session.ts'

/** Lets nobody past without a session; one that ends over a page asks for the password there, and nothing typed is lost. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient()
  const [ended, setEnded] = useState(false)
  const found = useQuery<Session | null>({
    queryKey: keyOf(whoAmI),
    staleTime: Infinity,
    queryFn: async () => {
      try {
        return await call(whoAmI, {})
      } catch (error) {
        if (error instanceof ProblemError && error.status === 401) return null
        throw error
      }
    },
  })
  const session = found.data ?? undefined
  const settle = (next: Session): void => {
    client.setQueryData(keyOf(whoAmI), next)
    if (ended) {
      setEnded(false)
      // What failed meanwhile is read again; what was typed is still in its forms.
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keyOf(whoAmI)[0] })
    }
  }
  const signedIn = session !== undefined
  useEffect(() => (signedIn ? sessionEnded.listen(() => setEnded(true)) : undefined), [signedIn])
  const working = signedIn && session.mustChangePassword === null && session.secondFactor !== 'needed' && session.postId !== null
  useEffect(() => (working ? startLive() : undefined), [working])
  const viewer = useMemo(() => session && viewerOf(session), [session])
  const value = useMemo(
    () => session && { session, settle: (next: Session) => client.setQueryData(keyOf(whoAmI), next) },
    [session, client],
  )

  if (found.isPending) return <Spin fullscreen description="正在打开四河" />
  if (found.isError) return <FailedState error={found.error} retry={() => void found.refetch()} />
  if (!session || !viewer || !value) return <SignInPage onSignedIn={settle} />
  if (session.mustChangePassword !== null) return <ChangePasswordPage session={session} onDone={settle} />
  if (session.secondFactor === 'needed') return <SecondFactorPage onDone={settle} />
  if (session.postId === null) return <ChoosePostPage session={session} />
  return (
    <SessionContext value={value}>
      <ViewerProvider value={viewer}>
        {children}
        {ended && <SignInAgain session={session} onSignedIn={settle} />}
      </ViewerProvider>
    </SessionContext>
  )
}
