import { describe, expect, test } from 'vitest'
import { testApp } from '#platform/server/test/app.ts'
import {
  createAppointment,
  createPerson,
  createPost,
  endAppointment,
  getPerson,
  listPeople,
  movePeople,
  resetPassword,
  revealPhone,
  signIn,
  updateAppointment,
  updatePerson,
  updatePost,
} from '../contract.ts'
import { makeOrgModule, peopleAt, weakCost } from './index.ts'
import { givenSmallTown, testPassword } from './test/small-town.ts'

const { request, platform, setNow } = await testApp([makeOrgModule({ cost: weakCost })])
setNow(new Date('2026-07-15T02:00:00Z'))
const small = await givenSmallTown(platform)
const system = request(await small.actor('system'))
const security = request(await small.actor('security'))
const at = (id: string) => ({ params: { id } })
let made = 0
const newPerson = (phone?: string) =>
  system.call(createPerson, { body: { login: `new${++made}`, name: '新来的', ...(phone ? { phone } : {}) } })
const post = (role: string, unitId = small.units.works, areas: string[] = []) =>
  security.call(createPost, { body: { unitId, title: `${role}·${++made}`, role, areas, from: '2026-01-01' } })

describe('an account', () => {
  test('starts with a one-time password that must be changed', async () => {
    const { person, password } = await newPerson()
    const { id } = await post('handler')
    await system.call(createAppointment, { body: { personId: person.id, postId: id, from: '2026-07-01' } })
    const session = await request().call(signIn, { body: { login: person.login, password } })
    expect([session.mustChangePassword, session.permissions]).toEqual(['first', []])
  })

  test('names are unique in the town, whatever their case', async () => {
    await system.call(createPerson, { body: { login: 'Zhang.San', name: '张三' } })
    expect((await system.refused(createPerson, { body: { login: 'zhang.san', name: '张三' } })).code).toBe('org.login-taken')
  })

  test('a reset ends the sessions and is audited with its reason; the system administrator may not', async () => {
    const signed = await request().post('/session', { login: 'watch', password: testPassword })
    expect((await system.refused(resetPassword, { ...at(small.people.watch), body: { reason: '忘记密码' } })).status).toBe(403)
    const { password } = await security.call(resetPassword, { ...at(small.people.watch), body: { reason: '忘记密码，当面核实' } })
    expect((await request(signed.cookie!).get('/session')).status).toBe(401)
    expect((await request().call(signIn, { body: { login: 'watch', password } })).mustChangePassword).toBe('first')
    const kept = await platform.db.read.query(`select 1 from platform.replay where reply::text like $1`, [`%${password}%`])
    expect(kept).toEqual([])
  })

  test('two editors: the second is told', async () => {
    const { person } = await newPerson()
    const body = { name: '新来的甲', status: 'active', version: 1 } as const
    await system.call(updatePerson, { ...at(person.id), body })
    expect(await system.refused(updatePerson, { ...at(person.id), body })).toMatchObject({
      code: 'platform.conflict',
      extra: { current: { name: '新来的甲' } },
    })
  })
})

describe('phones', () => {
  test('are sealed in the database, masked in every reply, opened for a reason and written down', async () => {
    const { person } = await newPerson('13912345678')
    expect(person.phone).toBe('139****5678')
    const [stored] = await platform.db.read.query<{ text: string }>(`select p::text as text from org.person p where id = $1`, [person.id])
    expect(stored!.text).not.toContain('12345')
    expect(stored!.text).not.toContain(Buffer.from('13912345678').toString('hex'))

    const watch = request(await small.actor('watch'))
    expect((await watch.refused(revealPhone, { ...at(person.id), body: { reason: ' ' } })).status).toBe(422)
    expect(await watch.call(revealPhone, { ...at(person.id), body: { reason: '井盖险情，通知到场' } })).toEqual({ phone: '13912345678' })
    const rows = await platform.db.read.query(
      `select subject, reason, result from platform.audit where kind = 'org.person-revealed' and object = $1`,
      [`person:${person.id}`],
    )
    expect(rows).toEqual([{ subject: `person:${small.people.watch}`, reason: '井盖险情，通知到场', result: 'ok' }])
    const kept = await platform.db.read.query(`select 1 from platform.replay where reply::text like '%13912345678%'`)
    expect(kept).toEqual([])
  })

  test('outside the reach of the permission they stay closed', async () => {
    const village = request(await small.actor('village'))
    expect((await village.refused(revealPhone, { ...at(small.people.handler), body: { reason: '随便看看' } })).status).toBe(403)
    expect((await village.call(revealPhone, { ...at(small.people.worker), body: { reason: '安排巡查' } })).phone).toBe('13800000004')
    const auditor = request(await small.actor('auditor'))
    expect((await auditor.refused(revealPhone, { ...at(small.people.worker), body: { reason: '随便看看' } })).status).toBe(403)
  })

  test('a phone is kept, changed or taken away', async () => {
    const { person } = await newPerson('13912345678')
    const edit = (phone: string | null | undefined, version: number) =>
      system.call(updatePerson, {
        ...at(person.id),
        body: { name: '新来的', status: 'active', version, ...(phone === undefined ? {} : { phone }) },
      })
    expect((await edit(undefined, 1)).phone).toBe('139****5678')
    expect((await edit('0512-63661234', 2)).phone).toBe('0512-******34')
    expect((await edit(null, 3)).phone).toBeNull()
    expect((await system.refused(revealPhone, { ...at(person.id), body: { reason: '核对' } })).code).toBe('org.no-phone')
  })
})

