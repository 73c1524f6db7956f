import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actOnCase, readTimeline } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { listAlerts, readAlertRules, receiveAlert, saveAlertRules } from '../alert/endpoints.ts'
import { addSamples, listActivations, readBoard } from '../plan/endpoints.ts'
import { commandTown } from './testing/command-town.ts'

const town = await commandTown()
town.setNow(new Date('2026-11-22T16:00:00+08:00'))
await town.as('watch').call(addSamples, { body: { actionId: newId() } })
const bureau = town.machine('dispatch.alert.write')

interface Warning {
  identifier: string
  colour?: string
  status?: string
  msgType?: string
  geocode?: string
  references?: string
  expires?: string
}
const xml = ({
  identifier,
  colour = '黄色',
  status = 'Actual',
  msgType = 'Alert',
  geocode = '320599000000',
  references,
  expires,
}: Warning) =>
  `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>qx@example</sender>
  <sent>2026-11-22T15:50:00+08:00</sent><status>${status}</status><msgType>${msgType}</msgType><scope>Public</scope>
  ${references ? `<references>qx@example,${references},2026-11-22T15:50:00+08:00</references>` : ''}
  <info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Moderate</severity><certainty>Likely</certainty>
  ${expires ? `<expires>${expires}</expires>` : ''}<senderName>区气象台</senderName><headline>区气象台发布暴雨${colour}预警信号</headline><description>未来 6 小时雨量 50 毫米以上</description>
  <area><areaDesc>全区</areaDesc><geocode><valueName>区划</valueName><value>${geocode}</value></geocode></area></info></alert>`
const send = (warning: Warning) => bureau.call(receiveAlert, { body: { xml: xml(warning) } })
const end = (id: string) =>
  town
    .as('watch')
    .call(actOnCase, { params: { id }, body: { actionId: newId(), action: 'stand-down', input: { words: '雨停', rest: 'recall' } } })
const rules = (mode: 'propose' | 'activate') =>
  town
    .as('watch')
    .call(readAlertRules, {})
    .then(({ table, version }) =>
      town.as('watch').call(saveAlertRules, {
        body: { actionId: newId(), version, table: { ...table, rules: table.rules.map((rule) => ({ ...rule, mode })) } },
      }),
    )

