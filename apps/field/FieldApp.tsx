import { useMemo } from 'react'
import { viewerOf } from '#core/org/contract.ts'
import { ContributionsProvider } from '#platform/client/contributions.ts'
import { DeviceProvider } from '#platform/client/field/device.ts'
import { ViewerProvider } from '#platform/client/viewer.ts'
import { Bar } from './Bar.tsx'
import { Pages } from './Pages.tsx'
import { SignIn } from './SignIn.tsx'
import { Tabs } from './Tabs.tsx'
import { SessionProvider } from './session-context.ts'
import { fieldModules } from './modules.ts'
import { useFieldDevice } from './use-field-device.ts'
import { type Kept, type UsedSession, useSession } from './use-session.ts'

const contributions = fieldModules.flatMap((module) => module.contributes ?? [])

function Working({ kept, used }: { readonly kept: Kept; readonly used: UsedSession }) {
  const device = useFieldDevice(kept, used)
  const viewer = useMemo(() => viewerOf(kept.session), [kept.session])
  const value = useMemo(() => ({ session: kept.session, used }), [kept.session, used])
  return (
    <SessionProvider value={value}>
      <ViewerProvider value={viewer}>
        <DeviceProvider value={device}>
          <ContributionsProvider value={contributions}>
            <Bar />
            <Pages />
            <Tabs />
          </ContributionsProvider>
        </DeviceProvider>
      </ViewerProvider>
    </SessionProvider>
  )
}

/** The phone app: who works with it, then everything else. */
export function FieldApp() {
  const used = useSession()
  if (used.kept === undefined) return <p className="starting">正在打开……</p>
  if (used.kept === null) return <SignIn onSignedIn={used.enter} />
  // Another post sees other work and holds other parts: everything begins anew with it.
  return <Working key={`${used.kept.session.person.id} ${used.kept.session.postId ?? ''}`} kept={used.kept} used={used} />
}
