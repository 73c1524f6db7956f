import { describe, expect, test } from 'vitest'
import { testApp } from '#platform/server/test/app.ts'
import {
  createRole,
  createToken,
  getRole,
  listAudit,
  listPermissions,
  listRoles,
  listTokens,
  listUnits,
  revokeToken,
  updateRole,
} from '../contract.ts'
import { makeOrgModule, weakCost } from './index.ts'
import { changesOf } from './roles.ts'
import { givenSmallTown } from './test/small-town.ts'

const { request, platform, setNow } = await testApp([makeOrgModule({ cost: weakCost })])
setNow(new Date('2026-07-15T02:00:00Z'))
const small = await givenSmallTown(platform)
const security = request(await small.actor('security'))
const key = (name: string) => ({ params: { key: name } })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('roles', () => {
  test('a town widens and narrows them; it works at the next request', async () => {
    const before = await security.call(getRole, key('counter'))
    expect(before.reach['org.person.reveal']).toBeUndefined()
    await security.call(updateRole, {
      ...key('counter'),
      body: { title: '窗口人员', reach: { 'org.person.reveal': ['unit'] }, version: before.version },
    })
    const after = await security.call(getRole, key('counter'))
    expect([after.reach, after.changed]).toEqual([{ 'org.person.reveal': ['unit'] }, ['org.person.reveal', 'org.unit.view']])
  })

  test('the second editor is told', async () => {
    const { version } = await security.call(getRole, key('verifier'))
    const body = { title: '核查专员', reach: { 'org.unit.view': ['town' as const] }, version }
    await security.call(updateRole, { ...key('verifier'), body })
    expect(await security.refused(updateRole, { ...key('verifier'), body })).toMatchObject({
      code: 'platform.conflict',
      extra: { current: { title: '核查专员' } },
    })
  })

  test("one administrator's permissions are no one else's, and security keeps its key", async () => {
    const change = async (name: string, reach: Record<string, 'town'[]>) => {
      const { version, title } = await security.call(getRole, key(name))
      return (await security.refused(updateRole, { ...key(name), body: { title, reach, version } })).code
    }
    expect(await change('leader', { 'org.audit.view': ['town'] })).toBe('org.three-roles')
    expect(await change('system-admin', { 'org.role.manage': ['town'] })).toBe('org.three-roles')
    expect(await change('security-admin', { 'org.unit.view': ['town'] })).toBe('org.three-roles')
    expect(await change('leader', { 'no.such.permission': ['town'] })).toBe('org.unknown-permission')
  })

  test('a town has roles of its own', async () => {
    await security.call(createRole, { body: { key: 'secretary', title: '文书', reach: { 'org.unit.view': ['town'] } } })
    expect((await security.refused(createRole, { body: { key: 'secretary', title: '文书', reach: {} } })).code).toBe('org.code-taken')
    const { rows } = await security.call(listRoles, {})
    expect(rows.map((row) => row.key)).toEqual(expect.arrayContaining(['watch-officer', 'secretary']))
    expect((await security.call(listPermissions, {})).rows).toContainEqual({ key: 'org.audit.view', title: '查看审计日志' })
  })

  test('only differences from the default are kept, so that a later default still arrives', () => {
    const defaults = new Map([
      ['a.b.c', ['unit', 'own'] as const],
      ['a.b.d', ['town'] as const],
    ])
    expect(changesOf({ 'a.b.c': ['own', 'unit', 'own'], 'a.b.d': ['town'] }, defaults)).toEqual({})
    expect(changesOf({ 'a.b.c': ['town'], 'a.b.e': ['own'] }, defaults)).toEqual({ 'a.b.c': ['town'], 'a.b.d': [], 'a.b.e': ['own'] })
  })
})

