import { describe, expect, test } from 'vitest'
import { actOnCase } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { PanelLine } from '#platform/contract/panel.ts'
import { type PlanCard, activatePlan, listActivations, listPostTasks, readBoard, readPanels, savePlan } from '../../contract.ts'
import { commandTown } from '../testing/command-town.ts'

const town = await commandTown()
const at = (text: string) => town.setNow(new Date(`${text}+08:00`))
at('2026-11-20T16:00:00')

const publish = async (key: string) => {
  const card: PlanCard = {
    key,
    title: `预案${key}`,
    sample: false,
    basis: '',
    trigger: '值班长研判',
    levels: [
      { level: 2, when: '橙色' },
      { level: 3, when: '黄色' },
    ],
    roles: [
      { key: 'drains', title: '道路排水', duty: '', who: { kind: 'unit', unitId: town.units.municipal } },
      { key: 'villages', title: '村', duty: '', who: { kind: 'villages' } },
    ],
    steps: [
      { key: 'drain', title: '清疏雨水口', words: '逐个清', role: 'drains', level: 3, ack: 15, finish: 120 },
      { key: 'look', title: '巡查低洼处', words: '逐户看', role: 'villages', level: 3, ack: 30, finish: 120 },
    ],
    resources: [],
    phones: [],
  }
  await town.as('watch').call(savePlan, { body: { actionId: newId(), card, publish: true, seen: 0 } })
}
const start = (plan: string, level: number, drill = false) =>
  town.as('watch').call(activatePlan, { body: { actionId: newId(), plan, level, words: '雨很大', drill } })
const linesOf = async (): Promise<PanelLine[]> => {
  const { panels } = await town.as('leader').call(readPanels, { query: { keys: 'dispatch.responses' } })
  const [panel] = panels
  if (panel?.data?.shape !== 'figures') throw new Error(JSON.stringify(panel))
  return panel.data.lines
}
/** Reads the list a line opens to its end. */
async function lengthOf({ href }: PanelLine): Promise<number> {
  const { pathname, searchParams } = new URL(href, 'http://desk')
  const query = { ...Object.fromEntries(searchParams), limit: 2 }
  let [length, after]: [number, string | undefined] = [0, undefined]
  do {
    const more = after ? { ...query, after } : query
    const page: { rows: unknown[]; next?: string | undefined } =
      pathname === '/boards'
        ? await town.as('leader').call(listActivations, { query: more as never })
        : await town.as('leader').call(listPostTasks, { query: more as never })
    length += page.rows.length
    after = page.next
  } while (after)
  return length
}
const agree = async () => {
  const lines = await linesOf()
  for (const line of lines) expect([line.label, await lengthOf(line)]).toEqual([line.label, line.value])
  return Object.fromEntries(lines.map(({ label, value }) => [label, value]))
}

describe('the responses on the wall', () => {
  test('in a quiet town there are none, and every number opens an empty list', async () => {
    expect(await agree()).toEqual({ 进行中的响应: 0, 岗位已响应: 0, 岗位未响应: 0 })
  })

  test('are counted by level; a drill never', async () => {
    for (const key of ['rain', 'wind', 'gas']) await publish(key)
    const { id } = await start('rain', 3)
    await start('wind', 3)
    await start('gas', 2)
    await start('gas', 2, true)
    at('2026-11-20T16:01:00')
    expect(await agree()).toEqual({ 进行中的响应: 3, 岗位已响应: 0, 岗位未响应: 9, Ⅱ级响应: 1, Ⅲ级响应: 2 })

    const drain = (await town.as('watch').call(readBoard, { params: { id } })).tasks.find(({ key }) => key === 'drain')!
    await town.as('drains').call(actOnCase, { params: { id: drain.id }, body: { actionId: newId(), action: 'acknowledge', input: {} } })
    // The platform answers a panel from memory for less than a second.
    at('2026-11-20T16:20:00')
    expect(await agree()).toMatchObject({ 岗位已响应: 1, 岗位未响应: 8, 超时未响应: 2 })
    const { rows } = await town.as('leader').call(listPostTasks, { query: { answer: 'late' } })
    expect(rows.map(({ answer, activation }) => [answer, activation]).toSorted()).toEqual([
      ['late', '预案gasⅡ级'],
      ['late', '预案windⅢ级'],
    ])

    await town.as('watch').call(actOnCase, {
      params: { id },
      body: { actionId: newId(), action: 'stand-down', input: { words: '雨停', rest: 'recall' } },
    })
    at('2026-11-20T16:21:00')
    expect(await agree()).toMatchObject({ 进行中的响应: 2, 岗位已响应: 0, 岗位未响应: 6, Ⅲ级响应: 1 })
  })

  test('the list behind is for those who may read plans, and refuses nonsense in words', async () => {
    expect((await town.as('other').get('/dispatch/post-tasks?answer=late')).status).toBe(403)
    for (const query of ['answer=maybe', 'of=thing&answer=late', '']) {
      const { status, body } = await town.as('leader').get(`/dispatch/post-tasks?${query}`)
      expect([status, (body as { code: string }).code]).toEqual([422, 'platform.invalid'])
    }
    expect((await town.as('leader').get('/dispatch/activations?step=over')).status).toBe(422)
    expect((await town.as('leader').get('/dispatch/activations?level=7')).status).toBe(422)
  })
})
