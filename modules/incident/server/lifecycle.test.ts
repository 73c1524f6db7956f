import { describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import { actOnCase, readCase, readTimeline } from '#core/case/contract.ts'
import { verifyTown, getProcess } from '#core/case/server/index.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { listIncidents, readIncident, reportIncident } from '../contract.ts'
import { smallTown } from './testing/small-town.ts'

const town = await smallTown()

const report = (words: string, more: object = {}) => ({
  body: {
    actionId: newId(),
    description: words,
    channel: 'phone' as const,
    address: '听橹路 8 号',
    classCode: 'E0102',
    files: [],
    ...more,
  },
})

async function step(who: keyof (typeof town)['people'], id: string, action: string, input: object = {}) {
  return town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
}

describe('the closed loop', () => {
  test('reported, dispatched, signed, handled, verified by another, called back, closed', async () => {
    const made = await town
      .as('dispatcher')
      .call(reportIncident, report('垃圾堆在路边没人清', { reporter: { name: '周小明', phone: '15400001234' } }))
    expect(made.number).toMatch(/^SJ\d{13}$/)
    expect(made.code).toMatch(/^[2-9A-Z]{6}$/)
    const seen = await town.as('dispatcher').call(readIncident, { params: { id: made.id } })
    expect(seen.reporters[0]).toMatchObject({ name: '周*明', phone: '154****1234' })

    await step('dispatcher', made.id, 'dispatch', { unit: town.units.sanitation, classCode: 'E0102' })
    await step('handler', made.id, 'sign')
    const photo = { sha256: 'a'.repeat(64), name: '后.jpg', mime: 'image/jpeg' }
    await step('handler', made.id, 'handle', {
      outcome: 'solved',
      measure: '已清运并冲洗路面',
      contacted: '周先生 电话',
      before: [photo],
      after: [{ ...photo, sha256: 'b'.repeat(64) }],
    })
    const verified = await step('verifier', made.id, 'verify', { passed: true, words: '现场干净' })
    expect(verified.card.step).toBe('callback')
    const closed = await step('callback', made.id, 'call-back', { answer: 'solved', satisfied: 'satisfied', words: '满意' })
    expect(closed.card).toMatchObject({ step: 'closed', result: 'solved', resultTitle: '已解决' })
    const timeline = await town.as('dispatcher').call(readTimeline, { params: { id: made.id } })
    expect(timeline.acts.map((a) => a.title)).toEqual(['上报', '派单', '签收', '处置完成', '核验', '回访'])
    expect(timeline.acts.find((a) => a.action === 'dispatch')?.answers.find((a) => a.key === 'unit')?.text).toBe('环卫所')
    expect(timeline.acts.find((a) => a.action === 'dispatch')?.answers.find((a) => a.key === 'classCode')?.text).toBe('暴露垃圾')
  })

  test('the handler cannot verify, and nobody closes without the check', async () => {
    const { id } = await town.as('dispatcher').call(reportIncident, report('绿化带里有一堆渣土', { classCode: 'E0103' }))
    await step('dispatcher', id, 'dispatch', { unit: town.units.sanitation })
    await step('both', id, 'sign')
    await step('both', id, 'handle', { outcome: 'explained', measure: '系工地临时堆放，当天清运', contacted: '现场' })
    const refused = await town
      .as('both-verifier')
      .refused(actOnCase, { params: { id }, body: { actionId: newId(), action: 'verify', input: { passed: true, words: '没问题' } } })
    expect(refused).toMatchObject({ status: 409, code: 'case.not-allowed' })
    expect(refused.detail).toContain('处置人员不能核验')
  })

  test('one return to the desk, the second to the arbitrator, then none', async () => {
    const { id } = await town.as('dispatcher').call(reportIncident, report('井盖松动响声很大'))
    await step('dispatcher', id, 'dispatch', { unit: town.units.sanitation })
    expect((await step('handler', id, 'return', { returnReason: 'not-duty', words: '属于市政' })).card.step).toBe('dispatch')
    await step('dispatcher', id, 'dispatch', { unit: town.units.municipal })
    expect((await step('handler2', id, 'return', { returnReason: 'not-duty', words: '属于环卫' })).card).toMatchObject({
      step: 'ruling',
      holder: { role: { key: 'arbitrator' } },
    })
    // 先办后议: the last assigned unit can still make it safe.
    await step('handler2', id, 'make-safe', { words: '已放警示桩' })
    await step('arbitrator', id, 'rule', { unit: town.units.municipal, words: '按责任清单属市政' })
    const refused = await town.as('handler2').refused(actOnCase, {
      params: { id },
      body: { actionId: newId(), action: 'return', input: { returnReason: 'not-duty', words: '再退' } },
    })
    expect(refused.detail).toContain('已经裁定')
  })

  test('a replay answers the first reply; the same number with another content is refused', async () => {
    const body = report('路灯不亮').body
    const first = await town.as('dispatcher').call(reportIncident, { body })
    const again = await town.as('dispatcher').call(reportIncident, { body })
    expect(again).toMatchObject({ id: first.id, number: first.number })
    const other = await town.as('dispatcher').refused(reportIncident, { body: { ...body, description: '别的事' } })
    expect(other.code).toBe('platform.replay-mismatch')
  })

  test('merge keeps both reporters, closes with the main one, and can be undone', async () => {
    const a = await town.as('dispatcher').call(reportIncident, report('雨水井盖破了个洞', { reporter: { phone: '15400000001' } }))
    const b = await town.as('dispatcher').call(reportIncident, report('雨水井盖破了', { reporter: { phone: '15400000002' } }))
    await step('dispatcher', b.id, 'merge', { main: a.id, reason: '同一个井盖' })
    expect((await town.as('dispatcher').call(readIncident, { params: { id: a.id } })).reporters).toHaveLength(2)
    const back = await step('dispatcher', b.id, 'unmerge', { reason: '不是同一处' })
    expect(back.card.step).toBe('acceptance')
    expect((await town.as('dispatcher').call(readIncident, { params: { id: a.id } })).reporters).toHaveLength(1)
  })

  test('lists what each post may see, newest due first, paged', async () => {
    const page = await town.as('dispatcher').call(listIncidents, { query: { state: 'all', sort: 'opened', limit: 2 } })
    expect(page.rows).toHaveLength(2)
    const next = await town.as('dispatcher').call(listIncidents, { query: { state: 'all', sort: 'opened', limit: 2, after: page.next } })
    expect(next.rows[0]!.id).not.toBe(page.rows[1]!.id)
    const found = await town.as('dispatcher').call(listIncidents, { query: { state: 'all', q: '路灯' } })
    expect(found.rows.map((r) => r.title)).toEqual(['路灯不亮'])
    const handler = await town.as('handler2').call(listIncidents, { query: { state: 'all' } })
    expect(handler.rows.every((r) => r.title.includes('井盖'))).toBe(true)
    expect(handler.rows.length).toBeGreaterThan(0)
  })

  test('a search finds of a reader’s cases those with the words, all and no others', async () => {
    for (const who of ['dispatcher', 'handler', 'handler2', 'villager'] as const) {
      const sees = await town.as(who).call(listIncidents, { query: { state: 'all', sort: 'opened', limit: 100 } })
      const found = await town.as(who).call(listIncidents, { query: { state: 'all', sort: 'opened', q: '听橹路', limit: 100 } })
      expect(found.rows.map((r) => r.id)).toEqual(sees.rows.filter((r) => r.address.includes('听橹路')).map((r) => r.id))
    }
  })

  test('what a post may not see is not told to exist', async () => {
    const { id } = await town.as('dispatcher').call(reportIncident, report('只有中心知道的事'))
    const refused = await town.as('handler').refused(readCase, { params: { id } })
    expect(refused.status).toBe(404)
  })

  test('the chain of every case verifies, and a changed row is found', async () => {
    const { platform, code } = town
    const check = async () =>
      verifyTown(platform.db.read, code, await getCalendar(platform.db.read, code), (key, version) =>
        getProcess(platform.db.read, platform, code, key, version),
      )
    const before = await check()
    expect(before.broken).toEqual([])
    expect(before.cases).toBeGreaterThan(4)
    await town.asAdmin(`update "case".action set input = input || '{"words":"改过"}' where action = 'call-back'`)
    expect((await check()).broken.map((b) => b.text)).toContain('内容与摘要不符，记录被改动过')
  })

  test('the running program cannot change or delete an act', async () => {
    await expect(town.platform.db.read.query(`update "case".action set action = 'x'`)).rejects.toThrow(/permission denied/)
    await expect(town.platform.db.read.query(`delete from "case".action`)).rejects.toThrow(/permission denied/)
  })
})
