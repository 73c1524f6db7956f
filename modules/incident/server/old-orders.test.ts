import { expect, test } from 'vitest'
import { readCase, readTimeline } from '#core/case/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { getProcess, verifyTown } from '#core/case/server/index.ts'
import { listIncidents, readIncident } from '../contract.ts'
import { type OldOrder, keepOldOrders, knownNumbers, oldOrderRules, reliveAll } from './old-orders.ts'
import { ground, smallTown } from './testing/small-town.ts'

const town = await smallTown()
const { platform } = town
const opened = platform.now().getTime() - 40 * 86_400_000
const order = (number: string, more: Partial<OldOrder> = {}): OldOrder => ({
  number,
  openedAt: opened,
  channel: 'upper',
  content: '听橹路边垃圾堆积，多日无人清运',
  classCode: 'E0102',
  address: '听橹路 8 号',
  place: ground.west,
  reporter: { name: '周小明', phone: '15400001234' },
  state: '处理中',
  words: '',
  ...more,
})

/** One run of the import over some orders. @returns the numbers that were new */
async function run(orders: readonly OldOrder[]): Promise<string[]> {
  const rules = await oldOrderRules(platform.db.read, platform, town.code, 'old-system')
  const known = await knownNumbers(
    platform.db.read,
    town.code,
    'old-system',
    orders.map(({ number }) => number),
  )
  const relived = await reliveAll(rules, orders, known)
  return [...(await platform.db.transaction((tx) => keepOldOrders(tx, platform, rules, relived)))].toSorted()
}
const listed = async (q: string) => (await town.as('leader').call(listIncidents, { query: { state: 'all', q } })).rows

test('old orders live through the engine: open ones stay open, closed ones keep their day and their answer, the chain holds', async () => {
  const orders = [
    order('A1'),
    order('A2', {
      content: '路灯三盏不亮',
      classCode: 'B0118',
      state: '已办结',
      words: '已派维修\n已更换灯具',
      closed: { at: opened + 3 * 86_400_000, result: 'solved' },
    }),
    order('A3', {
      content: '要求增设红绿灯',
      state: '已办结',
      words: '不在职责内，已解释',
      closed: { at: opened + 86_400_000, result: 'explained' },
    }),
  ]
  expect(await run(orders)).toEqual(['A1', 'A2', 'A3'])
  const [open] = await listed('多日无人清运')
  expect(open).toMatchObject({ areaCode: `${town.village}001000` })
  const [closed] = await listed('路灯三盏不亮')
  const detail = await town.as('leader').call(readCase, { params: { id: closed!.id } })
  expect([detail.card.result, detail.card.openedAt]).toEqual(['solved', new Date(opened).toISOString()])
  const { acts } = await town.as('leader').call(readTimeline, { params: { id: closed!.id } })
  expect(acts.map(({ action }) => action).at(-1)).toBe('archive')
  expect(JSON.stringify(acts)).toContain('已更换灯具')
  // The reporter is masked like any other.
  const { reporters } = await town.as('leader').call(readIncident, { params: { id: closed!.id } })
  expect(reporters[0]).toMatchObject({ name: '周*明', phone: '154****1234' })
  const calendar = await getCalendar(platform.db.read, town.code)
  const processOf = (key: string, version: number) => getProcess(platform.db.read, platform, town.code, key, version)
  expect((await verifyTown(platform.db.read, town.code, calendar, processOf)).broken).toEqual([])
})

test('run again it changes nothing; only what is new comes in', async () => {
  const before = (await listed('多日无人清运')).length
  expect(await run([order('A1'), order('A2', { content: '路灯三盏不亮' })])).toEqual([])
  expect(await run([order('A1'), order('A4')])).toEqual(['A4'])
  expect(await listed('多日无人清运')).toHaveLength(before + 1)
})

test('two runs at the same time keep each order once', async () => {
  const orders = ['B1', 'B2', 'B3'].map((number) => order(number, { content: `桥栏破损 ${number}` }))
  const kept = (await Promise.all([run(orders), run(orders)])).flat()
  expect(kept.toSorted()).toEqual(['B1', 'B2', 'B3'])
  expect(await listed('桥栏破损')).toHaveLength(3)
})

test('without a point it lies in the area it names; without either it still comes in', async () => {
  const { place: _place, ...nowhere } = order('C1', { content: '河面漂浮水草甲', areaCode: `${town.village}002000` })
  const { place: _other, ...lost } = order('C2', { content: '河面漂浮水草乙' })
  expect(await run([nowhere, lost])).toEqual(['C1', 'C2'])
  expect((await listed('河面漂浮水草甲'))[0]).toMatchObject({ areaCode: `${town.village}002000` })
  expect(await listed('河面漂浮水草乙')).toHaveLength(1)
})
