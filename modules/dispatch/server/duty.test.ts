import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { newId } from '#platform/contract/id.ts'
import {
  addLog,
  importRoster,
  listLog,
  listShifts,
  markRead,
  readDutyNow,
  readDutySettings,
  readHandover,
  readRosterMonth,
  saveDutySettings,
  setRosterCell,
  takeOver,
  writeNote,
} from '../duty/endpoints.ts'
import { type Seat, commandTown } from './testing/command-town.ts'

const town = await commandTown()
const at = (text: string) => town.setNow(new Date(`${text}+08:00`))
const sit = (day: string, shift: string, post: string, ...who: Seat[]) =>
  town.as('watch').call(setRosterCell, { body: { actionId: newId(), day, shift, post, personIds: who.map((name) => town.people[name]) } })
const take = (who: Seat, reason = '') => town.as(who).call(takeOver, { body: { actionId: newId(), reason } })
const read = (who: Seat, caseId: string) => town.as(who).call(markRead, { body: { actionId: newId(), caseId } })

describe('shifts and chairs', () => {
  test('the default is read, changed, and not overwritten by who saw an older one', async () => {
    const { settings, version } = await town.as('dispatcher').call(readDutySettings, {})
    expect([version, settings.shifts.map(({ title }) => title)]).toEqual([0, ['白班', '夜班']])
    const body = {
      actionId: newId(),
      settings: { ...settings, posts: [...settings.posts, { key: 'cook', title: '伙食', wanted: 1, lead: false }] },
      version,
    }
    expect(await town.as('watch').call(saveDutySettings, { body })).toMatchObject({ version: 1 })
    const { code } = await town.as('watch2').refused(saveDutySettings, { body: { ...body, actionId: newId() } })
    expect(code).toBe('platform.conflict')
    expect((await town.as('watch').call(saveDutySettings, { body: { actionId: newId(), settings, version: 1 } })).version).toBe(2)
  })

  test('a chair nobody may take over from is refused beside its field', async () => {
    const { settings, version } = await town.as('watch').call(readDutySettings, {})
    const posts = settings.posts.map((post) => ({ ...post, lead: false }))
    const { code, fields } = await town
      .as('watch')
      .refused(saveDutySettings, { body: { actionId: newId(), settings: { ...settings, posts }, version } })
    expect([code, fields?.[0]?.message]).toEqual(['platform.invalid', '请至少指定一个可以接班的岗位'])
  })
})

describe('the roster', () => {
  test('a cell is set, changed and emptied; a replay changes nothing', async () => {
    const body = {
      actionId: newId(),
      day: '2026-10-05',
      shift: 'day',
      post: 'seat',
      personIds: [town.people.dispatcher, town.people.watch2],
    }
    const first = await town.as('watch').call(setRosterCell, { body })
    expect(first.entries.map(({ person }) => person.id)).toEqual(body.personIds)
    await sit('2026-10-05', 'day', 'seat', 'dispatcher')
    await town.as('watch').call(setRosterCell, { body })
    const { entries } = await town.as('leader').call(readRosterMonth, { query: { day: '2026-10-05' } })
    expect(entries).toMatchObject([{ day: '2026-10-05', shift: 'day', post: 'seat', person: { name: '测试丙' }, unit: '指挥中心' }])
    expect((await sit('2026-10-05', 'day', 'seat')).entries).toEqual([])
  })

  test('a month knows its workdays and its days', async () => {
    const { days, workdays } = await town.as('leader').call(readRosterMonth, { query: { day: '2026-02-05' } })
    expect([days.length, days.at(-1)]).toEqual([28, '2026-02-28'])
    // The Spring Festival of 2026 begins on 15 February.
    expect(workdays).not.toContain('2026-02-17')
  })

  test('unknown shifts, chairs and people are refused; a handler may read but not write', async () => {
    const cell = { actionId: newId(), day: '2026-10-05', shift: 'noon', post: 'seat', personIds: [town.people.watch] }
    expect((await town.as('watch').refused(setRosterCell, { body: cell })).code).toBe('dispatch.roster-faulty')
    expect(
      (await town.as('watch').refused(setRosterCell, { body: { ...cell, actionId: newId(), shift: 'day', personIds: [newId()] } })).code,
    ).toBe('dispatch.roster-faulty')
    expect((await town.as('drains').refused(setRosterCell, { body: { ...cell, actionId: newId() } })).status).toBe(403)
    expect((await town.as('other').refused(readRosterMonth, { query: { day: '2026-10-05' } })).status).toBe(403)
  })
})