describe('a weather warning', () => {
  test('proposes the plan of its colour; pushed twice it is handled once', async () => {
    const first = await send({ identifier: 'a1' })
    expect(first).toMatchObject({ outcome: 'proposed', event: '暴雨', severity: 'Moderate', area: '全区', faults: [] })
    const { activation, source } = await town.as('leader').call(readBoard, { params: { id: first.activationId! } })
    expect(activation).toMatchObject({ step: 'proposed', level: 3, trigger: 'alert', tasks: 0, title: '暴雨Ⅲ级' })
    expect(source).toBe('区气象台：区气象台发布暴雨黄色预警信号')
    expect(await send({ identifier: 'a1' })).toEqual(first)
    expect((await town.as('leader').call(listActivations, { query: {} })).rows).toHaveLength(1)
  })

  test('an update while one is open is noted there', async () => {
    const update = await send({ identifier: 'a2', colour: '橙色', msgType: 'Update', references: 'a1' })
    expect(update.outcome).toBe('updated')
    const { acts } = await town.as('watch').call(readTimeline, { params: { id: update.activationId! } })
    expect(JSON.stringify(acts.at(-1))).toContain('对应Ⅱ级（现为Ⅲ级）')
  })

  test('called off: a proposal nobody confirmed falls away', async () => {
    const over = await send({ identifier: 'a3', msgType: 'Cancel', references: 'a1' })
    expect(over.outcome).toBe('ended')
    const { activation } = await town.as('leader').call(readBoard, { params: { id: over.activationId! } })
    expect(activation.step).toBe('dismissed')
  })

  test('starts by itself only where the town says so and the warning is explicit', async () => {
    await rules('activate')
    const sure = await send({ identifier: 'b1', colour: '红色' })
    expect(sure.outcome).toBe('activated')
    const { activation } = await town.as('leader').call(readBoard, { params: { id: sure.activationId! } })
    expect([activation.step, activation.level, activation.tasks > 10]).toEqual(['active', 1, true])
    const over = await send({ identifier: 'b2', msgType: 'Cancel', references: 'b1' })
    // A running response is ended by a person, never by a message.
    expect((await town.as('leader').call(readBoard, { params: { id: over.activationId! } })).activation.step).toBe('active')
    await end(sure.activationId!)
    const vague = await send({ identifier: 'b3', status: '' })
    expect(vague).toMatchObject({ outcome: 'proposed', faults: ['缺少必填项 status'] })
    await send({ identifier: 'b4', msgType: 'Cancel', references: 'b3' })
    await rules('propose')
  })

  test('an exercise becomes a drill; tests, strangers, other weather and old ones become nothing', async () => {
    const exercise = await send({ identifier: 'c1', status: 'Exercise' })
    expect((await town.as('leader').call(readBoard, { params: { id: exercise.activationId! } })).activation).toMatchObject({
      drill: true,
      title: '【演练】暴雨Ⅲ级',
    })
    expect((await send({ identifier: 'c2', status: 'Test' })).outcome).toBe('stored')
    expect((await send({ identifier: 'c3', geocode: '130132000000' })).outcome).toBe('not-ours')
    expect((await send({ identifier: 'c4', expires: '2026-11-22T15:59:00+08:00' })).outcome).toBe('stored')
    const fog = xml({ identifier: 'c5' }).replaceAll('暴雨', '大雾')
    expect((await bureau.call(receiveAlert, { body: { xml: fog } })).outcome).toBe('no-rule')
  })

  test('what is no warning is refused in words; only the token of the bureau may send', async () => {
    expect(await bureau.refused(receiveAlert, { body: { xml: '<rss/>' } })).toMatchObject({
      code: 'dispatch.alert-unreadable',
      status: 422,
    })
    expect((await town.as('watch').refused(receiveAlert, { body: { xml: xml({ identifier: 'z' }) } })).status).toBe(403)
  })

  test('the list, newest first, page by page', async () => {
    const first = await town.as('drains').call(listAlerts, { query: { limit: 3 } })
    const second = await town.as('drains').call(listAlerts, { query: { limit: 3, after: first.next! } })
    const seen = [...first.rows, ...second.rows].map(({ identifier }) => identifier)
    expect(new Set(seen).size).toBe(6)
    expect((await town.as('other').refused(listAlerts, { query: {} })).status).toBe(403)
  })
})

describe('the table of warnings and plans', () => {
  test('is changed by who keeps the plans, never to a plan that is none', async () => {
    const { table, version } = await town.as('watch').call(readAlertRules, {})
    const wrong = { ...table, rules: [{ ...table.rules[0]!, plan: 'nothing' }] }
    expect((await town.as('watch').refused(saveAlertRules, { body: { actionId: newId(), table: wrong, version } })).code).toBe(
      'dispatch.plan-unknown',
    )
    expect((await town.as('watch').refused(saveAlertRules, { body: { actionId: newId(), table, version: version - 1 } })).code).toBe(
      'platform.conflict',
    )
    expect((await town.as('dispatcher').refused(saveAlertRules, { body: { actionId: newId(), table, version } })).status).toBe(403)
  })

  test('geocodes of its own decide what is ours', async () => {
    const { table, version } = await town.as('watch').call(readAlertRules, {})
    await town.as('watch').call(saveAlertRules, { body: { actionId: newId(), version, table: { ...table, geocodes: ['130132'] } } })
    expect((await send({ identifier: 'd1', geocode: '130132000000' })).outcome).toBe('proposed')
  })
})

const folder = resolve(import.meta.dirname, '../../../../shared/data/conformance/cap')
describe.skipIf(!existsSync(folder))('real warnings through the door (skipped without ../shared)', () => {
  test.each(['cma_county_code_only.xml', 'eccc_thunderstorm_update.xml', 'nws_marine_polygon.xml'])(
    '%s is kept, and starts nothing here',
    async (name) => {
      const kept = await bureau.call(receiveAlert, { body: { xml: readFileSync(resolve(folder, name), 'utf8') } })
      expect(['no-rule', 'not-ours', 'updated', 'stored']).toContain(kept.outcome)
      expect(kept.activationId === undefined || kept.outcome === 'updated').toBe(true)
    },
  )
})
