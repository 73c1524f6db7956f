import { describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { listPlannedChanges, locatePoint, readAreaVersions, readAreas, redrawBoundaries, withdrawPlannedChange } from '../contract.ts'
import { at, box } from '../sample-town.ts'
import { areaTown } from './test/area-town.ts'

const town = await areaTown()
town.setNow(new Date('2026-06-15T02:00:00Z'))
const watch = town.as('watch')
const village = '320999100201'
const [west, east] = [`${village}001`, `${village}002`]
const wider = (by: number) => [
  { code: west, geometry: box(0, 0, 1 + by, 2) },
  { code: east, geometry: box(1 + by, 0, 2, 2) },
  { code: `${west}001`, geometry: box(0, 0, 1 + by, 1) },
  { code: `${west}002`, geometry: box(0, 1, 1 + by, 2) },
  { code: `${east}001`, geometry: box(1 + by, 0, 2, 1) },
  { code: `${east}002`, geometry: box(1 + by, 1, 2, 2) },
]
const seenOn = async (day: string) =>
  (await watch.call(readAreas, { query: { at: day } })).areas.map(({ code, id, validTo }) => ({
    code,
    id,
    ...(validTo ? { validTo } : {}),
  }))
const gridAt = async (day: string, x: number) => {
  const [lng, lat] = at(x, 0.5)
  return (await watch.call(locatePoint, { query: { lng, lat, at: day } })).grid?.code
}
const plan = async (from: string, by: number) =>
  watch.call(redrawBoundaries, { body: { actionId: newId(), from, areas: wider(by), seen: await seenOn(from) } })
const planned = async () => (await watch.call(listPlannedChanges, {})).changes.map(({ on, opened }) => [on, opened.length])
const before = JSON.stringify((await watch.call(readAreas, { query: { at: '2026-07-01' } })).areas)

describe('a planned change', () => {
  test('is listed, and corrected in place before its day: one version, under a new id', async () => {
    await plan('2026-07-01', 0.5)
    expect(await planned()).toEqual([['2026-07-01', 6]])
    expect([await gridAt('2026-06-30', 1.2), await gridAt('2026-07-01', 1.2), await gridAt('2026-07-01', 1.7)]).toEqual([east, west, east])
    const stale = await seenOn('2026-07-01')
    await plan('2026-07-01', 0.8)
    expect(await gridAt('2026-07-01', 1.7)).toBe(west)
    const { versions } = await watch.call(readAreaVersions, { params: { code: west } })
    expect(versions.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2026-07-01', undefined],
      ['2025-01-01', '2026-07-01'],
    ])
    const second = await watch.refused(redrawBoundaries, {
      body: { actionId: newId(), from: '2026-07-01', areas: wider(0.3), seen: stale },
    })
    expect(second.code).toBe('platform.conflict')
  })

  test('is withdrawn with a reason: the town is as if it had never been planned, and the audit keeps it', async () => {
    const body = { actionId: newId(), on: '2026-07-01', reason: '县里批复未下，暂缓调整' }
    expect((await town.as('worker').refused(withdrawPlannedChange, { body })).status).toBe(403)
    expect(await watch.call(withdrawPlannedChange, { body })).toEqual({ on: '2026-07-01', removed: 6, reopened: 6 })
    // Sent again, the first answer.
    expect(await watch.call(withdrawPlannedChange, { body })).toEqual({ on: '2026-07-01', removed: 6, reopened: 6 })
    expect(await planned()).toEqual([])
    expect(JSON.stringify((await watch.call(readAreas, { query: { at: '2026-07-01' } })).areas)).toBe(before)
    const [row] = await town.platform.db.read.query<{ reason: string; detail: { on: string; names: string[] } }>(
      `select reason, detail from platform.audit where kind = 'area.change-withdrawn'`,
    )
    expect(row).toMatchObject({ reason: '县里批复未下，暂缓调整', detail: { on: '2026-07-01' } })
    expect(row!.detail.names).toContain(`第1网格（${west}）`)
  })

  test('the latest first; one that counts already, or that never was, is refused', async () => {
    await plan('2026-07-01', 0.5)
    await plan('2026-08-01', 0.2)
    const take = (on: string, reason = '重新划定后再报') =>
      watch.refused(withdrawPlannedChange, { body: { actionId: newId(), on, reason } })
    expect(await take('2026-07-01')).toMatchObject({ code: 'area.later-plan', detail: expect.stringContaining('2026-08-01') })
    expect((await take('2025-01-01')).code).toBe('area.not-planned')
    expect((await take('2026-09-09')).code).toBe('area.not-planned')
    expect((await take('2026-08-01', '短')).status).toBe(422)
    for (const on of ['2026-08-01', '2026-07-01'])
      await watch.call(withdrawPlannedChange, { body: { actionId: newId(), on, reason: '重新划定后再报' } })
    expect(JSON.stringify((await watch.call(readAreas, { query: { at: '2026-09-01' } })).areas)).toBe(before)
  })

  test('a version that counts since today is not corrected but followed', async () => {
    await plan('2026-06-15', 0.5)
    const again = await watch.refused(redrawBoundaries, {
      body: { actionId: newId(), from: '2026-06-15', areas: wider(0.6), seen: await seenOn('2026-06-15') },
    })
    expect(again.code).toBe('area.date-order')
  })
})