describe('machine tokens', () => {
  const issue = (scopes: string[], expires: string | null = null) =>
    security.call(createToken, { body: { name: '12345 对接', scopes, expires } })
  const use = (token: string, path = '/org/units') => request().send('GET', path, undefined, bearer(token))

  test('work within their scopes, and writes need no browser header', async () => {
    const { token, row } = await issue(['org.unit.view'])
    expect((await use(token)).status).toBe(200)
    expect((await use(token, '/org/audit')).status).toBe(403)
    expect((await use(token, '/session')).status).toBe(403)
    const { rows } = await security.call(listTokens, { query: {} })
    expect(rows.find((each) => each.id === row.id)?.lastUsed).toBe('2026-07-15T02:00:00.000Z')
    expect(JSON.stringify(rows)).not.toContain(token)
    const [stored] = await platform.db.read.query<{ text: string }>(`select string_agg(t::text, ' ') as text from org.machine_token t`)
    expect(stored!.text).not.toContain(token.slice(-20))
  })

  test('end when revoked or expired, and a forged one is nobody', async () => {
    const { token, row } = await issue(['org.unit.view'])
    expect((await use(token)).status).toBe(200)
    await security.call(revokeToken, { params: { id: row.id } })
    expect((await use(token)).status).toBe(401)
    const short = await issue(['org.unit.view'], '2026-07-16')
    expect((await use(short.token)).status).toBe(200)
    setNow(new Date('2026-07-15T16:00:00Z')) // midnight in Shanghai
    expect((await use(short.token)).status).toBe(401)
    setNow(new Date('2026-07-15T02:00:00Z'))
    expect((await use(`sihe_${small.town}_${'x'.repeat(43)}`)).status).toBe(401)
  })

  test('never administer, and ask only for permissions there are', async () => {
    for (const scope of ['org.role.manage', 'org.person.reveal', 'no.such.thing']) {
      expect((await security.refused(createToken, { body: { name: '试试', scopes: [scope] } })).code).toBe('org.unknown-permission')
    }
    expect((await security.refused(createToken, { body: { name: '昨天', scopes: ['org.unit.view'], expires: '2026-07-15' } })).code).toBe(
      'org.bad-date',
    )
  })
})

describe('the audit log', () => {
  test('is for the auditor alone: found by kind, subject, object, result and time, newest first', async () => {
    const auditor = request(await small.actor('auditor'))
    await request().post('/session', { login: 'watch', password: 'wrong-Wrong-1' })
    const all = await auditor.call(listAudit, { query: { limit: 200 } })
    expect(all.rows.map((row) => row.at)).toEqual(
      all.rows
        .map((row) => row.at)
        .sort()
        .reverse(),
    )
    const tokens = await auditor.call(listAudit, { query: { kind: 'org.token' } })
    expect(new Set(tokens.rows.map((row) => row.kind))).toEqual(new Set(['org.token-created', 'org.token-revoked']))
    expect(tokens.rows[0]).toMatchObject({ subject: `person:${small.people.security}`, name: '测试庚', result: 'ok' })
    const refused = await auditor.call(listAudit, { query: { result: 'refused' } })
    expect(refused.rows.map((row) => [row.kind, row.object])).toEqual([['org.sign-in-failed', 'login:watch']])
    expect((await auditor.call(listAudit, { query: { from: '2026-07-16T00:00:00+08:00' } })).rows).toEqual([])
    expect((await auditor.call(listAudit, { query: { kind: 'org_token' } })).rows).toEqual([])

    const pages: string[] = []
    let after: string | undefined
    do {
      const page = await auditor.call(listAudit, { query: { limit: 3, ...(after ? { after } : {}) } })
      pages.push(...page.rows.map((row) => row.id))
      after = page.next
    } while (after)
    expect(pages).toEqual(all.rows.map((row) => row.id))
    for (const seat of ['system', 'security', 'watch'] as const)
      expect((await request(await small.actor(seat)).get('/org/audit')).status).toBe(403)
  })

  test('nobody changes it, the program neither', async () => {
    await expect(platform.db.read.query(`update platform.audit set reason = 'x'`)).rejects.toThrow(/permission denied/u)
    await expect(platform.db.read.query(`delete from platform.audit`)).rejects.toThrow(/permission denied/u)
  })
})

test('units are seen by every role', async () => {
  for (const seat of ['watch', 'worker', 'village', 'auditor'] as const)
    expect((await request(await small.actor(seat)).call(listUnits, { query: {} })).rows.length).toBe(4)
})
