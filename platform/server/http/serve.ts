import cookie from '@fastify/cookie'
import compress from '@fastify/compress'
import multipart from '@fastify/multipart'
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Principal } from '../../contract/principal.ts'
import { failPlatform } from '../../contract/problem.ts'
import type { Tx } from '../database.ts'
import type { Call, Platform, Route, ServerModule } from '../module.ts'
import { closeInTime } from './closing.ts'
import { packageVersion } from '../version.ts'
import { docsPage } from './docs-page.ts'
import { readPart } from './input.ts'
import { openApi } from './openapi.ts'
import { sendProblem } from './problems.ts'
import { makeThrottle } from './throttle.ts'
import { actionIdOf, once } from './replay.ts'
import { securityHeaders } from './security-headers.ts'
import { closeLive } from '../live.ts'

const maxUpload = 100 * 1024 * 1024

async function authorise(
  route: Route,
  request: FastifyRequest,
  platform: Platform,
  authenticate: NonNullable<ServerModule['authenticate']>,
): Promise<Principal> {
  const actor = await authenticate(request, platform)
  const { allow } = route.endpoint
  if (allow === 'public') return actor
  if (!actor.signedIn) throw failPlatform('platform.not-signed-in')
  if (allow !== 'signed-in' && !actor.permissions.has(allow)) {
    const title = platform.permissions[allow] ?? allow
    if (actor.withheld?.has(allow))
      throw failPlatform('platform.forbidden', {
        detail: `“${title}”须先绑定动态口令`,
        way: '点右上角姓名，选“绑定动态口令”，绑定后即可使用',
        extra: { secondFactor: 'needed' },
      })
    throw failPlatform('platform.forbidden', { detail: `需要权限：${title}` })
  }
  return actor
}

/** Checks and strips the reply by its schema, so that no column leaks by accident. */
function answer(route: Route, value: unknown): unknown {
  const parsed = route.endpoint.reply.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(`undocumented reply of ${route.endpoint.method} ${route.endpoint.path}: ${parsed.error.message}`)
}

async function run(route: Route, call: Call, tx: Tx): Promise<unknown> {
  return answer(route, await route.handle({ ...call, tx }))
}

/** Mounts one route: throttle, session, permission, input, transaction, replay, reply. */
function mount(app: FastifyInstance, route: Route, platform: Platform, authenticate: NonNullable<ServerModule['authenticate']>): void {
  const { endpoint } = route
  const wire = endpoint.wire ?? 'json'
  const throttle = endpoint.perMinute ? makeThrottle(endpoint.perMinute) : undefined
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    bodyLimit: endpoint.bodyLimit ?? (wire === 'upload' ? maxUpload : 1024 * 1024),
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      // A refused upload goes on arriving; unread, it would block the connection's next request for ever.
      if (wire === 'upload') reply.raw.once('finish', () => request.raw.unpipe().resume())
      throttle?.(request.ip)
      const actor = await authorise(route, request, platform, authenticate)
      const call = {
        params: readPart(endpoint.params, request.params, 'params'),
        query: readPart(endpoint.query, request.query, 'query'),
        body: readPart(endpoint.body, request.body, 'body'),
        actor,
        tx: platform.db.read,
        platform,
        now: platform.now(),
        from: { ip: request.ip, terminal: String(request.headers['x-terminal'] ?? request.headers['user-agent'] ?? '').slice(0, 200) },
        request,
        reply,
      } as Call
      if (wire === 'events' || wire === 'file') return route.handle(call)
      if (endpoint.method === 'GET' || endpoint.transaction === 'own') return run(route, call, platform.db.read)
      const actionId = wire === 'json' ? actionIdOf(request.body, request.headers['idempotency-key']) : undefined
      if (!actionId) return platform.db.transaction((tx) => run(route, call, tx))
      const key = { town: actor.town, subject: actor.subject, actionId, endpoint: `${endpoint.method} ${request.url}`, body: request.body }
      const first = await once(platform.db, key, async (tx) => ({ reply: await run(route, call, tx), status: reply.statusCode }))
      if (first.replayed) reply.header('idempotent-replayed', 'true')
      return reply.code(first.status).type('application/json; charset=utf-8').send(first.text)
    },
  })
}

export interface Served {
  readonly app: FastifyInstance
  readonly routes: readonly Route[]
}

/** Builds the HTTP server of all modules' routes; it does not listen yet. */
export async function serve(platform: Platform, modules: readonly ServerModule[]): Promise<Served> {
  const authenticate = modules.find((m) => m.authenticate)?.authenticate
  if (!authenticate) throw new Error('no module authenticates')
  const app = Fastify({
    loggerInstance: platform.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
    // A slow client may not hold a connection open for ever, but 100 MB over a village's 3G take minutes.
    requestTimeout: 600_000,
  })
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => sendProblem(failPlatform('platform.not-found', { detail: '没有这个地址' }), request, reply))
  securityHeaders(app)
  closeInTime(app, () => closeLive(platform))
  await app.register(cookie)
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await app.register(multipart, { limits: { fileSize: maxUpload, files: 12, fields: 40, fieldSize: 256 * 1024 } })
  const routes = modules.flatMap((m) => m.routes ?? [])
  for (const route of routes) mount(app, route, platform, authenticate)
  const document = openApi(modules, packageVersion)
  app.get('/api/openapi.json', async (_request, reply) => reply.header('cache-control', 'no-cache').send(document))
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(document)))
  return { app, routes }
}
