import { describe, expect, test } from 'vitest'
import { bboxOf } from '#core/area/contract.ts'
import { type MapLayer, insertAreas, mapLayers } from '#core/area/server/index.ts'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { noticeModule } from '#core/notice/server/index.ts'
import { listNotices } from '#core/notice/contract.ts'
import { grantAll, rolePermissions } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { deliverAll, runDue } from '#platform/server/index.ts'
import { caseModule } from '#core/case/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import { issueOrder, listMyTasks, listOrders, previewOrder, readHandover, readOrder, recallOrder } from '../../contract.ts'
import { type Seat, commandTown, town as code } from '../testing/command-town.ts'

const spots = [
  { id: 'a', at: [120.602, 30.955] as [number, number], title: '东闸', kind: 'gate', tone: 'normal' as const },
  { id: 'b', at: [120.606, 30.955] as [number, number], title: '西闸', kind: 'gate', tone: 'normal' as const },
  { id: 'c', at: [120.616, 30.955] as [number, number], title: '南闸', kind: 'gate', tone: 'normal' as const },
]
const who: { id?: string } = {}
const layer = (key: string, more: Partial<MapLayer> = {}): MapLayer => ({
  key,
  title: '水闸',
  group: 'device',
  kinds: [{ key: 'gate', title: '闸', tone: 'normal' }],
  source: '试验',
  dated: false,
  moving: false,
  shown: true,
  permission: 'odd.gate.read',
  find: async () => ({ points: spots, total: spots.length, byKind: { gate: spots.length } }),
  card: async ({ id }) => ({ ...spots[0]!, id, lines: [], ...(key === 'odd.people' && who.id ? { personId: who.id } : {}) }),
  ...more,
})
const gates: ServerModule = {
  name: 'gates',
  permissions: { 'odd.gate.read': '查看水闸' },
  contributes: [
    rolePermissions.of(...grantAll('odd.gate.read', ['town'])),
    mapLayers.of(layer('odd.gates'), layer('odd.people', { group: 'people', title: '人员' })),
  ],
}

const town = await commandTown([gates])
who.id = town.people.drains2
const at = (text: string) => town.setNow(new Date(`${text}+08:00`))
at('2026-11-20T16:00:00')

const square = (west: number, width: number): [number, number][] => [
  [west, 30.95],
  [west + width, 30.95],
  [west + width, 30.96],
  [west, 30.96],
]
const area = (id: string, tier: 'village' | 'grid', west: number, width: number) => {
  const corners = square(west, width)
  const geometry = { type: 'Polygon' as const, coordinates: [[...corners, corners[0]!]] }
  const parent = tier === 'grid' ? `${code}201` : `${code}000`
  return { id, code: id, name: id, tier, parent, overlay: false, validFrom: '2026-01-01', geometry, bbox: bboxOf(geometry) }
}
await town.platform.db.transaction(async (tx) => {
  const grids = [
    area(`${code}201`, 'village', 120.6, 0.02),
    area(`${code}201001`, 'grid', 120.6, 0.01),
    area(`${code}201002`, 'grid', 120.61, 0.01),
  ]
  await insertAreas(tx, code, grids, 'test')
  const answer = (seat: Seat, areas: string[]) =>
    tx.query(`update org.post set areas = $2 where town = $1 and id = $3`, [code, areas, town.posts[seat]])
  await answer('villager', [`${code}201001`])
})

const west = square(120.601, 0.008)
const whole = square(120.59, 0.04)
const chosen = (ring = whole, layers = ['odd.gates']) => ({ ring, layers: layers.map((key) => ({ key })) })
const order = (more: Partial<Parameters<typeof draft>[0]> = {}) => draft({ ...more })
const draft = (more: {
  ring?: [number, number][]
  to?: 'responsible' | 'people' | 'units'
  units?: string[]
  urgent?: boolean
  actionId?: string
}) => ({
  body: {
    ...chosen(more.ring, more.to === 'people' ? ['odd.gates', 'odd.people'] : ['odd.gates']),
    to: more.to ?? ('responsible' as const),
    units: more.units ?? [],
    title: '落闸检查',
    text: '逐座落闸并拍照',
    ack: 15,
    finish: 4,
    urgent: more.urgent ?? false,
    actionId: more.actionId ?? newId(),
  },
})
const read = (id: string) => town.as('leader').call(readOrder, { params: { id } })
const act = (seat: Seat, id: string, action: string, input: Record<string, unknown> = {}) =>
  town.as(seat).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input } })

