import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { findSummaryFault, listPapers, listPenalties, punishOnTheSpot, readSpotKit } from '../contract.ts'
import { type Seat, smallTeam } from './testing/small-team.ts'

const team = await smallTeam()
team.setNow(new Date('2026-03-02T09:00:00+08:00'))
const files = [{ sha256: 'a'.repeat(64), name: '签字.jpg', mime: 'image/jpeg' }]
const firm = { kind: 'organisation' as const, name: '四河示例建材有限公司', number: '91350100M000100Y43' }
const person = { kind: 'citizen' as const, name: '张三丰', number: '11010519491231002X' }
const draft = (more: object = {}) => ({
  actionId: newId(),
  power: 'P1',
  party: person,
  facts: '门前堆放黄沙',
  address: '溪港路 8 号',
  kind: 'fine' as const,
  fine: 200,
  second: team.people.second,
  shown: true as const,
  told: true as const,
  files,
  ...more,
})
const punish = (more: object = {}) => team.as('officer').call(punishOnTheSpot, { body: draft(more) })
const refused = (more: object = {}) => team.as('officer').refused(punishOnTheSpot, { body: draft(more) })
const act = (who: Seat, id: string, action: string, input: object = {}) =>
  team.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const barred = async (who: Seat, id: string, action: string, input: object = {}) =>
  (await team.as(who).refused(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })).detail

describe('on the spot (行政处罚法第五十一条)', () => {
  test.each([
    ['citizen', 200, true],
    ['citizen', 200.01, false],
    ['organisation', 3000, true],
    ['organisation', 3000.01, false],
    ['citizen', 0, false],
    ['citizen', 1.005, false],
  ] as const)('%s, %d yuan: %s', (kind, fine, may) => {
    const fault = findSummaryFault({ kind: 'fine', fine, party: { kind, name: '某某' }, second: 'b', refused: false, witness: '' }, 'a')
    expect(fault === undefined).toBe(may)
  })
  test('no sum above the limit gets through, whatever else is said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), fc.constantFrom('citizen' as const, 'organisation' as const), (cents, kind) => {
        const fault = findSummaryFault(
          { kind: 'fine', fine: cents / 100, party: { kind, name: '某某' }, second: 'b', refused: false, witness: '' },
          'a',
        )
        expect(fault === undefined).toBe(cents <= (kind === 'citizen' ? 20_000 : 300_000))
      }),
    )
  })
  test('one officer, no certificate shown, no witness of a refusal, a power of yesterday, an aide: refused', async () => {
    expect((await refused({ second: team.people.officer })).fields?.[0]).toMatchObject({ path: 'second' })
    expect((await refused({ second: team.people.aide })).code).toBe('enforcement.officer-unqualified')
    expect((await refused({ shown: false })).code).toBe('platform.invalid')
    expect((await refused({ refused: true })).fields?.[0]).toMatchObject({ path: 'witness' })
    expect((await refused({ power: 'P9' })).code).toBe('enforcement.power-not-held')
    expect((await refused({ fine: 300 })).detail).toContain('200.00')
    expect((await team.as('aide').refused(punishOnTheSpot, { body: draft() })).code).toBe('platform.forbidden')
  })
})

test('decided, numbered and handed over in one act; the same tap again is the same paper', async () => {
  const body = draft()
  const first = await team.as('officer').call(punishOnTheSpot, { body })
  expect(first.documentNumber).toMatch(/当罚字〔2026〕\d+号$/u)
  expect(await team.as('officer').call(punishOnTheSpot, { body })).toEqual(first)
  const next = await punish()
  expect(next.documentNumber).not.toBe(first.documentNumber)
  const { rows } = await team.as('officer').call(listPapers, { params: { id: first.id } })
  expect(rows).toMatchObject([{ code: 'D28', number: first.documentNumber, missing: ['当事人住址'] }])
  expect((await team.as('officer').call(listPenalties, { query: { stage: 'fulfilling' } })).rows[0]).toMatchObject({
    party: '张*丰',
    stepTitle: '已当场处罚',
    fine: 20_000,
  })
})

describe('after it', () => {
  test('filed within two working days, paid to the bank within fifteen days, closed', async () => {
    const { id } = await punish({ party: firm, fine: 3000 })
    const clocks = (await team.as('officer').call(readCase, { params: { id } })).clocks
    expect(clocks.map(({ key }) => key).toSorted()).toEqual(['file-back', 'pay'])
    expect(await barred('lead', id, 'close')).toContain('备案')
    await act('officer', id, 'file-back')
    expect(await barred('lead', id, 'close')).toContain('缴清')
    await act('officer', id, 'pay', { amount: 3000, paidOn: '2026-03-05', receipt: 'YH-1' })
    expect((await act('lead', id, 'close')).card.closedAt).toBeDefined()
  })
  test('money in hand only for a reason of the law, with the receipt, and handed in before closing', async () => {
    const { id } = await punish({ fine: 150 })
    await act('officer', id, 'file-back')
    const money = { receipt: '苏财 0001', files }
    expect(await barred('officer', id, 'collect', { ...money, why: 'small' })).toContain('一百元')
    await act('officer', id, 'collect', { ...money, why: 'hard' })
    expect((await team.as('officer').call(readCase, { params: { id } })).clocks.find(({ key }) => key === 'hand-in')?.dueAt).toBeDefined()
    expect(await barred('lead', id, 'close')).toContain('上缴')
    await act('officer', id, 'hand-in', { receipt: 'YH-2', files })
    expect((await act('lead', id, 'close')).card.closedAt).toBeDefined()
  })
  test('a warning owes nothing', async () => {
    const { id } = await punish({ kind: 'warning', fine: undefined })
    expect(await barred('officer', id, 'pay', { amount: 1, paidOn: '2026-03-05', receipt: 'x' })).toContain('没有罚款')
    await act('officer', id, 'file-back')
    expect((await act('lead', id, 'close')).card.closedAt).toBeDefined()
  })
  test('late money grows by three in a hundred a day, to the cent', async () => {
    const { id } = await punish({ fine: 200 })
    await act('officer', id, 'pay', { amount: 200, paidOn: '2026-03-27', receipt: 'YH-3' })
    const row = (await team.as('officer').call(listPenalties, { query: {} })).rows.find((one) => one.id === id)!
    expect(row.fine).toBe(20_000)
    expect(await barred('lead', id, 'close')).toBeDefined()
    const [sums] = await team.platform.db.read.query(`select owed, late, paid from enforcement.penalty where case_id = $1`, [id])
    // Due on 17 March; ten days late: 200 × 3 % × 10.
    expect(sums).toEqual({ owed: 26_000, late: 6_000, paid: 20_000 })
  })
})

test('the phone’s kit: powers held today, colleagues without oneself and without aides', async () => {
  team.setNow(new Date('2026-07-02T09:00:00+08:00'))
  const kit = await team.as('officer').call(readSpotKit, {})
  // P2 was taken back on 1 July.
  expect(kit.powers.map(({ code }) => code)).toEqual(['P1', 'P3'])
  expect(kit.officers.map(({ id }) => id).toSorted()).toEqual([team.people.second, team.people.stranger].toSorted())
  expect((await team.as('dispatcher').refused(readSpotKit, {})).code).toBe('platform.forbidden')
})
