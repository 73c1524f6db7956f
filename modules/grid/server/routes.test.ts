import { describe, expect, test } from 'vitest'
import { insertAreas } from '#core/area/server/index.ts'
import { forgetLocator } from '#core/area/server/index.ts'
import { reportIncident } from '#modules/incident/contract.ts'
import { ground, smallTown } from '#modules/incident/server/testing/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import {
  addRest,
  dropRest,
  importBindings,
  listRests,
  listStations,
  previewBindings,
  readCoverage,
  readCoverageWeek,
  readStation,
  setStandIn,
} from '../contract.ts'
import { gridModule } from './index.ts'
import { coveragePanel } from './panel.ts'

const town = await smallTown([gridModule])
const wednesday = new Date('2026-07-15T09:00:00+08:00')
town.setNow(wednesday)
const desk = town.as('dispatcher')
const admin = town.as('admin')
const west = `${town.village}001`
const day = '2026-07-15'
const rest = (personId: string, from = day, to = day) => ({ body: { actionId: newId(), personId, from, to, reason: '年休' } })
const [post] = (await town.asAdmin(`select post_id from org.appointment where person_id = $1`, [town.people.worker])).rows as {
  post_id: string
}[]

describe('coverage by day', () => {
  test('a grid with a worker is covered, one without is not; the village sees its own', async () => {
    const { counts, grids } = await desk.call(readCoverage, { query: {} })
    expect(counts).toEqual({ own: 1, substitute: 0, none: 1 })
    expect(grids.map(({ name, state, village }) => [name, state, village])).toEqual([
      ['溪港西格', 'own', '溪港村'],
      ['溪港东格', 'none', '溪港村'],
    ])
    expect((await town.as('worker').call(readCoverage, { query: {} })).grids).toHaveLength(1)
    expect(await town.as('handler').refused(readCoverage, { query: {} })).toMatchObject({ status: 403 })
  })

  test('on a rest day the substitute is shown; the week says when nobody is there', async () => {
    const away = await desk.call(addRest, rest(town.people.worker, day, '2026-07-16'))
    expect((await desk.call(readCoverage, { query: { state: 'none' } })).grids).toHaveLength(2)
    const standIn = (substituteId: string | null, restWeekdays: number[] = []) => ({
      params: { id: post!.post_id },
      body: { substituteId, restWeekdays },
    })
    expect(await desk.refused(setStandIn, standIn(town.people.worker))).toMatchObject({
      status: 422,
      fields: [{ message: '替班人不能是本人' }],
    })
    expect(await desk.refused(setStandIn, standIn(newId()))).toMatchObject({ status: 422 })
    expect(await desk.refused(setStandIn, { ...standIn(null), params: { id: newId() } })).toMatchObject({ code: 'grid.post-unknown' })
    await desk.call(setStandIn, standIn(town.people.villager, [7]))
    const { grids } = await desk.call(readCoverage, { query: { day } })
    expect(grids[0]).toMatchObject({
      state: 'substitute',
      substitute: { personId: town.people.villager },
      people: [{ away: '年休', postId: post!.post_id, restWeekdays: [7], substitute: { personId: town.people.villager } }],
    })
    const { days } = await desk.call(readCoverageWeek, { query: { from: day } })
    expect(days.map(({ day: each, own, substitute, none }) => [each.slice(8), own, substitute, none])).toEqual([
      ['15', 0, 1, 1],
      ['16', 0, 1, 1],
      ['17', 1, 0, 1],
      ['18', 1, 0, 1],
      ['19', 0, 1, 1],
      ['20', 1, 0, 1],
      ['21', 1, 0, 1],
    ])
    // The grid worker's week holds their own grid only: the other one is neither counted nor named.
    const mine = await town.as('worker').call(readCoverageWeek, { query: { from: day } })
    expect(mine.days.map(({ own, substitute, none, uncovered }) => [own + substitute + none, uncovered.length])).toEqual(
      Array.from({ length: 7 }, () => [1, 0]),
    )
    expect(await town.as('handler').refused(readCoverageWeek, { query: {} })).toMatchObject({ status: 403 })
    expect((await desk.call(listRests, { query: { from: day } })).rows).toMatchObject([{ id: away.id, madeBy: '测试甲' }])
    await desk.call(dropRest, { params: { id: away.id } })
    expect(await desk.refused(dropRest, { params: { id: away.id } })).toMatchObject({ code: 'grid.rest-unknown' })
    expect((await desk.call(readCoverage, { query: {} })).counts.own).toBe(1)
    expect(await town.as('worker').refused(addRest, rest(town.people.worker))).toMatchObject({ status: 403 })
    const clerk = town.as('counter')
    for (const each of [listRests, listStations]) {
      expect(await clerk.refused(each, { query: {} })).toMatchObject({ status: 403 })
      expect(await desk.refused(each, { query: { after: 'not-a-cursor' } })).toMatchObject({ status: 422 })
    }
    expect(await clerk.refused(dropRest, { params: { id: newId() } })).toMatchObject({ status: 403 })
    expect(await clerk.refused(setStandIn, standIn(null))).toMatchObject({ status: 403 })
    expect(await desk.refused(addRest, rest(newId()))).toMatchObject({ status: 404 })
    expect(await desk.refused(addRest, rest(town.people.worker, '2026-07-16', day))).toMatchObject({ status: 422 })
  })

  test('the wall counts grids and opens exactly those', async () => {
    const data = await coveragePanel.load({
      tx: town.platform.db.read,
      platform: town.platform,
      actor: { town: town.code } as never,
      now: wednesday,
    })
    expect(data).toMatchObject({
      lines: [{ value: 1, of: 2, href: '/grids?state=own' }, { value: 0 }, { value: 1, href: '/grids?state=none' }],
    })
  })
})

