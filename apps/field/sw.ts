/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (string | { url: string; revision: string | null })[] }

// The whole app is on the device after the first visit; what is read and sent is the page's own business (outbox, package).
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/m/index.html')))

/** Small pictures of cases, so that a shift's photos are there without a line. Gone at sign-out (`pictures…` caches). */
const PICTURES = 'pictures'
const MOST_PICTURES = 300

async function picture(request: Request): Promise<Response> {
  const cache = await caches.open(PICTURES)
  const known = await cache.match(request)
  if (known) return known
  const answer = await fetch(request)
  if (answer.ok && answer.headers.get('x-thumbnail') !== 'icon') {
    await cache.put(request, answer.clone()).catch(() => undefined)
    const keys = await cache.keys()
    for (const old of keys.slice(0, Math.max(0, keys.length - MOST_PICTURES))) await cache.delete(old)
  }
  return answer
}

registerRoute(
  ({ url }) => /^\/api\/files\/[0-9a-f]{64}\/thumb$/.test(url.pathname),
  ({ request }) => picture(request),
)

// The page says when: never in the middle of what somebody is typing.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))
