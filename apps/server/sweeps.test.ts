import { describe, expect, test } from 'vitest'
import { type Actor, type Reach, publicActor } from '#core/org/contract.ts'
import { createTown, hashPassword, loadOrg, weakCost } from '#core/org/server/index.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { newId } from '#platform/contract/id.ts'
import { addressOf, testApp } from '#platform/server/test/app.ts'
import { modules } from './modules.ts'
import { propertiesOf, sampleOf } from './sample.ts'

const { routes, request, platform } = await testApp(modules)
const town = '320599101'
const [unitId, personId, postId] = ['1', '2', '3'].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [string, string, string]
await platform.db.transaction(async (tx) => {
  await createTown(tx, { code: town, name: '小河镇' })
  await loadOrg(tx, {
    town,
    units: [{ id: unitId, kind: 'town', name: '小河镇人民政府', from: '2026-01-01' }],
    people: [{ id: personId, login: 'sweeper', name: '巡检' }],
    posts: [{ id: postId, unitId, title: '巡检岗', role: 'dispatcher', areas: [town], from: '2026-01-01' }],
    appointments: [{ personId, postId, from: '2026-01-01' }],
    passwordHash: await hashPassword('Sweeps-2026', weakCost),
    passwordAt: platform.now(),
    cipher: fieldCipher(platform.config.dataDir),
  })
})
for (const module of modules) if (module.name !== 'platform') await module.start?.(platform)

const everything = Object.keys(platform.permissions)
const staff = (permissions: readonly string[]): Actor => ({
  ...publicActor(town),
  kind: 'person',
  subject: `person:${personId}`,
  personId,
  postId,
  unitId,
  unitIds: [unitId],
  areas: [town],
  roles: ['dispatcher'],
  signedIn: true,
  permissions: new Set(permissions),
  reach: new Map(permissions.map((permission): [string, readonly Reach[]] => [permission, ['town']])),
})

// A name that is not here is a new kind of parameter: say here what an unknown one looks like.
const dummies: Readonly<Record<string, string>> = {
  id: '00000000-0000-7000-8000-000000000000',
  key: 'no-such-key',
  system: 'no-such-system',
  version: '1',
  sha256: '0'.repeat(64),
  number: 'SH202607010001',
  code: '999999999',
  class: '9999',
  z: '12',
  x: '3421',
  y: '1671',
  token: 'no-such-token',
  reporter: '00000000-0000-7000-8000-000000000000',
}

function dummiesFor(path: string): Record<string, string> {
  const names = [...path.matchAll(/:(\w+)/gu)].map((match) => match[1]!)
  for (const name of names) if (!(name in dummies)) throw new Error(`sweeps.test.ts does not know the path parameter “${name}” of ${path}`)
  return dummies
}

const all = routes.map(({ endpoint }) => endpoint)
const named = all.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const)
const only = (wanted: (endpoint: (typeof all)[number]) => boolean) => named.filter(([, endpoint]) => wanted(endpoint))
const json = (endpoint: (typeof all)[number]) => (endpoint.wire ?? 'json') === 'json'
const address = (endpoint: (typeof all)[number]) => addressOf(endpoint.path, dummiesFor(endpoint.path), undefined)
// A new operation number each time: the same one with another content is a conflict of its own.
const renewed = (body: unknown) => (body && typeof body === 'object' && 'actionId' in body ? { ...body, actionId: newId() } : body)
const bodyOf = (endpoint: (typeof all)[number]) => (endpoint.body && json(endpoint) ? renewed(sampleOf(endpoint.body)) : undefined)

test('every address is served once and described in Chinese', () => {
  expect(named.map(([name]) => name).filter((name, i, list) => list.indexOf(name) !== i)).toEqual([])
  expect(all.filter(({ summary }) => !/\p{Script=Han}/u.test(summary)).map((e) => e.path)).toEqual([])
})

test('every permission asked for is declared, in Chinese', () => {
  expect(
    all.map(({ allow }) => allow).filter((allow) => allow !== 'public' && allow !== 'signed-in' && !(allow in platform.permissions)),
  ).toEqual([])
  expect(Object.entries(platform.permissions).filter(([, title]) => !/\p{Script=Han}/u.test(title))).toEqual([])
})

test('every error code an endpoint names is in a dictionary', () => {
  const known = new Set(modules.flatMap((m) => Object.keys(m.faults ?? {})))
  expect(all.flatMap((e) => (e.errors ?? []).filter((code) => !known.has(code)).map((code) => `${e.path}: ${code}`))).toEqual([])
})

describe('without a session', () => {
  test.each(only((e) => e.allow !== 'public'))('401 %s', async (_, endpoint) => {
    const { status, body } = await request().send(endpoint.method, address(endpoint), bodyOf(endpoint))
    expect({ status, body }).toMatchObject({ status: 401, body: { code: 'platform.not-signed-in', title: '请先登录' } })
  })

  test.each(only((e) => e.allow === 'public' && json(e)))('open %s', async (_, endpoint) => {
    const { status } = await request().send(endpoint.method, address(endpoint), bodyOf(endpoint))
    // A sign-in with a made-up account is a 401 of its own kind.
    if (endpoint.path !== '/session') expect(status).not.toBe(401)
    expect(status).toBeLessThan(500)
  })
})