describe('bindings from a file', () => {
  const file = (rows: string[]) => `网格编码,姓名,账号,岗位,替班账号,轮休\n${rows.join('\n')}\n`
  test('the preview says what each line does and writes nothing', async () => {
    const text = file([
      `${west}000,,worker,,,`,
      `${town.village}002000,测试丑,villager,东格网格员,worker,六日`,
      `999,,worker,,,`,
      `${west}000,谁,worker,,,`,
      `${west}000,没有这人,,,,`,
    ])
    const plan = await admin.call(previewBindings, { body: { text } })
    expect(plan.counts).toEqual({ keep: 1, bind: 1, wrong: 3 })
    expect(plan.lines.map(({ effect, remark }) => [effect, remark.slice(0, 6)])).toEqual([
      ['keep', '已经任职，不'],
      ['bind', '新任职，替班'],
      ['wrong', '没有编码为“'],
      ['wrong', '账号“wor'],
      ['wrong', '没有“没有这'],
    ])
    expect((await desk.call(readCoverage, { query: {} })).counts.none).toBe(1)
    const refused = await admin.refused(importBindings, { body: { actionId: newId(), text } })
    expect(refused).toMatchObject({ code: 'grid.file-faulty', detail: expect.stringContaining('第 4 行') })
    await admin.call(importBindings, { body: { actionId: newId(), text, onlyRight: true } })
    expect((await desk.call(readCoverage, { query: {} })).counts).toEqual({ own: 2, substitute: 0, none: 0 })
    // Saturday: the new holder rests, the substitute of the file stands in.
    const saturday = await desk.call(readCoverage, { query: { day: '2026-07-18' } })
    expect(saturday.grids.find(({ name }) => name === '溪港东格')).toMatchObject({
      state: 'substitute',
      substitute: { personId: town.people.worker },
    })
    expect((await admin.call(previewBindings, { body: { text } })).counts).toEqual({ keep: 2, bind: 0, wrong: 3 })
  })

  test('a file that is none is told so; others may not import', async () => {
    expect(await admin.refused(previewBindings, { body: { text: '乱七八糟' } })).toMatchObject({ code: 'grid.file-unreadable' })
    expect(await desk.refused(previewBindings, { body: { text: 'x' } })).toMatchObject({ status: 403 })
  })

  test('20 / 76 / 378 load from one file in one go', async () => {
    const square = (k: number) => ({
      type: 'Polygon' as const,
      coordinates: [
        [
          [119 + k * 0.001, 30],
          [119.0009 + k * 0.001, 30],
          [119.0009 + k * 0.001, 30.001],
          [119 + k * 0.001, 30.001],
          [119 + k * 0.001, 30],
        ] as [number, number][],
      ],
    })
    let k = 0
    const area = (code: string, tier: 'village' | 'grid' | 'micro', parent: string) => {
      const geometry = square(k++)
      return {
        id: `${code}@2026-01-01`,
        code,
        name: `区${code.slice(9)}`,
        tier,
        parent,
        overlay: false,
        geometry,
        bbox: [119, 30, 120, 31] as [number, number, number, number],
        validFrom: '2026-01-01',
      }
    }
    const villages = Array.from({ length: 20 }, (_, v) => `320599101${String(300 + v)}`)
    const grids = Array.from({ length: 76 }, (_, g) => `${villages[g % 20]}${String(Math.floor(g / 20) + 1).padStart(3, '0')}`)
    const micros = Array.from({ length: 378 }, (_, m) => `${grids[m % 76]}${String(Math.floor(m / 76) + 1).padStart(3, '0')}`)
    await town.platform.db.transaction((tx) =>
      insertAreas(
        tx,
        town.code,
        [
          ...villages.map((code) => area(code, 'village', '320599101000')),
          ...grids.map((code) => area(code, 'grid', code.slice(0, 12))),
          ...micros.map((code) => area(code, 'micro', code.slice(0, 15))),
        ],
        'test',
      ),
    )
    forgetLocator(town.code)
    const text = file([...villages, ...grids, ...micros].map((code) => `${code},,handler,,worker,`))
    const plan = await admin.call(previewBindings, { body: { text } })
    expect(plan.counts).toEqual({ keep: 0, bind: 474, wrong: 0 })
    expect(plan.tiers.map(({ covered }) => covered)).toEqual([20, 76, 0, 378])
    await admin.call(importBindings, { body: { actionId: newId(), text } })
    expect((await admin.call(previewBindings, { body: { text } })).counts.keep).toBe(474)
    expect((await desk.call(readCoverage, { query: {} })).counts).toEqual({ own: 78, substitute: 0, none: 0 })
  })
})