describe('three administrators, three people (rules.md §8.6)', () => {
  test('a second kind of administrator is refused by every way in', async () => {
    const auditorPost = await post('auditor')
    const appointed = await security.refused(createAppointment, {
      body: { personId: small.people.system, postId: auditorPost.id, from: '2026-07-01' },
    })
    expect(appointed.code).toBe('org.three-roles')

    const plain = await post('handler')
    const { id } = await security.call(createAppointment, { body: { personId: small.people.system, postId: plain.id, from: '2026-07-01' } })
    const raised = await security.refused(updatePost, {
      ...at(plain.id),
      body: { title: plain.title, role: 'auditor', areas: [], to: null, version: 1 },
    })
    expect(raised.code).toBe('org.three-roles')
    expect(
      (await security.refused(movePeople, { body: { from: '2026-07-20', moves: [{ appointmentId: id, postId: auditorPost.id }] } })).code,
    ).toBe('org.three-roles')
  })

  test('two appointments at once do not slip through', async () => {
    const posts = [await post('auditor'), await post('security-admin')]
    // Connections first, or the second request would wait for one while the first finishes.
    await Promise.all([1, 2, 3].map(() => platform.db.transaction((tx) => tx.query('select pg_sleep(0.02)'))))
    const { person } = await newPerson()
    const answers = await Promise.all(
      posts.map((p) => security.post('/org/appointments', { personId: person.id, postId: p.id, from: '2026-07-01' })),
    )
    expect(answers.map((a) => a.status).sort()).toEqual([200, 422])
  })

  test('after the first appointment ended, the second is fine', async () => {
    const { person } = await newPerson()
    const first = await security.call(createAppointment, {
      body: { personId: person.id, postId: (await post('auditor')).id, from: '2026-01-01' },
    })
    await security.call(endAppointment, { ...at(first.id), body: { to: '2026-07-10', version: 1 } })
    await security.call(createAppointment, { body: { personId: person.id, postId: (await post('system-admin')).id, from: '2026-07-10' } })
  })

  test('the system administrator neither makes nor fills an administrator post, and nobody appoints themselves', async () => {
    expect(
      (await system.refused(createPost, { body: { unitId: small.units.works, title: '审计', role: 'auditor', from: '2026-01-01' } }))
        .status,
    ).toBe(403)
    const { person } = await newPerson()
    const auditorPost = await post('auditor')
    expect(
      (await system.refused(createAppointment, { body: { personId: person.id, postId: auditorPost.id, from: '2026-07-01' } })).status,
    ).toBe(403)
    const leader = await post('leader')
    expect(
      (await system.refused(createAppointment, { body: { personId: small.people.system, postId: leader.id, from: '2026-07-01' } })).status,
    ).toBe(403)
  })
})

describe('appointments', () => {
  test('days must make sense', async () => {
    const { person } = await newPerson()
    const seat = await post('handler')
    const appoint = (from: string, to: string | null = null) =>
      system.refused(createAppointment, { body: { personId: person.id, postId: seat.id, from, to } })
    expect((await appoint('2026-07-02', '2026-07-02')).fields?.[0]?.path).toBe('to')
    expect((await appoint('2025-12-31')).code).toBe('org.bad-date')
    const row = await system.call(createAppointment, {
      body: { personId: person.id, postId: seat.id, from: '2026-07-01', to: '2026-07-10' },
    })
    expect((await appoint('2026-07-09')).code).toBe('org.bad-date')
    await system.call(createAppointment, { body: { personId: person.id, postId: seat.id, from: '2026-07-10' } })
    // Stretched over its successor it would count the person twice.
    const stretched = { from: '2026-07-01', to: null, substituteFor: null, version: 1 }
    expect((await system.refused(updateAppointment, { ...at(row.id), body: stretched })).code).toBe('org.bad-date')
  })

  test('a substitute is shown with whom they stand in for', async () => {
    const { person } = await newPerson()
    const row = await system.call(createAppointment, {
      body: { personId: person.id, postId: small.posts.village, from: '2026-07-01', to: '2026-08-01', substituteFor: small.people.village },
    })
    expect(row.substituteFor).toEqual({ personId: small.people.village, name: '测试丁' })
    expect((await system.call(getPerson, at(person.id))).posts).toEqual(['溪港村 · village岗'])
  })

  test('who answers for a place: the nearest first', async () => {
    const found = await peopleAt(platform.db.read, small.town, { areaCode: '320599101201001007', day: '2026-07-15' })
    expect(found.map((m) => m.role).slice(0, 2)).toEqual(['grid-worker', 'village'])
    expect(await peopleAt(platform.db.read, small.town, { areaCode: '320599101202001', role: 'grid-worker', day: '2026-07-15' })).toEqual(
      [],
    )
  })
})

test('people are found by name, account, unit and state, page by page', async () => {
  const dispatcher = request(await small.actor('dispatcher'))
  const list = async (query: Record<string, string | number>) => (await dispatcher.call(listPeople, { query })).rows.map((row) => row.login)
  expect(await list({ q: '测试丙' })).toEqual(['handler'])
  expect(await list({ q: 'WATCH'.toLowerCase() })).toEqual(['watch'])
  expect(await list({ q: '%' })).toEqual([])
  expect(await list({ unitId: small.units.village })).toEqual(expect.arrayContaining(['village', 'worker']))
  const [first, second] = [
    await dispatcher.call(listPeople, { query: { limit: 3 } }),
    await dispatcher.call(listPeople, { query: { limit: 200 } }),
  ]
  const rest = await dispatcher.call(listPeople, { query: { limit: 200, after: first.next! } })
  expect([...first.rows, ...rest.rows].map((p) => p.id)).toEqual(second.rows.map((p) => p.id))
})
