import { expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { countMatters, listMatters, publishMatter, readMatter, readVersions, stopMatter } from '../../contract.ts'
import { sampleMatter } from '../../testing/sample-matter.ts'
import { matterTown } from '../testing/matter-town.ts'
import { storeMatters } from './versions.ts'

const town = await matterTown()
const { unitId, otherUnitId } = town
const today = '2026-07-06'

await town.platform.db.transaction((tx) =>
  storeMatters(
    tx,
    town.code,
    [
      sampleMatter('A-01', unitId, { name: '食品经营许可', domain: '市场监管' }),
      sampleMatter('A-02', unitId, {
        handling: 'instant',
        promised: { n: 0, unit: 'working-day' },
        visits: 1,
        visitReason: '核验',
        channels: ['hall'],
      }),
      sampleMatter('A-03', otherUnitId, {
        level: 'village',
        type: '07',
        agentAllowed: true,
        visits: 1,
        visitReason: '核验',
        channels: ['village'],
      }),
      sampleMatter('A-04', unitId, { from: '2026-08-01' }),
      sampleMatter('A-05', unitId, { to: '2026-06-01' }),
      sampleMatter('A-06', unitId, {
        visits: 2,
        visitReason: '现场踏勘',
        statutory: { n: 14, unit: 'calendar-day' },
        promised: { n: 7, unit: 'calendar-day' },
      }),
    ],
    '测试',
    town.platform.now(),
  ),
)

const listed = async (query: object) => (await town.as('clerk').call(listMatters, { query })).rows.map(({ code }) => code)
const draft = (code: string, more: Parameters<typeof sampleMatter>[2] = {}) => {
  const { to: _, ...matter } = sampleMatter(code, unitId, { from: '2026-07-07', ...more })
  return matter
}
const put = (matter: ReturnType<typeof draft>, seen?: string) =>
  ({ body: { actionId: newId(), matter, ...(seen === undefined ? {} : { seen }) } }) as const

test('the list of a day, by every filter, and each count opens its list', async () => {
  expect(await listed({})).toEqual(['A-01', 'A-02', 'A-03', 'A-06'])
  expect(await listed({ state: 'planned' })).toEqual(['A-04'])
  expect(await listed({ state: 'stopped' })).toEqual(['A-05'])
  expect(await listed({ on: '2026-05-31' })).toEqual(['A-01', 'A-02', 'A-03', 'A-05', 'A-06'])
  expect(await listed({ q: '食品' })).toEqual(['A-01'])
  expect(await listed({ q: '食' })).toEqual(['A-01'])
  const counts = await town.as('clerk').call(countMatters, { query: {} })
  expect(counts).toMatchObject({ total: 4, planned: 1, stopped: 1, agency: 1, village: 1 })
  for (const [meeting, n] of Object.entries(counts.meeting)) expect(await listed({ meeting })).toHaveLength(n)
  for (const [way, n] of Object.entries(counts.ways)) expect(await listed({ way })).toHaveLength(n)
  for (const { key, total } of counts.units) expect(await listed({ unit: key })).toHaveLength(total)
  for (const { key, total } of counts.types) expect(await listed({ type: key })).toHaveLength(total)
  for (const { key, total } of counts.domains) expect(await listed({ domain: key })).toHaveLength(total)
  expect(await listed({ agency: 'yes' })).toHaveLength(counts.agency)
  expect(await listed({ level: 'village' })).toHaveLength(counts.village)
  expect(counts.meeting).toEqual({ 'no-meeting': 1, 'one-visit': 2, more: 1 })
  // 5 + 0 + 5 + 7·5/7 promised of 20 + 20 + 20 + 14·5/7.
  expect(counts.compression).toMatchObject({ promised: 15, statutory: 70 })
  expect(counts.compression.rate).toBeCloseTo(1 - 15 / 70, 9)
})

test('pages follow one another without a gap, and a foreign cursor is refused', async () => {
  const first = await town.as('clerk').call(listMatters, { query: { limit: 3 } })
  const rest = await town.as('clerk').call(listMatters, { query: { limit: 3, after: first.next } })
  expect([...first.rows, ...rest.rows].map(({ code }) => code)).toEqual(['A-01', 'A-02', 'A-03', 'A-06'])
  expect(rest.next).toBeUndefined()
  expect((await town.as('clerk').refused(listMatters, { query: { after: 'WzFd' } })).code).toBe('platform.invalid')
})

test('a change counts from its day: yesterday reads as it was', async () => {
  const materials = [{ ...sampleMaterial, name: '身份证明' }]
  await town.as('lead').call(publishMatter, put(draft('A-01', { name: '食品经营许可', materials }), '2026-01-01'))
  expect((await town.as('clerk').call(readMatter, { params: { code: 'A-01' } })).materials).toEqual([])
  const later = await town.as('clerk').call(readMatter, { params: { code: 'A-01' }, query: { on: '2026-07-07' } })
  expect(later.materials.map(({ name }) => name)).toEqual(['身份证明'])
  const { rows } = await town.as('clerk').call(readVersions, { params: { code: 'A-01' } })
  expect(rows.map(({ from, to }) => [from, to])).toEqual([
    ['2026-07-07', undefined],
    ['2026-01-01', '2026-07-07'],
  ])
  expect(rows[0]?.changes.map(({ title }) => title)).toEqual(['分类', '材料'])
  // Not begun yet: it may be written over on its own day.
  await town.as('lead').call(publishMatter, put(draft('A-01', { name: '食品经营许可证核发' }), '2026-07-07'))
  expect((await town.as('clerk').call(readVersions, { params: { code: 'A-01' } })).rows).toHaveLength(2)
})

const sampleMaterial = {
  key: 'm1',
  source: 'applicant',
  form: 'original',
  copies: 1,
  required: true,
  deferrable: false,
  promisable: false,
} as const

test('what would change the past, or what somebody else just changed, is refused', async () => {
  const lead = town.as('lead')
  const today1 = await lead.refused(publishMatter, put(draft('A-02', { from: today }), '2026-01-01'))
  expect(today1).toMatchObject({ code: 'service.matter-past', fields: [{ path: 'matter.from', message: '启用日期最早为明天' }] })
  expect((await lead.refused(publishMatter, put(draft('B-01', { from: '2026-07-05' })))).code).toBe('service.matter-past')
  expect((await lead.refused(publishMatter, put(draft('A-02')))).code).toBe('platform.conflict')
  expect((await lead.refused(publishMatter, put(draft('A-02'), '2026-02-01'))).code).toBe('platform.conflict')
  expect((await lead.refused(publishMatter, put(draft('A-04', { from: '2026-07-20' }), '2026-08-01'))).code).toBe('service.matter-followed')
})

test('an unsound matter names its fields, and a new one may begin today', async () => {
  const lead = town.as('lead')
  const refused = await lead.refused(
    publishMatter,
    put(draft('B-02', { promised: { n: 30, unit: 'working-day' }, unitId: newId(), materials: [{ ...sampleMaterial, name: '其他材料' }] })),
  )
  expect(refused.code).toBe('service.matter-unsound')
  expect(refused.fields?.map(({ path }) => path)).toEqual(['matter.promised', 'matter.materials', 'matter.unitId'])
  const wrongCode = await lead.refused(publishMatter, put(draft('B-02', { implementationCode: '113205991010000000' + '1'.repeat(13) })))
  expect(wrongCode.fields?.[0]?.message).toContain('统一社会信用代码')
  const body = put(draft('B-03', { from: today }))
  const made = await lead.call(publishMatter, body)
  expect(await lead.call(publishMatter, body)).toEqual(made)
  expect(await listed({ q: 'B-03' })).toEqual(['B-03'])
})

test('a stopped matter stands until its day and not after', async () => {
  const lead = town.as('lead')
  const stop = (code: string, on: string) => ({ params: { code }, body: { actionId: newId(), on, reason: '清单调整' } }) as const
  expect((await lead.refused(stopMatter, stop('A-03', today))).code).toBe('service.matter-past')
  expect((await lead.refused(stopMatter, stop('A-04', '2026-07-20'))).code).toBe('service.matter-followed')
  expect((await lead.refused(stopMatter, stop('A-05', '2026-07-20'))).code).toBe('service.matter-missing')
  expect((await lead.call(stopMatter, stop('A-03', '2026-07-10'))).to).toBe('2026-07-10')
  expect(await listed({ on: '2026-07-09', q: 'A-03' })).toEqual(['A-03'])
  expect(await listed({ on: '2026-07-10', q: 'A-03' })).toEqual([])
  expect((await town.as('clerk').refused(readMatter, { params: { code: 'A-03' }, query: { on: '2026-07-10' } })).code).toBe(
    'service.matter-missing',
  )
})

test('who may look may not change', async () => {
  const clerk = town.as('clerk')
  expect((await clerk.refused(publishMatter, put(draft('C-01')))).code).toBe('platform.forbidden')
  expect(
    (await clerk.refused(stopMatter, { params: { code: 'A-01' }, body: { actionId: newId(), on: '2027-01-01', reason: '清单调整' } })).code,
  ).toBe('platform.forbidden')
  expect((await clerk.refused(readVersions, { params: { code: 'NONE' } })).code).toBe('service.matter-missing')
})