describe('a station', () => {
  test('shows its cases, people and grids; only to those of the area', async () => {
    await town.as('worker').call(reportIncident, {
      body: { actionId: newId(), channel: 'grid', description: '河边堆了垃圾', place: ground.west, files: [] } as never,
    })
    const station = await town.as('villager').call(readStation, { params: { code: town.village } })
    expect(station).toMatchObject({ name: '溪港村', counts: { openCases: 1, openWhistles: 0 }, whistles: [] })
    expect(station.cases).toHaveLength(1)
    expect(station.people.length).toBeGreaterThanOrEqual(2)
    expect(station.grids.map(({ state }) => state)).toEqual(['own', 'own'])
    const { rows } = await town.as('leader').call(listStations, { query: { limit: 200 } })
    expect(rows.find(({ code }) => code === town.village)).toMatchObject({ name: '溪港村', openCases: 1 })
    expect((await town.as('villager').call(listStations, { query: {} })).rows.map(({ code }) => code)).toEqual([town.village])
    expect((await town.as('leader').call(listStations, { query: { limit: 1 } })).next).toBeTypeOf('string')
    expect(await town.as('villager').refused(readStation, { params: { code: '320599101300' } })).toMatchObject({
      code: 'grid.station-unknown',
    })
    expect(await town.as('handler').refused(readStation, { params: { code: town.village } })).toMatchObject({ status: 403 })
  })
})
