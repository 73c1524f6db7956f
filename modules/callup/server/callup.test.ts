import { describe, expect, test } from 'vitest'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { destinationFrom } from '#core/area/contract.ts'
import { smallTown, ground } from '#modules/incident/server/testing/small-town.ts'
import { newId } from '#platform/contract/id.ts'
import { blowWhistle, listWhistles, readCallupFigures, readWhistle } from '../contract.ts'
import { callupModule } from './index.ts'
import { isHead } from './preparations.ts'
import { whistlePanel } from './panel.ts'

const town = await smallTown([callupModule])
const morning = new Date('2026-07-15T09:00:00+08:00')
town.setNow(morning)
const later = (minutes: number) => new Date(morning.getTime() + minutes * 60_000)
// The head's post; the builder's villager is a clerk.
await town.asAdmin(`update org.post set title = '党总支书记' where role = 'village'`)
const { actorOf } = await import('#core/org/server/index.ts')
const [post] = (await town.asAdmin(`select post_id from org.appointment where person_id = $1`, [town.people.villager])).rows as {
  post_id: string
}[]
const head = town.request(await actorOf(town.platform.db.read, town.platform, town.code, town.people.villager, post!.post_id, morning))
const { sanitation, municipal, village } = town.units

const draft = (more: object = {}) => ({
  actionId: newId(),
  kind: 'emergency' as const,
  title: '河岸塌方',
  description: '西格河岸塌了十来米，压住一段路',
  why: '要水利、市政、环卫一起到场',
  place: ground.west,
  wanted: [municipal],
  ...more,
})
const act = (action: string, input: object = {}) => ({ actionId: newId(), action, input: input as Record<string, unknown> })
const on = (id: string, action: string, input: object = {}) => ({ params: { id }, body: act(action, input) })

describe('a whistle to three units, one late', () => {
  let id = ''
  let code = ''
  test('is blown with a place and a reason; the same tap again blows once', async () => {
    const body = draft()
    const blown = await town.as('worker').call(blowWhistle, { body })
    expect(await town.as('worker').call(blowWhistle, { body })).toEqual(blown)
    id = blown.id
    expect(blown.number).toMatch(/^SH20260715\d{4}$/)
    expect(await town.as('worker').refused(blowWhistle, { body: draft({ place: ground.outside }) })).toMatchObject({
      code: 'callup.not-here',
    })
    expect(await town.as('handler').refused(blowWhistle, { body: draft() })).toMatchObject({ status: 403 })
    expect((await head.call(listWhistles, { query: {} })).rows).toMatchObject([
      { id, kindTitle: '应急处置哨', village: '溪港村', step: 'village' },
    ])
  })

  test('leaves the village only with its head’s confirmation', async () => {
    expect(await town.as('dispatcher').refused(actOnCase, on(id, 'summon', { unit: sanitation }))).toMatchObject({
      code: 'case.not-allowed',
    })
    // The builder's own actor was made before the post was renamed: a clerk.
    expect(await town.as('villager').refused(actOnCase, on(id, 'confirm'))).toMatchObject({ code: 'callup.not-head' })
    expect(await town.as('worker').refused(actOnCase, on(id, 'confirm'))).toMatchObject({ status: 403 })
    await head.call(actOnCase, on(id, 'confirm', { words: '情况属实' }))
    expect(await town.as('dispatcher').refused(actOnCase, on(id, 'summon', { unit: newId() }))).toMatchObject({ code: 'case.unit-unknown' })
    const detail = await town.as('dispatcher').call(actOnCase, on(id, 'summon', { unit: municipal, coUnits: [sanitation, village] }))
    expect(detail.tasks.map(({ unit, state }) => [unit.name, state])).toEqual([
      ['市政养护站', 'open'],
      ['环卫所', 'open'],
      ['溪港村', 'open'],
    ])
  })

  test('units report in on the spot by scan or position, within 200 metres, each once', async () => {
    const near = destinationFrom(ground.west, 90, 150)
    const far = destinationFrom(ground.west, 90, 230)
    const whistle = await town.as('worker').call(readWhistle, { params: { id } })
    code = whistle.code!
    expect(code).toHaveLength(8)
    expect((await town.as('handler2').call(readWhistle, { params: { id } })).code).toBeUndefined()
    const report = (place: readonly number[], more: object = {}) => on(id, 'report-in', { place, accuracy: 10, way: 'position', ...more })
    const away = await town.as('handler2').refused(actOnCase, report(far))
    expect(away.detail).toContain('200 米以内')
    const wrong = await town.as('handler2').refused(actOnCase, report(near, { way: 'scan', code: 'WRONG123' }))
    expect(wrong.code).toBe('callup.wrong-code')
    town.setNow(later(10))
    await town.as('handler2').call(actOnCase, report(near, { way: 'scan', code: `sihe:w/${code}` }))
    expect((await town.as('handler2').refused(actOnCase, report(near))).detail).toBe('本单位已经报到')
    await head.call(actOnCase, report(ground.west, { mocked: true }))
    expect((await town.as('handler').refused(actOnCase, on(id, 'answer', { words: '没到场', fair: 3 }))).detail).toContain('还没有到场')
    // 环卫所 comes forty minutes after it was called: ten too late.
    town.setNow(later(40))
    const detail = await town.as('handler').call(actOnCase, report(ground.west))
    expect(detail.card.step).toBe('handling')
    const { summons } = await town.as('leader').call(readWhistle, { params: { id } })
    expect(summons.map(({ unit, late, distance, way, mocked }) => [unit, late, distance, way, mocked])).toEqual(
      expect.arrayContaining([
        ['市政养护站', false, 150, 'scan', false],
        ['溪港村', false, 0, 'position', true],
        ['环卫所', true, 0, 'position', false],
      ]),
    )
  })

  test('joint minutes, answers, and the end by the whistler with a rating of each; stars stay hidden until then', async () => {
    await town.as('handler2').call(actOnCase, on(id, 'minutes', { words: '先围挡，再清淤，明早修路' }))
    for (const who of ['handler', 'handler2'] as const)
      await town.as(who).call(actOnCase, on(id, 'answer', { words: '已到位处置', fair: 5 }))
    expect((await town.as('handler2').refused(actOnCase, on(id, 'conclude', { measure: '围挡清淤完毕' }))).detail).toContain('还有单位')
    await head.call(actOnCase, on(id, 'answer', { words: '组织群众疏散', fair: 4 }))
    await town.as('handler2').call(actOnCase, on(id, 'conclude', { measure: '围挡清淤完毕' }))
    const ratings = { [municipal]: { stars: 5 }, [sanitation]: { stars: 2, words: '来晚了' } }
    // The worker blew it at the village's post, so the village is not rated by itself.
    for (const client of [head, town.as('dispatcher'), town.as('leader'), town.as('handler')])
      expect((await client.refused(actOnCase, on(id, 'agree', { ratings }))).code).toMatch(/^case\.(?:not-yours|not-allowed|not-found)$/)
    expect((await town.as('worker').refused(actOnCase, on(id, 'agree', { ratings: {} }))).detail).toContain('没有评分')
    await town.as('worker').call(actOnCase, on(id, 'agree', { ratings }))
    const { card } = await town.as('dispatcher').call(readCase, { params: { id } })
    expect([card.step, card.result]).toEqual(['silenced', 'silenced'])
    const after = await town.as('leader').call(readWhistle, { params: { id } })
    expect(after.summons.find(({ unit }) => unit === '环卫所')).toMatchObject({ stars: 2, fair: 5, words: '来晚了' })
    expect(after.code).toBeUndefined()
  })

  test('the rates say two of three came in time; villages stand in a band without points', async () => {
    const figures = await town.as('leader').call(readCallupFigures, { query: { from: '2026-07-15', to: '2026-07-15' } })
    expect(figures).toMatchObject({ arrival: { met: 2, of: 3 }, silenced: { met: 1, of: 1 }, reblown: { met: 0, of: 1 } })
    expect(figures.units.find(({ unit }) => unit === '环卫所')).toMatchObject({ arrival: { met: 0, of: 1 }, stars: 2 })
    expect(figures.villages).toEqual([{ code: town.village, name: '溪港村', whistles: 1, cases: 0, band: 'few', bandTitle: '样本不足' }])
    expect(JSON.stringify(figures)).not.toContain('score')
    expect(await town.as('handler').refused(readCallupFigures, { query: { from: '2026-07-15', to: '2026-07-15' } })).toMatchObject({
      status: 403,
    })
  })
})

