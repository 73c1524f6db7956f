import { expect, test } from 'vitest'
import { testApp } from '#platform/server/test/app.ts'
import {
  beginSecondFactor,
  changeSecurity,
  confirmSecondFactor,
  laysOpen,
  readSecurity,
  resetSecondFactor,
  revealPhone,
  signIn,
  whoAmI,
} from '../contract.ts'
import { makeOrgModule, weakCost } from './index.ts'
import { givenSmallTown, testPassword } from './test/small-town.ts'
import { base32, codeOf, stepOf } from './totp.ts'

const { request, platform, setNow } = await testApp([makeOrgModule({ cost: weakCost })])
let clock = Date.parse('2026-07-15T02:00:00Z')
const pass = (seconds: number) => setNow(new Date((clock += seconds * 1000)))
pass(0)
const small = await givenSmallTown(platform)
const code = (secret: string) => codeOf(base32(secret), stepOf(new Date(clock)))

async function bind(login: string) {
  const answer = await request().post('/session', { login, password: testPassword })
  const as = request(answer.cookie!)
  const { secret } = await as.call(beginSecondFactor, {})
  return { as, secret }
}

test('a bound code is asked for at sign-in, once each, and wrong ones count towards the lock', async () => {
  const { as, secret } = await bind('watch')
  expect((await as.refused(confirmSecondFactor, { body: { code: '000000' } })).code).toBe('org.wrong-code')
  expect((await as.call(confirmSecondFactor, { body: { code: code(secret) } })).secondFactor).toBe('set')
  expect((await as.refused(beginSecondFactor, {})).code).toBe('org.second-factor-set')

  const enter = (given?: string) =>
    request().post('/session', { login: 'watch', password: testPassword, ...(given ? { code: given } : {}) })
  const refusal = async (given?: string) => ((await enter(given)).body as { code?: string }).code
  expect(await refusal()).toBe('org.code-needed')
  // The one used to confirm does not open.
  expect(await refusal(code(secret))).toBe('org.wrong-code')
  pass(60)
  const both = await Promise.all([enter(code(secret)), enter(code(secret))])
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 422])
  pass(16 * 60)
  const found: unknown[] = []
  for (let i = 0; i < 5; i++) found.push(await refusal('000000'))
  expect(found.at(-1)).toBe('org.locked')
})

test('a wrong password never tells that there is a code', async () => {
  const { as, secret } = await bind('village')
  await as.call(confirmSecondFactor, { body: { code: code(secret) } })
  expect((await request().refused(signIn, { body: { login: 'village', password: 'Wrong-password-1' } })).code).toBe('org.wrong-credentials')
})

test('where the town demands it, an administrator without a code holds no permission until it is bound', async () => {
  const security = request(await small.actor('security'))
  expect(await security.call(readSecurity, {})).toEqual({ secondFactor: 'off', dataFactor: 'demanded' })
  await security.call(changeSecurity, { body: { secondFactor: 'admins', dataFactor: 'demanded' } })
  const { as, secret } = await bind('auditor')
  const before = await as.call(whoAmI, {})
  expect([before.secondFactor, before.permissions]).toEqual(['needed', []])
  expect((await as.get('/org/audit')).status).toBe(403)
  await as.call(confirmSecondFactor, { body: { code: code(secret) } })
  expect((await as.get('/org/audit')).status).toBe(200)
  const dispatcher = await request().post('/session', { login: 'dispatcher', password: testPassword })
  expect((await request(dispatcher.cookie!).call(whoAmI, {})).secondFactor).toBe('off')

  await security.call(resetSecondFactor, { params: { id: small.people.auditor }, body: { reason: '手机丢失' } })
  expect((await as.get('/org/audit')).status).toBe(403)
  const [row] = await platform.db.read.query<{ reason: string }>(`select reason from platform.audit where kind = 'org.second-factor-reset'`)
  expect(row!.reason).toBe('手机丢失')
})

test('the secret is not stored in the clear', async () => {
  const { secret } = await bind('handler')
  const [row] = await platform.db.read.query<{ text: string }>(
    `select string_agg(f::text, ' ') || coalesce((select string_agg(reply::text, ' ') from platform.replay), '') as text from org.second_factor f`,
  )
  expect(row!.text).not.toContain(secret)
  expect(row!.text).not.toContain(Buffer.from(secret).toString('hex'))
})

test('revealing personal data and exporting wait for a second factor in a real town, and say so', async () => {
  const { cookie } = await request().post('/session', { login: 'dispatcher', password: testPassword })
  const as = request(cookie!)
  const before = await as.call(whoAmI, {})
  expect(before.permissions).not.toContain('org.person.reveal')
  expect(before.withheld).toEqual(['查看人员电话（须写明理由，留痕）'])
  const body = { reason: '通知到场处置' }
  const refused = await as.refused(revealPhone, { params: { id: small.people.worker }, body })
  expect(refused).toMatchObject({ status: 403, code: 'platform.forbidden', extra: { secondFactor: 'needed' } })
  expect(refused.way).toContain('绑定动态口令')

  const { secret } = await as.call(beginSecondFactor, {})
  const after = await as.call(confirmSecondFactor, { body: { code: code(secret) } })
  expect([after.secondFactor, after.withheld]).toEqual(['set', []])
  expect((await as.call(revealPhone, { params: { id: small.people.worker }, body })).phone).toBe('13800000004')
})

test('the security administrator may switch that off, and it is written down', async () => {
  const security = request(await small.actor('security'))
  const { cookie } = await request().post('/session', { login: 'system', password: testPassword })
  const as = request(cookie!)
  await security.call(changeSecurity, { body: { secondFactor: 'off', dataFactor: 'off' } })
  expect((await as.call(whoAmI, {})).permissions).toContain('org.person.reveal')
  await security.call(changeSecurity, { body: { secondFactor: 'off', dataFactor: 'demanded' } })
  expect((await as.call(whoAmI, {})).permissions).not.toContain('org.person.reveal')
  const rows = await platform.db.read.query<{ detail: unknown }>(
    `select detail from platform.audit where kind = 'org.security-changed' order by at desc, id desc limit 1`,
  )
  expect(rows[0]!.detail).toEqual({
    before: { secondFactor: 'off', dataFactor: 'off' },
    after: { secondFactor: 'off', dataFactor: 'demanded' },
  })
})

test('a demo town asks nobody', async () => {
  const demo = await givenSmallTown(platform, { code: '320599102', demo: true })
  const [row] = await platform.db.read.query(`select data_factor from org.town where town = $1`, [demo.town])
  expect(row).toEqual({ data_factor: 'off' })
})

test.each([
  ['org.person.reveal', true],
  ['incident.case.export', true],
  ['org.unit.view', false],
  ['exchange.export.manage', false],
])('%s lays data open: %s', (permission, open) => expect(laysOpen(permission)).toBe(open))
