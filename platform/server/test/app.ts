import type { FastifyInstance, FastifyRequest, LightMyRequestResponse } from 'fastify'
import { afterAll } from 'vitest'
import type { Endpoint, InputOf, Method, ReplyOf } from '../../contract/endpoint.ts'
import type { Principal } from '../../contract/principal.ts'
import { Problem } from '../../contract/problem.ts'
import { serve } from '../http/serve.ts'
import type { Platform, Route, ServerModule } from '../module.ts'
import type { TestDatabase } from './test-database.ts'
import { testPlatform } from './test-platform.ts'

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: LightMyRequestResponse['headers']
  /** The cookie the answer sets, as `name=value`. */
  readonly cookie: string | undefined
}

export interface Client {
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  send(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Calls an endpoint by its contract. @throws Error with the problem when it is refused */
  call<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>>
  /** Calls an endpoint that must refuse. @throws Error when it does not */
  refused<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<Problem>
}

export interface TestApp {
  readonly app: FastifyInstance
  readonly platform: Platform
  readonly routes: readonly Route[]
  /** The file's own database, for looking and for doing what the platform's own role may not. */
  readonly database: TestDatabase
  /** Somebody to send requests as: an actor taken as given, a cookie from sign-in, or nobody. */
  request(who?: Principal | string): Client
  /** Moves the platform's clock; undefined sets it going again. */
  setNow(now: Date | undefined): void
}

/** The whole HTTP server of some modules on a fresh database, without a port. Call once per test file, at top level. */
export async function testApp(modules: readonly ServerModule[]): Promise<TestApp> {
  const test = await testPlatform(modules.filter((m) => m.name !== 'platform'))
  const given: Principal[] = []
  const real = modules.find((m) => m.authenticate)?.authenticate
  const door: ServerModule = {
    name: 'test-door',
    async authenticate(request: FastifyRequest, platform: Platform) {
      const actor = given[Number(request.headers['x-given-actor'] ?? -1)]
      if (actor) return actor
      return real ? real(request, platform) : { town: '320599101', subject: 'public', permissions: new Set(), signedIn: false }
    },
  }
  const { app, routes } = await serve(test.platform, [door, ...test.modules])
  for (const module of test.modules) if (module.name !== 'platform') await module.start?.(test.platform)
  afterAll(() => app.close())
  return {
    app,
    routes,
    database: test.database,
    platform: test.platform,
    setNow: test.setNow,
    request: (who) => client(app, identify(who, given)),
  }
}

function identify(who: Principal | string | undefined, given: Principal[]): Record<string, string> {
  if (who === undefined) return {}
  if (typeof who === 'string') return { cookie: who, 'x-requested-with': 'test' }
  return { 'x-given-actor': String(given.push(who) - 1) }
}

let clients = 0

function client(app: FastifyInstance, identity: Record<string, string>): Client {
  // An address of their own each, or the throttles of a public door would take them all for one.
  const remoteAddress = `10.1.${(++clients >> 8) & 255}.${clients & 255}`
  const send: Client['send'] = async (method, path, body, headers = {}) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const payload = body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }
    const response = await app.inject({
      method,
      remoteAddress,
      url: `/api${path}`,
      headers: { ...identity, ...type, ...headers },
      ...payload,
    })
    const cookie = response.cookies[0]
    return {
      status: response.statusCode,
      body: parsed(response),
      headers: response.headers,
      cookie: cookie && `${cookie.name}=${cookie.value}`,
    }
  }
  const run = (endpoint: Endpoint, input: object) => {
    const { params, query, body }: Partial<Record<'params' | 'query' | 'body', unknown>> = input
    return send(endpoint.method, addressOf(endpoint.path, params, query), body)
  }
  return {
    send,
    get: (path) => send('GET', path),
    post: (path, body, headers) => send('POST', path, body, headers),
    async call(endpoint, input) {
      const { status, body } = await run(endpoint, input as object)
      if (status >= 400) throw new Error(`${endpoint.method} ${endpoint.path} answered ${status}: ${JSON.stringify(body)}`)
      return body as ReplyOf<typeof endpoint>
    },
    async refused(endpoint, input) {
      const { status, body } = await run(endpoint, input as object)
      if (status < 400) throw new Error(`${endpoint.method} ${endpoint.path} answered ${status} instead of refusing`)
      return Problem.parse(body)
    },
  }
}

function parsed(response: LightMyRequestResponse): unknown {
  return String(response.headers['content-type'] ?? '').includes('json') && response.body !== ''
    ? (JSON.parse(response.body) as unknown)
    : response.body
}

/** A path with its parameters filled in and its query behind it. */
export function addressOf(path: string, params: unknown, query: unknown): string {
  const filled = path.replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(String((params as Record<string, unknown>)[name])))
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined)
  return pairs.length > 0 ? `${filled}?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString()}` : filled
}
