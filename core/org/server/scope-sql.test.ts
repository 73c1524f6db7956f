import fc from 'fast-check'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '#platform/server/test/test-database.ts'
import { type Actor, type Reach, publicActor } from '../actor.ts'
import { reaches } from '../scope.ts'
import { codeAfter, scopeBranches, scopeCondition } from './scope-sql.ts'

// The runner may not make tables, temporary ones neither.
const client = new pg.Client({ connectionString: (await testDatabase()).migratorUrl })
await client.connect()
afterAll(() => client.end())

// Few of each, so that hits are common; codes of every depth, siblings and near misses (…1 and …10) among them.
const units = Array.from({ length: 6 }, (_, i) => `00000000-0000-4000-8000-00000000000${i}`)
const people = Array.from({ length: 5 }, (_, i) => `00000000-0000-4000-9000-00000000000${i}`)
const codes = [
  '320599101',
  '320599101201',
  '320599101202',
  '320599101201001',
  '320599101201010',
  '320599101201009',
  '320599101209',
  '32059910',
  '999',
  '320599101201001001',
]

const row = fc.record({
  holder: fc.option(fc.constantFrom(...units)),
  others: fc.uniqueArray(fc.constantFrom(...units), { maxLength: 3 }),
  area: fc.option(fc.constantFrom(...codes)),
  owner: fc.option(fc.constantFrom(...people)),
  seers: fc.uniqueArray(fc.constantFrom(...people), { maxLength: 2 }),
})

const actor = fc.record({
  unitIds: fc.uniqueArray(fc.constantFrom(...units), { maxLength: 4 }),
  areas: fc.uniqueArray(fc.constantFrom(...codes, ''), { maxLength: 4 }),
  personId: fc.constantFrom(...people, ''),
  reach: fc.uniqueArray(fc.constantFrom<Reach>('town', 'unit', 'area', 'own'), { maxLength: 4 }),
})

const columns = { unit: ['holder'], units: ['others'], area: 'area', person: ['owner'], persons: ['seers'] }
const as = (given: { unitIds: string[]; areas: string[]; personId: string; reach: Reach[] }): Actor => ({
  ...publicActor('t'),
  ...given,
  reach: new Map([['case.view', given.reach]]),
})

test('the SQL lets through exactly what the plain predicate lets through', async () => {
  await client.query('create temp table scoped (n int, holder uuid, others uuid[], area text collate "C", owner uuid, seers uuid[])')
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 25 }),
      fc.array(actor, { minLength: 1, maxLength: 6 }),
      async (rows, actors) => {
        await client.query('truncate scoped')
        await client.query(
          `insert into scoped select x.* from jsonb_to_recordset($1::jsonb) as x (n int, holder uuid, others uuid[], area text, owner uuid, seers uuid[])`,
          [JSON.stringify(rows.map((r, n) => ({ n, ...r })))],
        )
        for (const given of actors) {
          const expected = rows.flatMap((r, n) =>
            reaches(as(given), 'case.view', {
              unitIds: [...(r.holder ? [r.holder] : []), ...r.others],
              areaCode: r.area,
              personIds: [...(r.owner ? [r.owner] : []), ...r.seers],
            })
              ? [n]
              : [],
          )
          const whole = scopeCondition(as(given), 'case.view', columns, 2)
          const found = await client.query<{ n: number }>(`select n from scoped where n >= $1 and ${whole.text} order by n`, [
            0,
            ...whole.values,
          ])
          expect(found.rows.map((r) => r.n)).toEqual(expected)

          const branches = scopeBranches(as(given), 'case.view', columns)
          const seen = new Set<number>()
          if (branches === 'all') for (const [n] of rows.entries()) seen.add(n)
          else if (branches !== 'none') {
            for (const branch of branches)
              for (const r of (await client.query<{ n: number }>(`select n from scoped where ${branch.text}`, [...branch.values])).rows)
                seen.add(r.n)
          }
          expect([...seen].sort((a, b) => a - b)).toEqual(expected)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('a village reads its own strip of the index, not the table', async () => {
  await client.query(`create temp table indexed (area text collate "C" not null, holder uuid, at int)`)
  await client.query(
    `insert into indexed select '3205991' || lpad((i % 300)::text, 5, '0') || '001', null, i from generate_series(1, 30000) i`,
  )
  await client.query(`create index on indexed (area, at)`)
  await client.query('analyze indexed')
  const village = as({ unitIds: [], areas: ['320599100007'], personId: '', reach: ['area'] })
  const [branch] = scopeBranches(village, 'case.view', { area: 'area' }) as { text: string; values: unknown[] }[]
  const plan = await client.query<Record<string, string>>(`explain select * from indexed where ${branch!.text}`, [...branch!.values])
  expect(plan.rows.map((r) => r['QUERY PLAN']).join('\n')).toMatch(/Index Cond: .*area >= .*area </u)
})

test('nested areas are asked once, an empty area never', () => {
  const given = as({ unitIds: [], areas: ['320599101201', '', '320599101', '320599102'], personId: '', reach: ['area'] })
  const branches = scopeBranches(given, 'case.view', { area: 'c.area' })
  expect(branches === 'all' || branches === 'none' ? [] : branches.map((b) => b.values[0])).toEqual(['320599101', '320599102'])
  expect(scopeBranches(as({ unitIds: [], areas: [''], personId: '', reach: ['area', 'unit', 'own'] }), 'case.view', columns)).toBe('none')
  expect(codeAfter('320599109')).toBe('32059910:')
})