describe('with a role that lacks the permission', () => {
  test.each(only((e) => e.allow !== 'public' && e.allow !== 'signed-in'))('403 %s', async (_, endpoint) => {
    const others = everything.filter((permission) => permission !== endpoint.allow)
    const { status, body } = await request(staff(others)).send(endpoint.method, address(endpoint), bodyOf(endpoint))
    expect({ status, body }).toMatchObject({ status: 403, body: { code: 'platform.forbidden' } })
  })
})

describe('bad bodies', () => {
  test.each(only((e) => e.body !== undefined && json(e)))('%s', async (_, endpoint) => {
    const as = () => request(staff(everything))
    const malformed = await as().send(endpoint.method, address(endpoint), '{"a": ')
    expect([malformed.status, (malformed.body as { code: string }).code]).toEqual([400, 'platform.malformed'])
    for (const wrong of ['7', '"text"', '[]', 'null']) {
      const { status, body } = await as().send(endpoint.method, address(endpoint), wrong)
      expect({ wrong, status, body }).toMatchObject({ status: 422, body: { code: 'platform.invalid' } })
    }
    const text = await as().send(endpoint.method, address(endpoint), 'a=1', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(text.status).toBe(415)
  })
})

const oddValues = [
  null,
  7,
  -1,
  1e30,
  true,
  '',
  '\u0000',
  "'; drop table x; --",
  '繁體字🌊\u202e',
  '2026-02-30',
  'x'.repeat(20_000),
  [],
  {},
  [null],
  { a: { b: [] } },
]

describe('one odd value in a sound body never breaks it', () => {
  test.each(only((e) => e.body !== undefined && json(e)))('%s', async (_, endpoint) => {
    const sound = bodyOf(endpoint) as Record<string, unknown>
    for (const key of propertiesOf(endpoint.body!)) {
      for (const odd of oddValues) {
        const { status, body } = await request(staff(everything)).send(endpoint.method, address(endpoint), {
          ...(renewed(sound) as object),
          [key]: odd,
        })
        expect(status, `${key}=${JSON.stringify(odd).slice(0, 80)}: ${JSON.stringify(body)}`).toBeLessThan(500)
      }
    }
  })
})

// Taking away what is already gone is what was wanted: these say so in their use case.
// A phone asks how much of a photo has arrived: of one never seen, nothing.
const forgiving = new Set(['DELETE /incidents/views/:id', 'GET /files/arriving/:sha256'])

// A window is made under the id the browser chose; the sample's line of business is none of the hall's.
const unsound = new Set(['PUT /hall/counters/:id'])

describe('unknown ids', () => {
  test.each(only((e) => e.path.includes(':') && json(e)))('404 %s', async (name, endpoint) => {
    const body = bodyOf(endpoint)
    // Where the sample does not pass the schema's finer rules, 422 comes first; the module's own tests cover those.
    const sound = !unsound.has(name) && (endpoint.body === undefined || endpoint.body.safeParse(body).success)
    const { status } = await request(staff(everything)).send(endpoint.method, address(endpoint), body)
    expect(status).toBe(forgiving.has(name) ? 200 : sound ? 404 : 422)
  })

  test.each(only((e) => /:(id|sha256)\b/u.test(e.path)))('an id that is none: %s', async (_, endpoint) => {
    const { status } = await request(staff(everything)).send(
      endpoint.method,
      addressOf(endpoint.path, { ...dummies, id: "1' or '1", sha256: 'x' }, undefined),
      bodyOf(endpoint),
    )
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })
})

// Sessions belong to a cookie, which this made-up actor has not; the sample's line of business is none of the hall's.
const refusing: Readonly<Record<string, number>> = { '/session': 403, '/public/hall/slots': 422 }

describe('lists', () => {
  const lists = only((e) => e.method === 'GET' && !e.path.includes(':') && json(e))

  // serve() answers 500 to a reply its schema does not describe, so a 200 is a documented one.
  test.each(lists)('a documented reply: %s', async (_, endpoint) => {
    const query = endpoint.query ? sampleOf(endpoint.query) : undefined
    const { status, body } = await request(staff(everything)).send('GET', addressOf(endpoint.path, {}, query))
    expect({ status, body }).toMatchObject({ status: refusing[endpoint.path] ?? 200 })
  })

  test.each(lists.filter(([, e]) => e.query !== undefined))('odd query values never break it: %s', async (_, endpoint) => {
    const keys = Object.keys((endpoint.query as { shape?: object }).shape ?? {})
    for (const odd of ['', '\u0000', "%' or 1=1 --", '99999999999999999999', '-1', '繁體字🌊', 'WyJhIiwiYiJd']) {
      for (const key of keys) {
        const { status, body } = await request(staff(everything)).send('GET', addressOf(endpoint.path, {}, { [key]: odd }))
        expect(status, `${key}=${odd}: ${JSON.stringify(body)}`).toBeLessThan(500)
      }
    }
  })
})
