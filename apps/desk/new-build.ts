const KEY = 'sihe.reloaded-for-build'
/** Milliseconds: a second failure this soon is no new build but a broken one, and reloading would go round for ever. */
const SOON = 20_000

/**
 * A page opened before the server was given a new build asks for parts that are gone: it is loaded anew, once. What was
 * typed into forms is kept as drafts.
 */
export function reloadOnNewBuild(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0)
    if (Date.now() - last < SOON) return
    event.preventDefault()
    sessionStorage.setItem(KEY, String(Date.now()))
    location.reload()
  })
}
