const KEY = 'sihe.reloaded-for-build'
/** Milliseconds: a second failure this soon is no new build but a broken one, and reloading would go round for ever. */
const SOON = 20_000

const reachable = async (): Promise<boolean> =>
  fetch('/api/health', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )

/**
 * A page opened before the server was given a new build asks for parts that are gone: it is loaded anew, once. What was typed into forms is
 * kept as drafts. With the line cut the page stays as it is: loading it anew would put the browser's own error page on the wall.
 */
export function reloadOnNewBuild(): void {
  addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(KEY) ?? 0)
    if (Date.now() - last < SOON) return
    void reachable().then((up) => {
      if (!up) return
      sessionStorage.setItem(KEY, String(Date.now()))
      location.reload()
    })
  })
}
