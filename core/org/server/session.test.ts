import { describe, expect, test, vi } from 'vitest'
import { testApp } from '#platform/server/test/app.ts'
import {
  changePassword,
  choosePost,
  createAppointment,
  createPost,
  demoPassword,
  listDemoAccounts,
  signIn,
  signOut,
  updatePerson,
  whoAmI,
} from '../contract.ts'
import { hashPassword, makeOrgModule, weakCost } from './index.ts'
import { countAttempt } from './lockout.ts'
import { givenSmallTown, testPassword } from './test/small-town.ts'

const { app, request, platform, setNow } = await testApp([makeOrgModule({ cost: weakCost })])
let clock = Date.parse('2026-07-01T01:00:00Z')
const pass = (minutes: number) => setNow(new Date((clock += minutes * 60_000)))
pass(0)
const small = await givenSmallTown(platform)

async function signedIn(login: string, password = testPassword) {
  const answer = await request().post('/session', { login, password })
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return { cookie: answer.cookie!, answer, as: request(answer.cookie!) }
}

describe('signing in', () => {
  test('answers who I am, with a cookie scripts cannot read', async () => {
    const { answer, as } = await signedIn('dispatcher')
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Lax/u)
    const me = await as.call(whoAmI, {})
    expect(me.person).toMatchObject({ login: 'dispatcher', phone: '138****0001' })
    expect(me.posts.map((post) => post.unitName)).toEqual(['集成指挥中心'])
    expect(me.permissions).toContain('org.unit.view')
    expect(me.town).toEqual({ code: small.town, name: '小河镇', demo: false })
    expect(JSON.stringify(me)).not.toContain('13800000001')
  })

  test('account names are taken in any case and width', async () => {
    await signedIn(' Dispatcher ')
    await signedIn('ｄispatcher')
  })

  test('a wrong password and an unknown account get the same answer', async () => {
    const wrong = await request().refused(signIn, { body: { login: 'auditor', password: 'nope-Nope-1' } })
    const unknown = await request().refused(signIn, { body: { login: 'nobody', password: 'nope-Nope-1' } })
    expect(wrong).toEqual(unknown)
    expect(wrong).toMatchObject({ status: 401, code: 'org.wrong-credentials' })
  })

  test('the session token is not in the database', async () => {
    const { cookie } = await signedIn('watch')
    const secret = cookie.split('.').at(-1)!
    const [row] = await platform.db.read.query<{ text: string }>(`select string_agg(s::text, ' ') as text from org.session s`)
    expect(row!.text).not.toContain(secret)
  })

  test('a hash of another cost is made anew, and the password still opens', async () => {
    const hashOf = async () =>
      (await platform.db.read.query<{ hash: string }>(`select hash from org.credential where person_id = $1`, [small.people.watch]))[0]!
        .hash
    await platform.db.read.query(`update org.credential set hash = $2 where person_id = $1`, [
      small.people.watch,
      await hashPassword(testPassword, { memory: 64, passes: 1 }),
    ])
    await signedIn('watch')
    expect(await hashOf()).toMatch(/m=256,t=1,p=1/u)
    await signedIn('watch')
  })

  test('a stopped account is told so only after the right password, and its sessions end', async () => {
    const { as } = await signedIn('village')
    const admin = request(await small.actor('system'))
    await admin.call(updatePerson, { params: { id: small.people.village }, body: { name: '测试丁', status: 'disabled', version: 1 } })
    expect((await as.get('/session')).status).toBe(401)
    expect((await request().refused(signIn, { body: { login: 'village', password: testPassword } })).code).toBe('org.disabled')
    expect((await request().refused(signIn, { body: { login: 'village', password: 'nope-Nope-1' } })).code).toBe('org.wrong-credentials')
    await admin.call(updatePerson, { params: { id: small.people.village }, body: { name: '测试丁', status: 'active', version: 2 } })
    await signedIn('village')
  })

  test('a person without a post today cannot sign in', async () => {
    await platform.db.read.query(`update org.appointment set valid_to = '2026-07-01' where id = $1`, [small.appointments.handler])
    expect((await request().refused(signIn, { body: { login: 'handler', password: testPassword } })).code).toBe('org.no-post')
    await platform.db.read.query(`update org.appointment set valid_to = null where id = $1`, [small.appointments.handler])
  })
})

