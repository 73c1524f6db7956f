import { useCallback, useEffect, useMemo, useRef } from 'react'
import { contact } from '#platform/client/contact.ts'
import type { PackagePart } from '#platform/client/field-module.ts'
import { may } from '#platform/client/desk-module.ts'
import type { Device } from '#platform/client/field/device.ts'
import { dueParts, pullParts } from '#platform/client/field/package.ts'
import { startLive, useLive } from '#platform/client/live.ts'
import { openOutbox } from '#platform/client/outbox/outbox.ts'
import { fieldModules } from './modules.ts'
import type { Kept, UsedSession } from './use-session.ts'

const DRAIN_MS = 15_000
const PULL_MS = 60_000

/** The phone's own machinery for one person: outbox, package, and what sets them going. */
export function useFieldDevice(kept: Kept, { check, leave }: Pick<UsedSession, 'check' | 'leave'>): Device {
  const { store } = kept
  const permissions = kept.session.permissions.join(' ')
  const parts = useMemo(() => {
    const held = new Set(permissions.split(' '))
    return fieldModules.flatMap((module) => module.parts ?? []).filter((part) => may(held, part.needs))
  }, [permissions])
  const outbox = useMemo(
    () => openOutbox({ store, kinds: fieldModules.flatMap((module) => module.kinds ?? []), ready: check }),
    [store, check],
  )

  const pulling = useRef<Promise<unknown>>(Promise.resolve())
  const pull = useCallback(
    async (wanted?: readonly PackagePart[]): Promise<void> => {
      const run = pulling.current.then(async () => {
        const due = wanted ?? (await dueParts(store, parts, Date.now()))
        await pullParts(store, due, new AbortController().signal)
      })
      // A store closed by sign-out in the middle of a pull is nobody's fault.
      pulling.current = run.catch(() => undefined)
      await pulling.current
    },
    [store, parts],
  )

  useEffect(() => {
    const wake = (): void => {
      if (document.visibilityState !== 'visible') return
      void outbox.drain(true)
      void dueParts(store, parts, Date.now(), true).then(pull, () => undefined)
    }
    let up = contact.state().up
    const quit = [
      outbox.onDone((kinds) => void pull(parts.filter((part) => part.renewAfter?.some((kind) => kind === '*' || kinds.has(kind))))),
      // The line came back with whatever request noticed it first.
      contact.listen(() => {
        const now = contact.state().up
        if (now && up === false) wake()
        up = now
      }),
      startLive(),
    ]
    const drainer = setInterval(() => void outbox.drain(), DRAIN_MS)
    const puller = setInterval(() => document.visibilityState === 'visible' && void pull(), PULL_MS)
    addEventListener('online', wake)
    document.addEventListener('visibilitychange', wake)
    wake()
    void navigator.storage?.persist?.().catch(() => undefined)
    return () => {
      for (const one of quit) one()
      clearInterval(drainer)
      clearInterval(puller)
      removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [outbox, pull, parts, store])

  useLive([...new Set(parts.flatMap((part) => part.renewOn ?? []))], (facts) => {
    const names = new Set(facts.map((fact) => fact.name))
    // An empty batch: the line was lost, everything may have changed.
    void pull(parts.filter((part) => (part.renewOn ?? []).some((name) => names.size === 0 || names.has(name))))
  })
  return useMemo(() => ({ outbox, modules: fieldModules, pull, signOut: leave }), [outbox, pull, leave])
}
