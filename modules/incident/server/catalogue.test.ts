import { describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { dropView, listViews, readCatalogue, readDuties, saveCatalogue, saveDuties, saveView, suggestFor } from '../contract.ts'
import { smallTown } from './testing/small-town.ts'

const town = await smallTown()
const classesNow = () => town.as('worker').call(readCatalogue, {})
const dutiesNow = () => town.as('worker').call(readDuties, {})

describe('the catalogue of classes', () => {
  test('is read by everybody, edited by whom the town trusts with it', async () => {
    const catalogue = await classesNow()
    expect(catalogue.classes.length).toBeGreaterThan(200)
    const body = { actionId: newId(), catalogue, seen: catalogue.version }
    for (const who of ['dispatcher', 'handler', 'villager'] as const)
      expect((await town.as(who).send('POST', '/incidents/classes', body)).status).toBe(403)
  })

  test('is published as a version; a used number and an editor who saw an older one are refused', async () => {
    const before = await classesNow()
    const classes = before.classes.map((one) => (one.code === 'E0102' ? { ...one, name: '垃圾暴露' } : one))
    const edit = (version: string, seen: string) => ({
      body: { actionId: newId(), catalogue: { ...before, version, classes }, seen },
    })
    const first = edit('2026-10', before.version)
    expect((await town.as('admin').call(saveCatalogue, first)).version).toBe('2026-10')
    // The same operation again is the same answer, not a second version.
    expect((await town.as('admin').call(saveCatalogue, first)).version).toBe('2026-10')
    expect((await classesNow()).classes.find(({ code }) => code === 'E0102')?.name).toBe('垃圾暴露')
    expect(await town.as('watch').refused(saveCatalogue, edit('2026-11', before.version))).toMatchObject({
      status: 409,
      code: 'platform.conflict',
      detail: `您编辑的是 ${before.version} 版，现在已是 2026-10 版`,
    })
    expect(await town.as('watch').refused(saveCatalogue, edit('2026-10', '2026-10'))).toMatchObject({
      status: 422,
      code: 'incident.catalogue-faulty',
      fields: [{ path: 'version', message: '版本号已经用过' }],
    })
  })

  test('with a fault in it is refused, and what was in force stays', async () => {
    const now = await classesNow()
    const [one] = now.classes
    const faulty = [
      [...now.classes, one!],
      now.classes.map((each, i) => (i === 0 ? { ...each, code: 'X99' } : each)),
      now.classes.map((each) => (each.parent === undefined ? each : { ...each, parent: 'B9999' })),
    ]
    for (const [i, classes] of faulty.entries()) {
      const body = { actionId: newId(), catalogue: { ...now, version: `faulty-${i}`, classes }, seen: now.version }
      const { status, body: problem } = await town.as('admin').send('POST', '/incidents/classes', body)
      expect(status).toBe(422)
      expect((problem as { fields: unknown[] }).fields.length).toBeGreaterThan(0)
    }
    expect((await classesNow()).version).toBe(now.version)
  })
})

describe('the responsibility list', () => {
  test('suggests the unit that is bound to the role, and says why; unbound it names the role only', async () => {
    const suggest = () =>
      town.as('dispatcher').call(suggestFor, { body: { description: '垃圾堆在路边', classCode: 'E0102', place: [120.605, 30.955] } })
    const bound = await suggest()
    expect(bound).toMatchObject({ unit: { unit: { id: town.units.sanitation, name: '环卫所' } } })

    const { list, bindings } = await dutiesNow()
    expect(bindings.find(({ role }) => role === 'sanitation')).toMatchObject({ unitName: '环卫所' })
    const others = bindings.filter(({ role }) => role !== 'sanitation').map(({ role, unitId }) => ({ role, ...(unitId ? { unitId } : {}) }))
    const save = (version: string, seen: string) => ({ body: { actionId: newId(), list: { ...list, version }, bindings: others, seen } })
    const saved = await town.as('admin').call(saveDuties, save('2026-10', list.version))
    expect(saved.list.version).toBe('2026-10')
    expect(saved.bindings.find(({ role }) => role === 'sanitation')?.unitId).toBeUndefined()
    expect((await suggest()).unit?.unit).toBeUndefined()
    expect(await town.as('admin').refused(saveDuties, save('2026-11', list.version))).toMatchObject({
      status: 409,
      code: 'platform.conflict',
    })
    expect((await town.as('dispatcher').send('POST', '/incidents/duties', save('2026-12', '2026-10').body)).status).toBe(403)
  })

  test('for a class that does not exist is refused with the class', async () => {
    const { list, bindings } = await dutiesNow()
    const duties = [...list.duties, { ...list.duties[0]!, classCode: 'B9999' }]
    const body = {
      actionId: newId(),
      list: { ...list, version: 'faulty', duties },
      bindings: bindings.map(({ role }) => ({ role })),
      seen: list.version,
    }
    expect(await town.as('admin').refused(saveDuties, { body })).toMatchObject({
      status: 422,
      code: 'incident.catalogue-faulty',
      detail: expect.stringContaining('B9999'),
    })
  })
})

describe('saved views', () => {
  test('are one person’s own, renamed in place, gone when dropped, and not without end', async () => {
    const [id, other] = [newId(), newId()]
    const keep = (who: 'handler' | 'dispatcher', view: { id: string; name: string }) =>
      town.as(who).call(saveView, { body: { ...view, query: 'step=sign&late=1' } })
    await keep('dispatcher', { id, name: '逾期未签收' })
    await keep('dispatcher', { id, name: '催签收' })
    await keep('handler', { id: other, name: '我的' })
    const names = async (who: 'handler' | 'dispatcher') => (await town.as(who).call(listViews, {})).views.map(({ name }) => name)
    expect([await names('dispatcher'), await names('handler')]).toEqual([['催签收'], ['我的']])
    // Somebody else's is not there to be dropped.
    await town.as('handler').call(dropView, { params: { id } })
    expect(await names('dispatcher')).toEqual(['催签收'])
    await town.as('dispatcher').call(dropView, { params: { id } })
    expect(await names('dispatcher')).toEqual([])

    for (let i = 0; i < 30; i++) await keep('dispatcher', { id: newId(), name: `视图${i}` })
    expect(await town.as('dispatcher').refused(saveView, { body: { id: newId(), name: '多一个', query: '' } })).toMatchObject({
      status: 409,
      code: 'incident.view-limit',
    })
    expect(await town.as('dispatcher').refused(saveView, { body: { id: newId(), name: ' ', query: '' } })).toMatchObject({ status: 422 })
    expect((await town.as('admin').get('/incidents/views')).status).toBe(403)
  })
})
