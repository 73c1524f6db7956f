import { beforeAll, describe, expect, test } from 'vitest'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { machineActor, screenPanels } from '#core/org/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import {
  HallSetting,
  createHallDisplay,
  listHallDisplays,
  listSetups,
  listStuck,
  listTickets,
  openHallDisplay,
  publicHall,
  readHall,
  readHallScreen,
  readSetting,
  readStuck,
  recordStuck,
  revokeHallDisplay,
  saveCounter,
  saveSetting,
  takeForSomebody,
} from '../contract.ts'
import { type HallTown, hallTown } from './testing/hall-town.ts'

let hall: HallTown
beforeAll(async () => {
  hall = await hallTown()
  await hall.setting({})
})
const take = (priority: 'none' | 'disabled' = 'none') =>
  hall.as('clerk').call(takeForSomebody, { body: { actionId: newId(), domain: 'general', priority } })

describe('the hall screen', () => {
  test('opens by its link, sees who goes where and nobody’s circumstances, and nothing else', async () => {
    const { path, row } = await hall.as('lead').call(createHallDisplay, { body: { name: '东侧主屏' } })
    const token = path.slice(path.indexOf('#') + 1)
    const answer = await hall.request().post('/hall/displays/open', { token })
    const screen = hall.request(answer.cookie!)
    await take('disabled')
    await hall.at('clerk', 'one', { kind: 'open' })
    const called = (await hall.at('clerk', 'one', { kind: 'next' })).counter?.current?.number
    const seen = await screen.call(readHallScreen, {})
    expect(seen.called[0]).toMatchObject({ number: called, counter: 1, calls: 1 })
    expect(seen.counters.find(({ number }) => number === 1)).toMatchObject({ serving: called, state: 'open' })
    const words = JSON.stringify(seen)
    for (const hidden of ['测试', 'disabled', '残疾', hall.people.clerk]) expect(words).not.toContain(hidden)
    expect((await screen.get('/hall/tickets')).status).toBe(401)
    expect((await screen.get('/hall/now')).status).toBe(401)
    const { rows } = await hall.as('lead').call(listHallDisplays, { query: {} })
    expect(rows.map(({ name }) => name)).toContain('东侧主屏')
    await hall.as('lead').call(revokeHallDisplay, { params: { id: row.id } })
    expect((await screen.get('/hall/screen')).status).toBe(401)
    expect((await hall.request().refused(openHallDisplay, { body: { token } })).code).toBe('hall.display-unknown')
  })
})

describe('settings', () => {
  test('two who change them at once: the second is told', async () => {
    const { setting, version } = await hall.as('lead').call(readSetting, {})
    const saved = await hall.as('lead').call(saveSetting, { body: { seen: version, setting: { ...setting, name: '小河镇政务大厅' } } })
    expect(saved.setting.name).toBe('小河镇政务大厅')
    expect((await hall.request().call(publicHall, {})).name).toBe('小河镇政务大厅')
    expect((await hall.as('lead').refused(saveSetting, { body: { seen: version, setting } })).code).toBe('hall.setting-changed')
  })
  test('two businesses of one letter would mix their numbers', () => {
    const domains = [
      { key: 'one', letter: 'A', title: '一类' },
      { key: 'two', letter: 'A', title: '二类' },
    ]
    expect(HallSetting.safeParse({ domains }).error?.issues[0]?.message).toContain('字头“A”重复')
  })
  test('a window is added, changed from today on, and taken out of use', async () => {
    const id = newId()
    const body = { number: 12, title: '帮办窗口', kind: 'special' as const, skills: ['general'], opener: null, active: true }
    const save = (more: object = {}) => hall.as('lead').call(saveCounter, { params: { id }, body: { ...body, ...more, actionId: newId() } })
    await save()
    await save({ skills: ['issue'] })
    const { rows, clerks } = await hall.as('lead').call(listSetups, {})
    expect(rows.find((row) => row.id === id)).toMatchObject({ number: 12, skills: ['issue'] })
    expect(clerks.map((clerk) => clerk.id)).toContain(hall.people.clerk3)
    await save({ active: false })
    expect((await hall.as('lead').call(readHall, {})).counters.map(({ number }) => number)).not.toContain(12)
    const refused = async (more: object) =>
      (await hall.as('lead').refused(saveCounter, { params: { id }, body: { ...body, ...more, actionId: newId() } })).code
    expect(await refused({ number: 1 })).toBe('hall.number-used')
    expect(await refused({ skills: ['nothing'] })).toBe('hall.domain-unknown')
    const one = { number: 1, title: '1 号', kind: 'general' as const, skills: ['general'], opener: null, active: false, actionId: newId() }
    expect((await hall.as('lead').refused(saveCounter, { params: { id: hall.counters.one }, body: one })).code).toBe('hall.busy')
  })
})

