import { describe, expect, test } from 'vitest'
import type { Actor } from '#core/org/contract.ts'
import { actorOf } from '#core/org/server/index.ts'
import { type ListAsk, pageStatement } from './list.ts'
import { type Seat, smallTown } from './testing/small-town.ts'

// On a small table PostgreSQL rightly reads the whole of it; forbidden to, it must find an index for every big table of a page. A missing or
// mismatching index shows here as a sequential scan or a sort of everything, at a million cases as seconds. bench/lists.ts measures those.

const town = await smallTown()

async function actorFor(seat: Seat): Promise<Actor> {
  const person = town.people[seat]
  const { rows } = await town.asAdmin('select post_id from org.appointment where person_id = $1', [person])
  return actorOf(town.platform.db.read, town.platform, town.code, person, String(rows[0].post_id), town.platform.now())
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: Node[]
}
const nodes = (node: Node): Node[] => [node, ...(node['Plans'] ?? []).flatMap(nodes)]

async function planOf(seat: Seat, ask: Partial<ListAsk>): Promise<Node[]> {
  const statement = pageStatement(await actorFor(seat), { filter: {}, sort: 'due', limit: 50, ...ask })!
  return town.platform.db.transaction(async (tx) => {
    await tx.query('set local enable_seqscan = off')
    await tx.query('set local enable_bitmapscan = off')
    await tx.query('set local enable_sort = off')
    const [row] = await tx.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (format json) ${statement.text}`, statement.values)
    return nodes(row!['QUERY PLAN'][0]!.Plan)
  })
}

const asks: readonly (readonly [string, Partial<ListAsk>])[] = [
  ['open by clock', {}],
  ['all, newest first', { filter: { state: 'all' }, sort: 'opened' }],
  ['closed, where no clock orders', { filter: { state: 'closed' } }],
  ['one village', { filter: { state: 'all', area: '320599101201' }, sort: 'opened' }],
]

describe.each(['watch', 'villager', 'handler', 'counter'] as const)('pages of %s', (seat) => {
  test.each(asks)('%s: an index for every big table', async (_name, ask) => {
    const plan = await planOf(seat, ask)
    expect(plan.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'])).toEqual([])
  })
})

describe('the index that gives the order', () => {
  test.each([
    ['open by clock', {}, 'cases_open_due'],
    ['newest first', { filter: { state: 'all' }, sort: 'opened' }, 'incident_opened'],
  ] as const)('%s', async (_name, ask, index) => {
    expect((await planOf('watch', ask)).map((node) => node['Index Name'])).toContain(index)
  })
})

test('a word PostgreSQL does not count as common is looked up first, a common one found along the way', async () => {
  const actor = await actorFor('watch')
  const ask: ListAsk = { filter: { state: 'all', q: '井盖' }, sort: 'opened', limit: 20 }
  expect(pageStatement(actor, ask)!.text).toContain('offset 0')
  expect(pageStatement(actor, ask, undefined, new Set(['井盖']))!.text).not.toContain('offset 0')
})
