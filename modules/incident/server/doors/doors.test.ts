import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { machineActor } from '#core/org/server/index.ts'
import { convertDatum } from '#core/area/contract.ts'
import { actOnCase, readTimeline } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { z } from 'zod'
import { listIncidents, readIncident } from '../../contract.ts'
import { type InboundOrder, listConnections, listDisagreements, readOrder, receiveOrder, saveConnection } from '../../door-endpoints.ts'
import { ground, smallTown } from '../testing/small-town.ts'

// Real data lies beside the repository, not in it: a fresh clone skips what needs it.
const polls = fileURLToPath(new URL('../../../../../shared/data/incidents/kcg1999_polls_20160915.tar.gz', import.meta.url))
const town = await smallTown()
const machine = machineActor(town.code, newId(), '12345 对接', ['incident.door.write'])
const door = town.request(machine)
const given = { system: 'h12345', content: '望江路 3 号门口井盖松动，车过有响声' }
type Given = Partial<z.input<typeof InboundOrder>> & { number: string }
const send = (order: Given) => door.call(receiveOrder, { body: { ...given, ...order } })
let next = 0
const fresh = (): string => `GD2026${String(++next).padStart(6, '0')}`

async function caseOf(number: string): Promise<string> {
  const { caseNumber } = await door.call(readOrder, { params: { system: 'h12345', number } })
  const { rows } = await town.as('dispatcher').call(listIncidents, { query: { state: 'all', q: caseNumber } })
  return rows[0]!.id
}

async function linesOf(number: string): Promise<{ action: string; texts: string[] }[]> {
  const { acts } = await town.as('dispatcher').call(readTimeline, { params: { id: await caseOf(number) } })
  return acts.map(({ action, answers }) => ({ action, texts: answers.map((a) => a.text) }))
}

async function connection(system = 'h12345') {
  const { connections } = await town.as('watch').call(listConnections, {})
  return connections.find((c) => c.system === system)
}