test('the list pages through a day, and the wall’s figures open lists of the same count', async () => {
  for (let i = 0; i < 5; i++) await take()
  const first = await hall.as('lead').call(listTickets, { query: { limit: 3 } })
  const second = await hall.as('lead').call(listTickets, { query: { limit: 200, after: first.next } })
  expect(first.rows.length + second.rows.length).toBe(first.total)
  const panel = screenPanels.from(hall.platform.contributions).find(({ key }) => key === 'hall.now')!
  const data = await panel.load({
    tx: hall.platform.db.read,
    platform: hall.platform,
    actor: machineActor(hall.code, 'screen', '大屏', ['hall.hall.read']),
    now: hall.platform.now(),
  })
  if (data.shape !== 'figures') throw new Error('figures expected')
  for (const { href, value } of data.lines) {
    const state = new URL(href, 'http://desk').searchParams.get('state') ?? 'all'
    expect({ href, total: (await hall.as('lead').call(listTickets, { query: { state: state as 'all' } })).total }).toEqual({
      href,
      total: value,
    })
  }
})

describe('办不成事', () => {
  const draft = { matter: '高龄津贴申请', cause: 'twice' as const, description: '来过三次，材料要求每次不同', refusedBy: '3 号窗口' }
  const record = () => hall.as('clerk').call(recordStuck, { body: { ...draft, actionId: newId() } })
  const act = (who: 'clerk' | 'lead' | 'handler', id: string, action: string, input: Record<string, unknown> = {}) =>
    hall.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input } })

  test('written down on the spot and settled there', async () => {
    const { id, number } = await record()
    expect(number).toMatch(/^BN\d{12}$/)
    expect(await hall.as('lead').call(readStuck, { params: { id } })).toMatchObject({ ...draft, supervised: false })
    await act('clerk', id, 'settle', { measure: '当场核实材料，已受理' })
    const { rows } = await hall.as('lead').call(listStuck, { query: { state: 'closed' } })
    expect(rows.find((row) => row.id === id)).toMatchObject({ cause: 'twice', result: 'solved' })
  })

  test('coordinated with a unit, pressed, answered, told', async () => {
    const { id } = await record()
    await act('lead', id, 'coordinate', { unit: hall.units.water, words: '请三天内答复' })
    expect((await hall.as('handler').call(listStuck, { query: {} })).rows.map((row) => row.id)).toContain(id)
    await act('lead', id, 'supervise', { words: '今天答复' })
    expect((await hall.as('lead').call(readStuck, { params: { id } })).supervised).toBe(true)
    await act('handler', id, 'answer', { measure: '已办好，可来领取' })
    await act('lead', id, 'finish', { outcome: 'solved', words: '当面告知' })
    expect((await hall.as('lead').call(readCase, { params: { id } })).card).toMatchObject({ step: 'closed', result: 'solved' })
  })

  test('handed to the incident centre, and the ledger keeps where it went', async () => {
    const { id } = await record()
    await act('lead', id, 'transfer', { words: '属于路面问题' })
    const { transferredTo } = await hall.as('lead').call(readStuck, { params: { id } })
    expect(transferredTo?.number).toMatch(/^SJ\d+$/)
    const incident = await hall.as('dispatcher').call(readCase, { params: { id: transferredTo!.id } })
    expect(incident.card.title).toContain('高龄津贴申请')
  })

  test('not for those who have nothing to do with it', async () => {
    const { id } = await record()
    expect((await hall.as('handler').refused(readStuck, { params: { id } })).code).toBe('hall.stuck-unknown')
    expect((await hall.as('dispatcher').refused(readStuck, { params: { id } })).status).toBe(403)
    expect((await hall.as('lead').refused(recordStuck, { body: { ...draft, ticket: newId(), actionId: newId() } })).code).toBe(
      'hall.ticket-unknown',
    )
  })
})