describe('a month from a file', () => {
  const upload = async (name: string, bytes: Uint8Array) => {
    const signedIn = await town.request().post('/session', { login: 'watch', password: 'Sihe-test-2026' }, { 'x-requested-with': 'test' })
    const boundary = 'roster'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    const answer = await town.app.inject({
      method: 'POST',
      url: '/api/dispatch/duty/roster/preview?month=2026-11',
      headers: { cookie: signedIn.cookie ?? '', 'x-requested-with': 'test', 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    })
    return {
      status: answer.statusCode,
      body: answer.json<{ lines: { personId?: string; fault?: string }[]; accepted: number; refused: number; code: string }>(),
    }
  }

  test('CSV: previewed line by line, then only what was accepted is kept', async () => {
    const text =
      '日期,班次,岗位,人员\n2026-11-09,白班,值班长,测试甲\n2026-11-09,夜班,值班长,测试乙\n2026-11-10,白班,值班长,没有这人\n2026-12-01,白班,值班长,测试甲\n'
    const { status, body } = await upload('十一月.csv', new TextEncoder().encode(text))
    expect([status, body.accepted, body.refused]).toEqual([200, 2, 2])
    expect(body.lines.map(({ fault }) => fault)).toEqual([undefined, undefined, '没有叫“没有这人”的在岗人员', '不是 2026-11 的日期'])
    await sit('2026-11-09', 'day', 'seat', 'dispatcher')
    const entries = [
      { day: '2026-11-09', shift: 'day', post: 'watch', personId: town.people.watch },
      { day: '2026-11-09', shift: 'night', post: 'watch', personId: town.people.watch2 },
    ]
    expect(await town.as('watch').call(importRoster, { body: { actionId: newId(), entries } })).toEqual({ days: 1, entries: 2 })
    const month = await town.as('watch').call(readRosterMonth, { query: { day: '2026-11-05' } })
    // The day is replaced whole: the seat that was there is gone.
    expect(month.entries.filter(({ day }) => day === '2026-11-09').map(({ shift, post }) => [shift, post])).toEqual([
      ['day', 'watch'],
      ['night', 'watch'],
    ])
  })

  test('XLSX with a column for each shift and post, days as date cells', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('值班表')
    sheet.addRow(['日期', '白班值班长', '夜班值班长'])
    sheet.addRow([new Date('2026-11-12T00:00:00Z'), '测试甲', '测试乙'])
    const { status, body } = await upload('十一月.xlsx', new Uint8Array(await book.xlsx.writeBuffer()))
    expect([status, body.accepted, body.refused]).toEqual([200, 2, 0])
    expect(body.lines.map(({ personId }) => personId)).toEqual([town.people.watch, town.people.watch2])
  })

  test('what is no table is refused in words', async () => {
    expect((await upload('x.csv', new TextEncoder().encode('姓名\n甲\n'))).body).toMatchObject({
      status: 422,
      code: 'dispatch.roster-unreadable',
    })
    expect((await upload('x.xlsx', new Uint8Array([0x50, 0x4b, 1, 2]))).body.code).toBe('dispatch.roster-unreadable')
    const wrong = { actionId: newId(), entries: [{ day: '2026-11-09', shift: 'day', post: 'pope', personId: town.people.watch }] }
    expect((await town.as('watch').refused(importRoster, { body: wrong })).code).toBe('dispatch.roster-faulty')
    expect((await town.as('dispatcher').refused(importRoster, { body: { ...wrong, actionId: newId() } })).status).toBe(403)
  })
})

test('nobody holds a shift yet: no note and no log can be written', async () => {
  expect((await town.as('watch').refused(writeNote, { body: { actionId: newId(), words: '', version: 0 } })).code).toBe('dispatch.no-shift')
  expect((await town.as('watch').refused(addLog, { body: { actionId: newId(), words: '来电' } })).code).toBe('dispatch.no-shift')
})