describe('the door for outside systems', () => {
  test('one number sent ten times at once becomes one case', async () => {
    const number = fresh()
    const answers = await Promise.all(Array.from({ length: 10 }, () => send({ number, seq: 1 })))
    expect(new Set(answers.map((a) => a.caseNumber)).size).toBe(1)
    expect(answers.map((a) => a.outcome).sort()).toEqual(['created', ...Array.from({ length: 9 }, () => 'unchanged')])
    expect(answers[0]).toMatchObject({ step: 'acceptance', stepTitle: '待受理' })
  })

  test('thirty numbers at once all get through, though there are fewer connections', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => send({ number: fresh() })))
    expect(answers.every((a) => a.outcome === 'created')).toBe(true)
    expect(new Set(answers.map((a) => a.caseNumber)).size).toBe(30)
  })

  test('replayed, older and reordered messages change nothing; newer ones land on the timeline', async () => {
    const number = fresh()
    expect((await send({ number, seq: 1, state: '已派发' })).outcome).toBe('created')
    const third = { number, seq: 3, state: '办理中', words: '请当天到场' }
    expect((await send(third)).outcome).toBe('updated')
    expect((await send(third)).outcome).toBe('unchanged')
    expect((await send({ number, seq: 2, state: '已催办', words: '迟到的旧消息' })).outcome).toBe('stale')
    expect((await send({ ...third, seq: 4 })).outcome).toBe('unchanged')
    // Said again under a newer number: whatever is older than that is old.
    expect((await send({ ...third, seq: 3, words: '序号 3 的另一种说法' })).outcome).toBe('stale')
    expect((await send({ number, content: undefined, seq: 5, state: '已催办' })).outcome).toBe('updated')
    expect(await linesOf(number)).toEqual([
      { action: 'open', texts: [] },
      { action: 'outside-state', texts: ['已派发'] },
      { action: 'outside-state', texts: ['办理中', '请当天到场'] },
      { action: 'outside-state', texts: ['已催办'] },
    ])
  })

  test('without sequence numbers a state may come and go and come again', async () => {
    const number = fresh()
    for (const [state, outcome] of [
      ['办理中', 'created'],
      ['', 'unchanged'],
      ['退回', 'updated'],
      ['退回', 'unchanged'],
      ['办理中', 'updated'],
    ] as const)
      expect((await send({ number, state })).outcome).toBe(outcome)
  })

  test('a corrected text, address and limit are told, and long words are kept whole', async () => {
    const number = fresh()
    await send({ number, seq: 1, address: '望江路 3 号' })
    const words = '补充'.repeat(1500)
    await send({ number, seq: 2, content: '是 5 号门口', address: '望江路 5 号', dueAt: '2026-11-25T09:00:00+08:00', words })
    const texts = (await linesOf(number))
      .flatMap((line) => line.texts)
      .join('\n')
      .replaceAll('\n', '')
    expect(texts.replaceAll('已转来', '')).toContain(words)
    expect(texts).toContain('对方更正内容：是 5 号门口')
    expect(texts).toContain('对方更正地址：望江路 5 号')
    expect(texts).toContain('对方要求办结时间：2026-11-25 09:00')
  })

  test('a bad order is set aside with its reason, counted, and taken when it comes again whole', async () => {
    const number = fresh()
    const empty = await send({ number, content: undefined, state: '办理中' })
    expect(empty).toMatchObject({ outcome: 'set-aside', reason: expect.stringContaining('缺少诉求内容') })
    expect(await send({ number, content: '  ', state: '', words: '' })).toMatchObject({
      outcome: 'set-aside',
      reason: expect.stringContaining('缺少诉求内容'),
    })
    expect((await connection())?.setAside).toBe(2)
    expect((await door.refused(readOrder, { params: { system: 'h12345', number } })).code).toBe('incident.not-found')
    expect((await send({ number })).outcome).toBe('created')
    expect((await connection())?.setAside).toBe(0)

    await send({ number, seq: 7, words: '第七条' })
    const reused = await send({ number, seq: 7, words: '另一条第七条' })
    expect(reused).toMatchObject({ outcome: 'set-aside', reason: '同一序号收到过不同的内容：序号 7' })
  })

  test('every message leaves a row: in = created + updated + unchanged + stale + set aside', async () => {
    const before = await outcomes()
    const number = fresh()
    const sent = [
      await send({ number, seq: 1 }),
      await send({ number, seq: 1 }),
      await send({ number, seq: 5, state: '办理中' }),
      await send({ number, seq: 2, state: '旧' }),
      await send({ number, seq: 5, state: '另一个' }),
    ]
    const after = await outcomes()
    const added = Object.fromEntries(Object.entries(after).map(([key, n]) => [key, n - (before[key] ?? 0)]))
    expect(added).toEqual({ created: 1, updated: 1, unchanged: 1, stale: 1, 'set-aside': 1 })
    expect(sent.map((s) => s.outcome).sort()).toEqual(Object.keys(added).sort())
  })

  test('hostile text comes back as it was sent; a character no database keeps is refused', async () => {
    const number = fresh()
    const content = `<script>alert(1)</script> '; drop table "case".cases; -- ﷽ 👨‍👩‍👧‍👦 \u202e反 =1+1 ../../etc/passwd ﻿${'\\'}`
    const { caseNumber } = await send({ number: `${number}'"%`, content, title: '“引号”与 <b>' })
    const { rows } = await town.as('dispatcher').call(listIncidents, { query: { state: 'all', q: caseNumber } })
    const seen = await town.as('dispatcher').call(readIncident, { params: { id: rows[0]!.id } })
    expect(seen.description).toBe(content.trim())
    for (const bad of ['空\u0000字符', '半个\ud800字']) {
      const answer = await door.post('/doors/orders', JSON.stringify({ ...given, number: fresh(), content: bad }))
      expect(answer).toMatchObject({ status: 422, body: { code: 'platform.invalid', detail: expect.stringContaining('字符') } })
    }
    for (const body of ['{}', '"{\\"items\\":[]}"', 'Timeout expired', '[]', '', '{"system":"h12345","number":null}']) {
      const answer = await door.post('/doors/orders', body)
      expect([400, 422]).toContain(answer.status)
    }
  })

  test.skipIf(!existsSync(polls))(
    'broken replies of a real dispatch service are refused with a clear word, and the next order goes through',
    async () => {
      const names = execFileSync('tar', ['-tzf', polls], { encoding: 'utf8' })
        .split('\n')
        .filter((name) => name.includes('malformed'))
      expect(names).toHaveLength(3)
      for (const name of names) {
        const body = execFileSync('tar', ['-xzOf', polls, name], { encoding: 'utf8', maxBuffer: 2 ** 24 })
        const answer = await door.post('/doors/orders', body)
        expect([400, 422]).toContain(answer.status)
        expect(answer.body).toMatchObject({ title: expect.stringMatching(/\p{Script=Han}/u) })
      }
      expect((await send({ number: fresh() })).outcome).toBe('created')
    },
  )

  test('a GCJ-02 place is turned into ours and located', async () => {
    const number = fresh()
    const place = convertDatum(ground.east, 'WGS84', 'GCJ02') as [number, number]
    await send({ number, place, datum: 'GCJ02' })
    const seen = await town.as('dispatcher').call(readIncident, { params: { id: await caseOf(number) } })
    expect(seen.place![0]).toBeCloseTo(ground.east[0], 5)
    expect(seen.place![1]).toBeCloseTo(ground.east[1], 5)
    expect(seen.areas.map((a) => a.name)).toContain('溪港东格')
  })

  test('a name and a phone lie sealed with the case and masked in the message; a phone field with words is no phone', async () => {
    const number = fresh()
    await send({ number, reporter: { name: '周小明', phone: '15400001234' } })
    const other = fresh()
    await send({ number: other, reporter: { name: '吴先生', phone: '不愿透露' } })
    const seen = await town.as('dispatcher').call(readIncident, { params: { id: await caseOf(number) } })
    expect(seen.reporters[0]).toMatchObject({ name: '周*明', phone: '154****1234', external: `h12345 ${number}`, callBack: true })
    const silent = await town.as('dispatcher').call(readIncident, { params: { id: await caseOf(other) } })
    expect(silent.reporters[0]).toMatchObject({ phone: '', callBack: false })
    const { rows } = await town.asAdmin(`select payload::text from incident.inbound_message where number = $1`, [number])
    expect(rows[0].payload).not.toContain('15400001234')
  })

  test('only who holds the scope may push, and only people manage the connection', async () => {
    const other = town.request(machineActor(town.code, newId(), '别的程序', ['incident.case.read']))
    for (const client of [other, town.as('dispatcher')])
      expect((await client.refused(receiveOrder, { body: { ...given, number: fresh() } })).status).toBe(403)
    expect((await town.request().refused(receiveOrder, { body: { ...given, number: fresh() } })).status).toBe(401)
    expect((await door.refused(listConnections, {})).status).toBe(403)
  })

  test('a switched-off connection sets aside and loses nothing', async () => {
    const number = fresh()
    const settings = { system: 'h12345', name: '12345 热线', states: { 已办结: 'close' as const, 重办: 'reopen' as const }, enabled: false }
    await town.as('watch').call(saveConnection, { body: settings })
    expect(await send({ number })).toMatchObject({ outcome: 'set-aside', reason: '这个系统的接入已停用' })
    await town.as('watch').call(saveConnection, { body: { ...settings, enabled: true } })
    expect((await send({ number })).outcome).toBe('created')
    for (const callbackUrl of ['file:///etc/passwd', 'javascript:alert(1)', 'h12345'])
      expect((await town.as('watch').refused(saveConnection, { body: { ...settings, callbackUrl } })).status).toBe(422)
  })

  test('ended over there and open here is counted until it is ended here too', async () => {
    const number = fresh()
    await send({ number, seq: 1 })
    const before = (await connection())!.disagreeing!
    await send({ number, seq: 2, state: '已办结' })
    expect((await connection())!.disagreeing).toBe(before + 1)
    const id = await caseOf(number)
    const apart = (query = {}) => town.as('watch').call(listDisagreements, { params: { system: 'h12345' }, query })
    const all = (await apart()).rows
    expect(all).toHaveLength(before + 1)
    expect(all.find((row) => row.number === number)).toMatchObject({
      caseId: id,
      theirs: '已办结',
      meaning: '对方已办结',
      ours: '待受理',
      open: true,
    })
    const first = await apart({ limit: 1 })
    expect(first.rows[0]).toEqual(all[0])
    if (all.length > 1) expect((await apart({ limit: 1, after: first.next! })).rows[0]).toEqual(all[1])
    expect((await town.as('dispatcher').refused(listDisagreements, { params: { system: 'h12345' }, query: {} })).status).toBe(403)
    expect((await town.as('watch').refused(listDisagreements, { params: { system: 'none' }, query: {} })).status).toBe(404)
    const act = (who: 'dispatcher' | 'watch', action: string, input: object) =>
      town.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
    await act('dispatcher', 'propose-void', { voidReason: 'no-content', words: '重复推送的测试单' })
    await act('watch', 'approve-void', {})
    expect((await connection())!.disagreeing).toBe(before)
    expect((await apart()).rows.map((row) => row.number)).not.toContain(number)
    await send({ number, seq: 3, state: '重办' })
    expect((await apart()).rows.find((row) => row.number === number)?.meaning ?? '对方已重办').toBe('对方已重办')
  })
})

async function outcomes(): Promise<Record<string, number>> {
  const { rows } = await town.asAdmin(`select outcome, count(*)::int as n from incident.inbound_message group by outcome`)
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]))
}
