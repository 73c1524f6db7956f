const QUIET_AFTER_MS = 60_000
let last = 0

/** Notes that somebody is there; the shell calls it once. Live news alone must not keep a deserted desk signed in. */
export function watchPresence(): void {
  last = Date.now()
  const note = (): void => {
    last = Date.now()
  }
  for (const sign of ['pointerdown', 'keydown', 'wheel'] as const) addEventListener(sign, note, { passive: true, capture: true })
}

/** True when nobody touched the page for a minute: requests it makes by itself do not count as activity. */
export const isDeserted = (): boolean => last > 0 && Date.now() - last > QUIET_AFTER_MS
