import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const dist = (app: string) => fileURLToPath(new URL(`../../dist/${app}`, import.meta.url))

/** Files with a hash in their name never change; pages are asked for anew each time. */
const cacheFor: NonNullable<FastifyStaticOptions['setHeaders']> = (reply, path) => {
  void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
}

const isFile = (path: string): boolean => /\.[a-z0-9]{2,11}$/i.test(path)

/**
 * Serves the built pages: the desk at `/`, the residents' page at `/p/`, the phone app at `/m/`. Unknown desk addresses are the desk's own routes.
 * Files are looked up at each request and not listed once at the start (`wildcard: false`), so that a new build is served
 * by the running server; one that is gone is a 404 and never the desk's page under its name.
 */
export async function serveWeb(app: FastifyInstance, folder: (app: string) => string = dist): Promise<void> {
  const options = { decorateReply: false, setHeaders: cacheFor }
  if (existsSync(folder('public'))) await app.register(fastifyStatic, { ...options, root: folder('public'), prefix: '/p/', redirect: true })
  if (!existsSync(folder('desk'))) return
  await app.register(fastifyStatic, { ...options, root: folder('desk'), serve: false, decorateReply: true })
  app.get('/*', async (request, reply) => {
    const path = request.url.replace(/[?#].*$/u, '')
    if (path.startsWith('/api/')) return reply.callNotFound()
    if (path === '/m') return reply.redirect('/m/')
    if (path.startsWith('/m/')) {
      const page = isFile(path) ? path.slice(3) : 'index.html'
      return existsSync(folder('field')) ? reply.sendFile(page, folder('field')) : reply.callNotFound()
    }
    if (isFile(path)) return reply.sendFile((request.params as { '*': string })['*'])
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