describe('before anything is sent', () => {
  test('it says who would receive it, with how much of the selection, and what nobody answers for', async () => {
    const ask = { ...chosen(), to: 'responsible' as const, units: [] }
    const { receivers, things, unclaimed } = await town.as('dispatcher').call(previewOrder, { body: ask })
    expect([receivers.map(({ unit, things: own }) => [unit, own]), things, unclaimed]).toEqual([[['溪港村', 2]], 3, 1])
    // Nothing of the selection lies in this corner of the grid: its holder is asked only when every grid is meant.
    const corner = (to: 'responsible' | 'grids') => ({ ...chosen(square(120.6085, 0.001)), to, units: [] })
    expect((await town.as('dispatcher').call(previewOrder, { body: corner('responsible') })).receivers).toEqual([])
    expect((await town.as('dispatcher').call(previewOrder, { body: corner('grids') })).receivers).toHaveLength(1)
    const offices = await town.as('leader').call(previewOrder, {
      body: { ...ask, to: 'units', units: [town.units.municipal, town.units.village2, town.units.municipal, newId()] },
    })
    expect(offices.receivers.map(({ name, things: own, personId }) => [name, own, personId])).toEqual([
      ['市政养护站', 3, undefined],
      ['东街社区', 3, undefined],
    ])
    const people = await town
      .as('dispatcher')
      .call(previewOrder, { body: { ...chosen(west, ['odd.gates', 'odd.people']), to: 'people', units: [] } })
    expect(people.receivers).toEqual([expect.objectContaining({ personId: town.people.drains2, unit: '市政养护站', things: 2 })])
  })

  test('only the duty room and leaders may', async () => {
    for (const seat of ['drains', 'villager', 'other'] as const) {
      expect((await town.as(seat).send('POST', '/map/inside/order', order().body)).status).toBe(403)
      expect((await town.as(seat).send('POST', '/map/inside/receivers', { ...chosen(), to: 'people' })).status).toBe(403)
      expect((await town.as(seat).get('/dispatch/orders')).status).toBe(403)
    }
  })
})

