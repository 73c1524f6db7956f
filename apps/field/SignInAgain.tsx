import { BigButton } from '#platform/client/field/BigButton.tsx'
import { Confirm } from '#platform/client/field/Confirm.tsx'
import { useDevice } from '#platform/client/field/device.ts'
import { SignIn } from './SignIn.tsx'
import { useSessionHold } from './session-context.ts'

/** The password again, over whatever page is open: nothing typed is lost, and sending goes on afterwards. */
export function SignInAgain({ onClose }: { readonly onClose: () => void }) {
  const { session, used } = useSessionHold()
  const { outbox } = useDevice()
  return (
    <Confirm title="重新登录" onClose={onClose} foot={<BigButton onClick={onClose}>先不登录，接着干活</BigButton>}>
      <SignIn
        login={session.person.login}
        onSignedIn={async (fresh) => {
          await used.enter(fresh)
          onClose()
          void outbox.drain(true)
        }}
      />
    </Confirm>
  )
}