describe('lock-out (rules.md §8.6: 5 failures in 15 minutes lock for 30)', () => {
  const attempt = (login: string, password = 'nope-Nope-1') => request().post('/session', { login, password })
  const codes = async (login: string, times: number) => {
    const found: unknown[] = []
    for (let i = 0; i < times; i++) found.push(((await attempt(login)).body as { code: string }).code)
    return found
  }

  test('the fifth failure locks, also against the right password, for 30 minutes', async () => {
    expect(await codes('worker', 5)).toEqual([...Array<string>(4).fill('org.wrong-credentials'), 'org.locked'])
    expect((await attempt('worker', testPassword)).status).toBe(423)
    pass(29)
    expect((await attempt('worker', testPassword)).status).toBe(423)
    pass(2)
    await signedIn('worker')
  })

  test('an unknown account locks just the same', async () => {
    expect((await codes('ghost', 5)).at(-1)).toBe('org.locked')
  })

  test('four failures, then a success: the count begins anew', async () => {
    await codes('dispatcher', 4)
    await signedIn('dispatcher')
    expect(await codes('dispatcher', 4)).not.toContain('org.locked')
    await signedIn('dispatcher')
  })

  test('failures older than 15 minutes do not count', async () => {
    await codes('watch', 4)
    pass(16)
    expect(await codes('watch', 4)).not.toContain('org.locked')
    pass(16)
  })

  test('guesses in parallel cannot outrun the count', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt('handler')))
    expect(answers.filter((a) => a.status === 401).length).toBeLessThanOrEqual(4)
    expect((await attempt('handler', testPassword)).status).toBe(423)
  })

  test('a sixth attempt in parallel is refused before its password is looked at', async () => {
    const count = () => countAttempt(platform.db.read, small.town, 'parallel', new Date(clock))
    for (let i = 1; i <= 5; i++) expect(await count()).toBe(i)
    await expect(count()).rejects.toMatchObject({ code: 'org.locked' })
  })

  test('the security administrator unlocks, with a reason, and the audit log keeps it', async () => {
    const security = request(await small.actor('security'))
    expect((await security.post(`/org/people/${small.people.handler}/unlock`, { reason: '本人来电，已核实身份' })).status).toBe(200)
    await signedIn('handler')
    const rows = await platform.db.read.query<{ reason: string }>(`select reason from platform.audit where kind = 'org.account-unlocked'`)
    expect(rows).toEqual([{ reason: '本人来电，已核实身份' }])
  })
})

describe('how long a session lasts', () => {
  test('30 idle minutes for users; activity keeps it open, background polling does not', async () => {
    const { as, cookie } = await signedIn('dispatcher')
    for (let i = 0; i < 3; i++) {
      pass(20)
      expect((await as.get('/session')).status).toBe(200)
    }
    const polling = request(cookie)
    pass(20)
    expect((await polling.send('GET', '/session', undefined, { 'x-background': '1' })).status).toBe(200)
    pass(11)
    expect((await polling.get('/session')).status).toBe(401)
  })

  test('15 idle minutes for administrators', async () => {
    const { as } = await signedIn('system')
    pass(14)
    expect((await as.call(whoAmI, {})).idleMinutes).toBe(15)
    pass(16)
    expect((await as.get('/session')).status).toBe(401)
  })

  test('12 hours at most', async () => {
    const { as } = await signedIn('dispatcher')
    for (let i = 0; i < 35; i++) {
      pass(20)
      expect((await as.get('/session')).status).toBe(200)
    }
    pass(20)
    expect((await as.get('/session')).status).toBe(401)
  })

  test('an administrator has one session, others several', async () => {
    const first = await signedIn('security')
    const second = await signedIn('security')
    expect((await first.as.get('/session')).status).toBe(401)
    expect((await second.as.get('/session')).status).toBe(200)
    const desk = await signedIn('dispatcher')
    const phone = await signedIn('dispatcher')
    expect([(await desk.as.get('/session')).status, (await phone.as.get('/session')).status]).toEqual([200, 200])
  })

  test('signing out ends it for good', async () => {
    const { as, cookie } = await signedIn('dispatcher')
    await as.call(signOut, {})
    expect((await request(cookie).get('/session')).status).toBe(401)
    expect((await request('sihe=320599101.forged').get('/session')).status).toBe(401)
  })

  test('a request costs no query while its sender is remembered, and one when not', async () => {
    const { as } = await signedIn('dispatcher')
    await as.get('/org/permissions')
    const asked = vi.spyOn(platform.db.pool, 'query')
    await as.get('/org/permissions')
    expect(asked).toHaveBeenCalledTimes(0)
    pass(0.1)
    await as.get('/org/permissions')
    expect(asked).toHaveBeenCalledTimes(1)
    asked.mockRestore()
  })
})

