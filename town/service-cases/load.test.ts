import { expect, it } from 'vitest'
import { areaModule } from '#core/area/server/index.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { caseModule, getProcess, verifyTown } from '#core/case/server/index.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import { createTown, hashPassword, loadOrg, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { serviceModule } from '#modules/service/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import { platformModule } from '#platform/server/index.ts'
import { testApp } from '#platform/server/test/app.ts'
import { seededId } from '../people/index.ts'
import { UNITS } from '../people/organisation.ts'
import { loadMatters } from '../service/load.ts'
import { loadServiceCases } from './load.ts'

const town = '320599101'
const app = await testApp([platformModule, makeOrgModule({ cost: weakCost }), areaModule, caseModule, noticeModule, serviceModule])
const now = new Date('2026-11-22T10:00:00+08:00')
app.setNow(now)
const units = UNITS.map(({ key }) => ({ code: key, id: seededId(`unit/${key}`) }))

it('is lived through by the real process: every desk has work, the chain verifies, one is accepted by silence', async () => {
  const seats = [
    ['chuangkou', 'counter'],
    ['shenpi', 'approver'],
    ['shenpi2', 'approver'],
  ] as const
  await app.platform.db.transaction(async (tx) => {
    await createTown(tx, { code: town, name: '四河镇', demo: true })
    const people = seats.map(([login, role]) => ({ login, role, id: newId(), post: newId() }))
    await loadOrg(tx, {
      town,
      units: units.map(({ id, code }) => ({ id, kind: 'team' as const, name: code, from: '2024-01-01' })),
      people: people.map(({ id, login }) => ({ id, login, name: login })),
      posts: people.map(({ post, role }) => ({ id: post, unitId: units[0]!.id, title: role, role, areas: [town], from: '2024-01-01' })),
      appointments: people.map(({ id, post }) => ({ personId: id, postId: post, from: '2024-01-01' })),
      passwordHash: await hashPassword('Sihe-test-2026', weakCost),
      passwordAt: now,
      cipher: fieldCipher(app.platform.config.dataDir),
    })
    await loadMatters(tx, { town, units, now })
  })
  await app.platform.db.transaction((tx) => loadServiceCases(tx, app.platform, town))
  const { read } = app.platform.db
  const steps = await read.query<{ step: string; n: number }>(`select step, count(*)::int as n from service.office_case group by step`)
  expect(steps.reduce((sum, { n }) => sum + n, 0)).toBe(14)
  for (const step of ['received', 'correcting', 'review', 'decision', 'issuing', 'done'])
    expect(steps.map((one) => one.step)).toContain(step)
  const verified = await verifyTown(read, town, await getCalendar(read, town), (key, version) =>
    getProcess(read, app.platform, town, key, version),
  )
  expect(verified).toMatchObject({ broken: [] })
  const [silent] = await read.query<{ n: number }>(
    `select count(*)::int as n from service.office_case where open and next_clock = 'notify' and next_due < $1`,
    [now],
  )
  expect(silent!.n).toBeGreaterThan(0)
})