describe('an order', () => {
  test('is a case for each receiver, who must answer, do and be verified by another', async () => {
    const wanted = order()
    const { id, sent } = await town.as('dispatcher').call(issueOrder, wanted)
    expect(sent).toBe(1)
    expect((await town.as('dispatcher').call(issueOrder, wanted)).id).toBe(id)
    expect((await town.as('dispatcher').call(listOrders, { query: {} })).rows.map((row) => [row.id, row.tasks, row.acknowledged])).toEqual([
      [id, 1, 0],
    ])

    const mine = (await town.as('villager').call(listMyTasks, { query: {} })).rows
    expect(mine.map(({ number, activation, answer }) => [number.slice(0, 2), activation, answer])).toEqual([['XC', '落闸检查', 'waiting']])
    const [task] = mine
    const { card, data, allowed } = await town.as('villager').call(readCase, { params: { id: task!.id } })
    expect(card).toMatchObject({ process: 'field-order', urgency: 3 })
    expect(data['things']).toEqual([expect.objectContaining({ what: '东闸', layer: '水闸' }), expect.objectContaining({ what: '西闸' })])
    expect(allowed.map(({ key }) => key)).toContain('acknowledge')
    await deliverAll(town.platform, [caseModule, noticeModule])
    expect((await town.as('villager').call(listNotices, { query: {} })).rows[0]?.title).toContain('落闸检查')

    at('2026-11-20T16:05:00')
    await act('villager', task!.id, 'acknowledge')
    expect((await read(id)).order).toMatchObject({ acknowledged: 1, done: 0, open: 1 })
    await act('villager', task!.id, 'finish', { words: '两座都已落下' })
    const self = await town.as('villager').send('POST', `/cases/${task!.id}/acts`, { actionId: newId(), action: 'verify', input: {} })
    expect(self.status).toBeGreaterThanOrEqual(400)
    await act('dispatcher', task!.id, 'verify')
    expect((await read(id)).order).toMatchObject({ done: 1, open: 0 })
    expect((await town.as('dispatcher').call(listOrders, { query: {} })).rows).toEqual([])
    expect((await town.as('dispatcher').call(listOrders, { query: { state: 'all' } })).rows).toHaveLength(1)
  })

  test('unanswered it widens to the whole unit by itself, and the board says so', async () => {
    at('2026-11-20T17:00:00')
    const { id } = await town.as('watch').call(issueOrder, order({ to: 'people', ring: west, urgent: true }))
    expect((await town.as('drains').call(listMyTasks, { query: {} })).rows).toHaveLength(1)
    at('2026-11-20T17:16:00')
    await runDue(town.platform, caseModule.jobs ?? [])
    await runDue(town.platform, caseModule.jobs ?? [])
    await deliverAll(town.platform, [caseModule, noticeModule])
    const { tasks, order: line } = await read(id)
    expect([tasks[0]!.answer, tasks[0]!.escalatedAt !== undefined, line.late]).toEqual(['late', true, 1])
    // A colleague of the one who did not answer may now.
    await act('drains', tasks[0]!.id, 'acknowledge')
    expect((await read(id)).order).toMatchObject({ acknowledged: 1, late: 0 })
    // What was asked of others is no reason to stop the next shift from taking over.
    expect((await town.as('watch').call(readHandover, {})).urgent).toEqual([])
  })

  test('is called back with a reason: only what is not yet done, and only once', async () => {
    const { id } = await town.as('dispatcher').call(issueOrder, order({ to: 'units', units: [town.units.municipal, town.units.village2] }))
    const { tasks } = await read(id)
    const drains = tasks.find(({ unit }) => unit?.id === town.units.municipal)!
    await act('drains', drains.id, 'acknowledge')
    await act('drains', drains.id, 'finish', { words: '已完成' })
    const recall = (reason: string) => ({ params: { id }, body: { actionId: newId(), reason } })
    expect(await town.as('dispatcher').refused(recallOrder, recall(''))).toMatchObject({ status: 422, code: 'platform.invalid' })
    expect(await town.as('dispatcher').call(recallOrder, recall('水位已退'))).toEqual({ recalled: 1 })
    expect(await town.as('dispatcher').refused(recallOrder, recall('水位已退'))).toMatchObject({ status: 409, code: 'dispatch.order-over' })
    expect((await read(id)).tasks.map(({ answer }) => answer)).toEqual(['done', 'recalled'])
    expect((await read(id)).order).toMatchObject({ tasks: 1, done: 1, open: 1 })
    expect((await town.as('drains').send('POST', `/dispatch/orders/${id}/recall`, recall('水位已退').body)).status).toBe(403)
  })

  test('to nobody is refused, and an unknown one is not there', async () => {
    const far = square(121, 0.01)
    expect(await town.as('dispatcher').refused(issueOrder, order({ ring: far }))).toMatchObject({
      status: 422,
      code: 'dispatch.nobody-inside',
    })
    expect(await town.as('dispatcher').refused(issueOrder, order({ to: 'units' }))).toMatchObject({ code: 'dispatch.nobody-inside' })
    for (const refusal of [
      await town.as('dispatcher').refused(readOrder, { params: { id: newId() } }),
      await town.as('dispatcher').refused(recallOrder, { params: { id: newId() }, body: { actionId: newId(), reason: '撤回' } }),
    ])
      expect(refusal).toMatchObject({ status: 404, code: 'dispatch.order-unknown' })
    const wild = { ...order().body, ack: 0, finish: 9_999, text: '去' }
    const { status, body } = await town.as('dispatcher').send('POST', '/map/inside/order', wild)
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('响应时限至少 1 分钟')])
  })

  test('pages by the moment it was issued', async () => {
    const all: string[] = []
    for (let after: string | undefined; ;) {
      const page = await town.as('leader').call(listOrders, { query: { state: 'all', limit: 2, ...(after ? { after } : {}) } })
      all.push(...page.rows.map(({ id }) => id))
      if (!page.next) break
      after = page.next
    }
    expect([all.length, new Set(all).size]).toEqual([3, 3])
  })
})