describe('posts', () => {
  test('one person at two posts picks one and has its permissions only', async () => {
    await platform.db.read.query(`update org.town set data_factor = 'off' where town = $1`, [small.town])
    const system = request(await small.actor('system'))
    const post = await system.call(createPost, {
      body: { unitId: small.units.works, title: '兼职巡查', role: 'handler', areas: [], from: '2026-06-01' },
    })
    await system.call(createAppointment, { body: { personId: small.people.dispatcher, postId: post.id, from: '2026-06-01' } })
    const { as } = await signedIn('dispatcher')
    const before = await as.call(whoAmI, {})
    expect(before.posts.map((p) => p.title).sort()).toEqual(['dispatcher岗', '兼职巡查'])
    const after = await as.call(choosePost, { body: { postId: post.id } })
    expect(after.postId).toBe(post.id)
    expect(after.reach['org.person.reveal']).toEqual(['unit', 'own'])
    expect((await as.call(whoAmI, {})).postId).toBe(post.id)
    expect((await as.refused(choosePost, { body: { postId: small.posts.handler } })).code).toBe('org.not-your-post')
  })

  test('a post that ends leaves its holder signed in without permissions, to pick another', async () => {
    const { as } = await signedIn('worker')
    await platform.db.read.query(`update org.appointment set valid_to = '2026-07-01' where id = $1`, [small.appointments.worker])
    pass(1)
    const me = await as.call(whoAmI, {})
    expect([me.postId, me.permissions]).toEqual([null, []])
    expect((await as.get('/org/units')).status).toBe(403)
    await platform.db.read.query(`update org.appointment set valid_to = null where id = $1`, [small.appointments.worker])
  })
})

describe('passwords (rules.md §8.6)', () => {
  const change = (as: ReturnType<typeof request>, current: string, next: string) => as.refused(changePassword, { body: { current, next } })

  test('weak ones are refused with every reason', async () => {
    const { as } = await signedIn('auditor')
    expect((await change(as, testPassword, 'short')).fields).toHaveLength(2)
    expect((await change(as, testPassword, 'auditor-2026-AA')).fields?.[0]?.message).toBe('不能包含账号名')
    expect((await change(as, 'wrong', 'New-password-1')).code).toBe('org.wrong-password')
  })

  test('the last five are barred, other sessions end, the own one stays', async () => {
    const other = await signedIn('watch')
    const { as } = await signedIn('watch')
    let current = testPassword
    for (const next of ['New-password-1', 'New-password-2', 'New-password-3', 'New-password-4', 'New-password-5']) {
      if (next.endsWith('5')) expect((await change(as, current, testPassword)).code).toBe('org.used-password')
      await as.call(changePassword, { body: { current, next } })
      current = next
      pass(1)
    }
    expect((await other.as.get('/session')).status).toBe(401)
    // Five newer ones since: the first may come back.
    await as.call(changePassword, { body: { current, next: testPassword } })
  })

  test('after 90 days it must be changed before anything else', async () => {
    pass(91 * 24 * 60)
    const { as } = await signedIn('worker')
    const me = await as.call(whoAmI, {})
    expect([me.mustChangePassword, me.permissions]).toEqual(['expired', []])
    expect((await as.get('/org/units')).status).toBe(403)
    const after = await as.call(changePassword, { body: { current: testPassword, next: 'Another-one-26' } })
    expect(after.mustChangePassword).toBeNull()
    expect((await as.get('/org/units')).status).toBe(200)
  })
})

describe('writes from another site', () => {
  test('are refused however they come, our own pages are not', async () => {
    const { cookie } = await signedIn('worker', 'Another-one-26')
    const put = (headers: Record<string, string>) =>
      request(cookie)
        .send('PUT', '/session/post', { postId: small.posts.worker }, { host: 'sihe.test', ...headers })
        .then((a) => a.status)
    expect(await put({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await put({ 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await put({ origin: 'https://evil.test' })).toBe(403)
    expect(await put({ origin: 'null' })).toBe(403)
    expect(await put({ origin: 'http://sihe.test' })).toBe(200)
    expect(await put({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' })).toBe(200)
  })

  test('a form without any sign of its origin is refused', async () => {
    const { cookie } = await signedIn('worker', 'Another-one-26')
    const bare = await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })
    expect([bare.statusCode, bare.json<{ code: string }>().code]).toEqual([403, 'org.cross-site'])
    expect((await request(cookie).get('/session')).status).toBe(200)
  })
})

describe('the sign-in page', () => {
  test('lists accounts in the demo town only', async () => {
    expect(await request().call(listDemoAccounts, {})).toEqual({ townName: '小河镇', demo: false, password: null, accounts: [] })
    await givenSmallTown(platform, { code: '320599102', demo: true })
    pass(1)
    const answer = await request().send('GET', '/session/demo-accounts', undefined, { host: '320599102.test' })
    expect(answer.body).toMatchObject({ demo: true, password: demoPassword })
    const { accounts } = answer.body as { accounts: { login: string; roleTitle: string }[] }
    expect(accounts[0]).toMatchObject({ login: 'watch', roleTitle: '值班长', unitName: '集成指挥中心' })
    expect(accounts).toHaveLength(8)
  })
})