describe('who sees what', () => {
  test('a unit sees the whistles it was called to, others none; nothing is found by guessing', async () => {
    expect((await town.as('handler').call(listWhistles, { query: { state: 'all' } })).rows).toHaveLength(1)
    expect(
      (await town.as('leader').call(listWhistles, { query: { state: 'all', villageCode: town.village, kind: 'emergency' } })).rows,
    ).toHaveLength(1)
    expect((await town.as('leader').call(listWhistles, { query: { state: 'open' } })).rows).toHaveLength(0)
    expect(await town.as('leader').refused(readWhistle, { params: { id: newId() } })).toMatchObject({ code: 'callup.not-found' })
    const second = await town.as('worker').call(blowWhistle, { body: draft({ kind: 'enforcement' }) })
    expect((await town.as('handler').call(listWhistles, { query: { state: 'all' } })).rows).toHaveLength(1)
    expect(await town.as('handler').refused(readWhistle, { params: { id: second.id } })).toMatchObject({ status: 404 })
    const page = await town.as('leader').call(listWhistles, { query: { state: 'all', limit: 1 } })
    expect(page.rows).toHaveLength(1)
    expect((await town.as('leader').call(listWhistles, { query: { state: 'all', limit: 1, after: page.next! } })).rows).toHaveLength(1)
  })

  test('an excused unit is not waited for', async () => {
    const { id } = await town.as('worker').call(blowWhistle, { body: draft() })
    await head.call(actOnCase, on(id, 'confirm'))
    await town.as('dispatcher').call(actOnCase, on(id, 'summon', { unit: municipal, coUnits: [sanitation] }))
    await town.as('handler2').call(actOnCase, on(id, 'report-in', { place: ground.west, way: 'position' }))
    expect(await town.as('dispatcher').refused(actOnCase, on(id, 'excuse', { unit: village, reason: '不在应到之列' }))).toMatchObject({
      status: 422,
    })
    const detail = await town.as('dispatcher').call(actOnCase, on(id, 'excuse', { unit: sanitation, reason: '另有抢险' }))
    expect(detail.card.step).toBe('handling')
    const { summons } = await town.as('worker').call(readWhistle, { params: { id } })
    expect(summons.map(({ excused }) => excused).sort()).toEqual([false, true])
  })

  test('the wall counts whistles and names nobody', async () => {
    const data = await whistlePanel.load({
      tx: town.platform.db.read,
      platform: town.platform,
      actor: { town: town.code } as never,
      now: later(60),
    })
    expect(data).toMatchObject({ shape: 'figures', lines: [{ value: 2 }, { value: 1 }, { value: 0 }] })
  })

  test('a head is a head by the title of the post', () => {
    expect(['党总支书记', '副书记', '居委会主任', '文书', '条线干部'].map(isHead)).toEqual([true, true, true, false, false])
  })
})
