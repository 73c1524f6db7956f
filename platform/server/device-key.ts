import { readDeviceKey } from '../contract/device-key.ts'
import type { Principal } from '../contract/principal.ts'
import { fieldCipher } from './field-cipher.ts'
import { type Route, routeFor } from './module.ts'

export const deviceKeyRoutes: readonly Route[] = [
  routeFor<Principal>()(readDeviceKey, async ({ platform, actor, now }) => ({
    // Derived, never stored: nothing to leak from the database, and nothing to lose but the installation's own key file.
    key: fieldCipher(platform.config.dataDir).digest(`device ${actor.town} ${actor.subject}`).toString('hex'),
    at: now.getTime(),
  })),
]
