import { expect, test } from 'vitest'
import { testApp } from '#platform/server/test/app.ts'
import { beginSecondFactor, changeSecurity, confirmSecondFactor, readSecurity, resetSecondFactor, signIn, whoAmI } from '../contract.ts'
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
  expect(await security.call(readSecurity, {})).toEqual({ secondFactor: 'off' })
  await security.call(changeSecurity, { body: { secondFactor: 'admins' } })
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
