import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const dist = (app: string) => fileURLToPath(new URL(`../../dist/${app}`, import.meta.url))

/** Files with a hash in their name never change; pages are asked for anew each time. */
const cacheFor: NonNullable<FastifyStaticOptions['setHeaders']> = (reply, path) => {
  void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** Serves the built pages: the desk at `/`, the residents' page at `/p/`. Unknown desk addresses are the desk's own routes. */
export async function serveWeb(app: FastifyInstance): Promise<void> {
  const options = { decorateReply: false, setHeaders: cacheFor }
  if (existsSync(dist('public'))) await app.register(fastifyStatic, { ...options, root: dist('public'), prefix: '/p/', redirect: true })
  if (!existsSync(dist('desk'))) return
  await app.register(fastifyStatic, { ...options, root: dist('desk'), prefix: '/', decorateReply: true, wildcard: false })
  app.get('/*', async (request, reply) => {
    if (request.url.startsWith('/api/') || /\.[a-z0-9]{2,5}(\?|$)/i.test(request.url)) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