describe('taking over', () => {
  test('the whole way: read what is urgent, take over, write the note, hand over', async () => {
    at('2026-11-20T09:00:00')
    await sit('2026-11-20', 'day', 'watch', 'watch')
    await sit('2026-11-20', 'night', 'watch', 'watch2')
    const urgent = [await town.oddJob(1), await town.oddJob(2)]
    await town.oddJob(3)
    await town.oddJob(1, { drill: true })

    const before = await town.as('watch').call(readHandover, {})
    expect(before).toMatchObject({ rostered: true, unread: 2, to: { day: '2026-11-20', shift: 'day' } })
    expect(before.urgent.map(({ id }) => id)).toEqual(urgent)
    const refused = await town.as('watch').refused(takeOver, { body: { actionId: newId() } })
    expect(refused).toMatchObject({ status: 409, code: 'dispatch.urgent-unread' })
    expect(refused.detail).toContain('还有 2 件紧急事件没有看')
    expect(refused.extra?.['unread']).toHaveLength(2)

    expect(await read('watch', urgent[0]!)).toEqual({ unread: 1 })
    expect(await read('watch', urgent[0]!)).toEqual({ unread: 1 })
    expect((await town.as('watch').refused(takeOver, { body: { actionId: newId() } })).extra?.['unread']).toMatchObject([{ id: urgent[1] }])
    await read('watch', urgent[1]!)
    const shift = await take('watch')
    expect(shift).toMatchObject({ takenBy: { name: '测试甲' }, slot: { shift: 'day' }, urgentRead: 2, reason: '' })

    const now = await town.as('drains').call(readDutyNow, {})
    expect(now).toMatchObject({ urgent: 2, shift: { id: shift.id }, slot: { shift: 'day' }, next: { shift: 'night' } })
    expect(now.people.find(({ post }) => post === 'watch')?.people).toEqual([{ id: town.people.watch, name: '测试甲' }])
    expect(now.nextPeople.find(({ post }) => post === 'watch')?.people).toEqual([{ id: town.people.watch2, name: '测试乙' }])

    const noted = await town.as('watch').call(writeNote, { body: { actionId: newId(), words: '东街排水泵坏了，已报修', version: 0 } })
    expect(noted).toMatchObject({ note: '东街排水泵坏了，已报修', noteVersion: 1 })
    expect((await town.as('watch2').refused(writeNote, { body: { actionId: newId(), words: '旧的', version: 0 } })).code).toBe(
      'platform.conflict',
    )
    at('2026-11-20T10:20:00')
    await town.as('watch').call(addLog, { body: { actionId: newId(), words: '10:20 水务站来电', caseId: urgent[0]! } })

    at('2026-11-20T17:31:00')
    // What the day shift read says nothing about what the night shift knows.
    const night = await town.as('watch2').call(readHandover, {})
    expect(night).toMatchObject({ unread: 2, rostered: true, from: { note: '东街排水泵坏了，已报修' }, to: { shift: 'night' } })
    for (const id of urgent) await read('watch2', id)
    expect(await take('watch2')).toMatchObject({ slot: { shift: 'night' } })
    const { rows } = await town.as('leader').call(listShifts, { query: {} })
    expect(rows.map(({ slot, endedAt }) => [slot.shift, endedAt !== undefined])).toEqual([
      ['night', false],
      ['day', true],
    ])
    const log = await town.as('leader').call(listLog, { query: { shift: shift.id } })
    expect(log.rows.map(({ kind }) => kind)).toEqual(['note', 'takeover'])
    expect((await town.as('leader').call(listLog, { query: { limit: 1 } })).next).toBeDefined()
  })

  test('a shift that is held cannot be taken again, nor the next one hours before', async () => {
    at('2026-11-20T19:00:00')
    expect((await town.as('watch2').refused(takeOver, { body: { actionId: newId() } })).code).toBe('dispatch.shift-taken')
  })

  test('a new urgent case between reading and taking over closes the gate again', async () => {
    at('2026-11-21T08:00:00')
    const { urgent } = await town.as('watch').call(readHandover, {})
    for (const { id } of urgent) await read('watch', id)
    const late = await town.oddJob(1)
    const refused = await town.as('watch').refused(takeOver, { body: { actionId: newId(), reason: '替班' } })
    expect(refused.extra?.['unread']).toMatchObject([{ id: late }])
    await read('watch', late)
    // Not on the roster of that day: only with a reason.
    expect(await town.as('watch').refused(takeOver, { body: { actionId: newId() } })).toMatchObject({
      code: 'dispatch.not-on-roster',
      fields: [{ path: 'reason', message: '请写明替班原因' }],
    })
    expect(await take('watch', '值班长发烧')).toMatchObject({ reason: '值班长发烧' })
  })

  test('of two who take over at once one is told', async () => {
    at('2026-11-21T17:30:00')
    for (const who of ['watch', 'watch2'] as const)
      for (const { id } of (await town.as(who).call(readHandover, {})).urgent) await read(who, id)
    const answers = await Promise.allSettled([take('watch', '替班'), take('watch2', '替班')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await town.as('leader').call(listShifts, { query: {} })).rows.filter(({ endedAt }) => endedAt === undefined)).toHaveLength(1)
  })

  test('a replayed takeover answers the same shift', async () => {
    at('2026-11-22T08:00:00')
    const held = await town.as('watch').call(readDutyNow, {})
    const who: Seat = held.shift?.takenBy.id === town.people.watch ? 'watch2' : 'watch'
    for (const { id } of (await town.as(who).call(readHandover, {})).urgent) await read(who, id)
    const body = { actionId: newId(), reason: '替班' }
    const first = await town.as(who).call(takeOver, { body })
    expect(await town.as(who).call(takeOver, { body })).toEqual(first)
  })

  test('only who may take over sees or does any of it; an unknown case is not found', async () => {
    for (const endpoint of [takeOver, markRead, addLog, writeNote])
      expect((await town.as('dispatcher').send(endpoint.method, endpoint.path, {})).status).toBe(403)
    expect((await town.as('dispatcher').refused(readHandover, {})).status).toBe(403)
    expect((await town.as('watch').refused(markRead, { body: { actionId: newId(), caseId: newId() } })).status).toBe(404)
    expect((await town.as('watch').refused(addLog, { body: { actionId: newId(), words: ' ' } })).status).toBe(422)
  })
})
