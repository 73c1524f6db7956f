import { signOut } from '#core/org/contract.ts'
import { call } from '#platform/client/call.ts'
import { ProblemError } from '#platform/client/problem-error.ts'

const KEY = 'sihe.field.leaving'

/**
 * A sign-out the centre may not have heard of. The person's key is gone at once, but the browser's cookie is the centre's to
 * end: until that is done the app takes nobody's session up by itself.
 */
export const leaving = {
  begin: (): void => localStorage.setItem(KEY, '1'),
  pending: (): boolean => localStorage.getItem(KEY) === '1',
  /** A new sign-in replaced the cookie. */
  forget: (): void => localStorage.removeItem(KEY),
  /** Tells the centre; without a line it stays to be told. */
  async finish(): Promise<void> {
    try {
      await call(signOut, {})
      leaving.forget()
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) leaving.forget()
    }
  },
}
