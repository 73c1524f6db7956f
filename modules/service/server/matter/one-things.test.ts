import { expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import {
  type OneThingVersion,
  addSet,
  changeSet,
  checkOneThing,
  dropSet,
  hallLists,
  listOneThings,
  listSets,
  publicGuide,
  publicMatters,
  publicOneThing,
  publicOneThings,
  publishOneThing,
  readOneThing,
  readSet,
  stopOneThing,
} from '../../contract.ts'
import { paper, sampleMatter, sampleThing } from '../../testing/sample-matter.ts'
import { matterTown } from '../testing/matter-town.ts'
import { findOneThing } from './one-things.ts'
import { storeMatters } from './versions.ts'

const town = await matterTown()
const today = '2026-07-06'
const tomorrow = '2026-07-07'
await town.platform.db.transaction((tx) =>
  storeMatters(
    tx,
    town.code,
    [
      sampleMatter('M-1', town.unitId, {
        name: '开办登记',
        domain: '甲类',
        materials: [paper('id', { name: '居民身份证', deferrable: true })],
      }),
      sampleMatter('M-2', town.unitId, { to: '2026-08-01' }),
      sampleMatter('M-3', town.otherUnitId, { level: 'village', channels: ['village'] }),
    ],
    '测试',
    town.platform.now(),
  ),
)
const [lead, clerk, open] = [town.as('lead'), town.as('clerk'), town.request()]
const draft = (code: string, codes: readonly string[], more: Partial<OneThingVersion> = {}) => {
  const { to: _, ...thing } = sampleThing(code, codes, { from: today, ...more })
  return thing
}
const put = (thing: ReturnType<typeof draft>, seen?: string) => ({ body: { actionId: newId(), thing, ...(seen ? { seen } : {}) } })

test('a one-thing is made without a developer: checked while it is drawn, dated when it is saved', async () => {
  const waiting = draft('T-01', ['M-1', 'M-2'])
  const wrong = { ...waiting, items: [...waiting.items, { code: 'M-9', order: 2, dependsOn: [], optional: false }] }
  const checked = await lead.call(checkOneThing, { body: { thing: wrong } })
  expect(checked.matters.map(({ code }) => code)).toEqual(['M-1', 'M-2'])
  expect(checked.faults).toEqual([{ path: 'items.2.code', message: '事项 M-9 当日没有启用，请先启用或换一项' }])
  expect((await lead.refused(publishOneThing, put(wrong))).fields?.[0]?.path).toBe('thing.items.2.code')
  const body = put(waiting)
  const made = await lead.call(publishOneThing, body)
  expect(await lead.call(publishOneThing, body)).toEqual(made)
  expect((await clerk.call(listOneThings, { query: { q: '示例' } })).rows.map(({ code, items }) => [code, items])).toEqual([['T-01', 2]])
  expect((await lead.refused(publishOneThing, put(draft('T-01', ['M-1', 'M-3'])))).code).toBe('platform.conflict')
  expect((await lead.refused(publishOneThing, put(draft('T-01', ['M-1', 'M-3']), today))).code).toBe('service.matter-past')
  await lead.call(publishOneThing, put(draft('T-01', ['M-1', 'M-3'], { from: tomorrow }), today))
  const on = async (day: string) =>
    (await clerk.call(readOneThing, { params: { code: 'T-01' }, query: { on: day } })).matters.map(({ code }) => code)
  expect([await on(today), await on(tomorrow)]).toEqual([
    ['M-1', 'M-2'],
    ['M-1', 'M-3'],
  ])
  expect((await findOneThing(town.platform.db.read, town.code, 'T-01', today))?.version.to).toBe(tomorrow)
})

test('a stopped one-thing is gone on its day; a matter stopped under it is left out', async () => {
  await lead.call(publishOneThing, put(draft('T-02', ['M-1', 'M-2'])))
  expect((await findOneThing(town.platform.db.read, town.code, 'T-02', '2026-08-02'))?.matters.map(({ code }) => code)).toEqual(['M-1'])
  const stop = (on: string) => ({ params: { code: 'T-02' }, body: { actionId: newId(), on, reason: '清单调整' } })
  expect((await lead.refused(stopOneThing, stop(today))).code).toBe('service.matter-past')
  await lead.call(stopOneThing, stop('2026-07-10'))
  expect((await clerk.refused(readOneThing, { params: { code: 'T-02' }, query: { on: '2026-07-10' } })).code).toBe(
    'service.one-thing-missing',
  )
  expect((await lead.refused(stopOneThing, { ...stop('2026-07-12'), params: { code: 'T-99' } })).code).toBe('service.one-thing-missing')
})

test('the hall shows any two lists: by condition, by hand; a third takes the place of one', async () => {
  const spec = { note: '', matters: [], oneThings: [] }
  const add = (name: string, hall: 1 | 2 | undefined, more: object) =>
    lead.call(addSet, { body: { actionId: newId(), name, spec: { ...spec, ...more }, ...(hall ? { hall } : {}) } })
  const village = await add('就近办清单', 1, { rule: { level: 'village' } })
  const byHand = await add('一件事清单', 2, { oneThings: ['T-01'], matters: ['M-1'] })
  expect([village.total, byHand.total]).toEqual([1, 2])
  const shown = async () => (await open.call(hallLists, {})).lists.map(({ name, entries }) => [name, entries.map(({ code }) => code)])
  expect(await shown()).toEqual([
    ['就近办清单', ['M-3']],
    ['一件事清单', ['T-01', 'M-1']],
  ])
  const all = await add('全部清单', 1, { rule: { handling: 'promised' } })
  expect((await shown()).map(([name]) => name)).toEqual(['全部清单', '一件事清单'])
  const body = { actionId: newId(), name: '甲类清单', spec: { ...spec, rule: { domain: '甲类' } }, version: all.version }
  expect((await lead.call(changeSet, { params: { id: all.id }, body })).total).toBe(1)
  expect((await lead.refused(changeSet, { params: { id: all.id }, body: { ...body, actionId: newId() } })).code).toBe('platform.conflict')
  expect((await clerk.call(readSet, { params: { id: all.id } })).entries.map(({ name }) => name)).toEqual(['开办登记'])
  await lead.call(dropSet, { params: { id: all.id }, body: { actionId: newId() } })
  expect((await clerk.call(listSets, {})).rows.map(({ name }) => name)).toEqual(['一件事清单', '就近办清单'])
  expect((await clerk.refused(readSet, { params: { id: all.id } })).code).toBe('service.list-set-missing')
})

test('a resident reads guides and one-things without an account', async () => {
  const page = await open.call(publicMatters, { query: { q: '开办' } })
  expect(page.rows.map(({ code, duration }) => [code, duration])).toEqual([['M-1', '受理后 5 个工作日内办结（法定 20 个工作日）']])
  expect(page.domains).toEqual([{ name: '甲类', total: 1 }])
  const guide = await open.call(publicGuide, { params: { code: 'M-1' } })
  expect(guide).toMatchObject({ unitName: '行政审批局', cost: '不收费', visits: '不用到现场' })
  expect(guide.bring).toEqual([{ name: '居民身份证', words: '原件 1 份，自己准备，可以先办后补', needed: true }])
  expect((await open.refused(publicGuide, { params: { code: 'NO-1' } })).code).toBe('service.matter-missing')
  expect((await open.call(publicOneThings, {})).rows.map(({ code }) => code)).toContain('T-01')
  expect((await open.call(publicOneThing, { params: { code: 'T-01' } })).matters).toHaveLength(2)
  const pdf = await open.get('/public/service/matters/M-1/paper')
  expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf'])
})

test('who may look may not compose', async () => {
  const set = { actionId: newId(), name: '清单', spec: { note: '', matters: [], oneThings: [] } }
  expect((await clerk.refused(publishOneThing, put(draft('T-05', ['M-1', 'M-2'])))).code).toBe('platform.forbidden')
  expect((await clerk.refused(checkOneThing, { body: { thing: draft('T-05', ['M-1', 'M-2']) } })).code).toBe('platform.forbidden')
  expect((await clerk.refused(addSet, { body: set })).code).toBe('platform.forbidden')
  expect((await clerk.refused(dropSet, { params: { id: newId() }, body: { actionId: newId() } })).code).toBe('platform.forbidden')
  expect((await open.refused(listSets, {})).code).toBe('platform.not-signed-in')
})
