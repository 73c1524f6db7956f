import { describe, expect, test } from 'vitest'
import { actOnCase, readCase, readTimeline } from '#core/case/contract.ts'
import { findIntake } from '#core/case/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { listPenalties, openClue, readPenalty, revealParty, sealParty } from '../contract.ts'
import { type Seat, smallTeam } from './testing/small-team.ts'

const team = await smallTeam()
team.setNow(new Date('2026-03-02T09:00:00+08:00'))
const files = [{ sha256: 'a'.repeat(64), name: '现场.jpg', mime: 'image/jpeg' }]
const act = (who: Seat, id: string, action: string, input: object = {}) =>
  team.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const refused = (who: Seat, id: string, action: string, input: object = {}) =>
  team.as(who).refused(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const party = (more: object) =>
  team.as('officer').call(sealParty, { body: { actionId: newId(), kind: 'organisation', name: '某某', ...more } })
const filing = { power: 'P1', words: '初步事实', offenceEnded: '2026-02-20', grave: false, inTown: true }
const investigating = { second: team.people.second, shown: true, told: true, files, words: '情况', refused: false }
const finishing = {
  second: team.people.second,
  facts: '事实',
  proposal: 'punish',
  kinds: ['fine'],
  fine: 200,
  discretion: '一般',
  minor: false,
  firstTime: false,
  noFault: false,
  complex: false,
}

async function opened(name: string, more: object = {}) {
  const { id } = await team.as('officer').call(openClue, {
    body: {
      actionId: newId(),
      title: '乱倒渣土',
      description: '路边倾倒',
      source: 'patrol',
      party: { kind: 'organisation', name, ...more },
    },
  })
  await act('officer', id, 'check', { words: '属实' })
  return id
}
async function filed(id: string) {
  await act('officer', id, 'request-filing', filing)
  await act('lead', id, 'file')
  await act('officer', id, 'inspect', investigating)
}

describe('a party found out later', () => {
  test('is named by an act that carries no name; list, search and reveal follow; nothing personal stands in the chain', async () => {
    const id = await opened('待查明')
    await filed(id)
    expect((await refused('officer', id, 'finish-investigation', finishing)).detail).toContain('还没有查明')
    const person = { kind: 'citizen' as const, name: '张三丰', number: '11010519491231002X', phone: '13812345678' }
    const kept = await party(person)
    expect(kept).toMatchObject({ kind: 'citizen', numberMask: expect.stringContaining('*') })
    expect(kept.shown).not.toContain('三丰')
    await act('officer', id, 'name-party', { partyId: kept.id, reason: '驾驶证' })
    const { acts } = await team.as('officer').call(readTimeline, { params: { id } })
    expect(acts.at(-1)!.answers.map(({ title, text }) => [title, text])).toContainEqual(['查明为', kept.shown])
    expect(JSON.stringify(acts.at(-1)!.answers)).not.toContain(kept.id)
    const row = await team.as('officer').call(readPenalty, { params: { id } })
    expect(row).toMatchObject({ party: kept.shown, partyKind: 'citizen', partyNumber: kept.numberMask })
    expect(await team.as('officer').call(revealParty, { params: { id }, body: { reason: '送达' } })).toMatchObject({
      name: '张三丰',
      number: person.number,
    })
    const chain = await team.platform.db.read.query<{ all: string }>(
      `select string_agg(input::text, '') as all from "case".action where case_id = $1`,
      [id],
    )
    expect(chain[0]!.all).not.toMatch(/三丰|19491231|13812345678/)
    await act('officer', id, 'finish-investigation', finishing)
  })

  test('a firm is then found by its name', async () => {
    const id = await opened('待查明')
    const { id: partyId } = await party({ name: '四河长桥运输有限公司', number: '91350100M000100Y43' })
    await act('officer', id, 'name-party', { partyId, reason: '行驶证' })
    const found = await team.as('officer').call(listPenalties, { query: { q: '长桥运输' } })
    expect(found.rows.map((r) => r.id)).toEqual([id])
  })

  test('a wrong number, an unknown party, a stranger are refused', async () => {
    const wrong = await team
      .as('officer')
      .refused(sealParty, { body: { actionId: newId(), kind: 'citizen', name: '张三', number: '110105194912310021' } })
    expect(wrong).toMatchObject({ code: 'enforcement.party-number-wrong', fields: [{ path: 'number' }] })
    const id = await opened('待查明')
    expect((await refused('officer', id, 'name-party', { partyId: newId(), reason: '没有' })).code).toBe('enforcement.party-missing')
    const aide = await team.as('aide').refused(sealParty, { body: { actionId: newId(), kind: 'citizen', name: '张三' } })
    expect(aide.code).toBe('platform.forbidden')
  })
})

test('a child is not punished, a youth only lighter (行政处罚法第三十条)', async () => {
  // 2012-05-01 and 2010-05-01 with sound check digits; the act ended on 2026-02-20.
  for (const [number, words] of [
    ['320583201205010013', '不满十四周岁'],
    ['320583201005010016', '从轻或者减轻'],
  ] as const) {
    const check = [...'10X98765432'][[...number.slice(0, 17)].reduce((sum, d, i) => sum + Number(d) * (2 ** (17 - i) % 11), 0) % 11]
    const id = await opened('某少年', { kind: 'citizen', number: number.slice(0, 17) + check })
    await filed(id)
    expect((await refused('officer', id, 'finish-investigation', finishing)).detail).toContain(words)
    if (words.startsWith('从轻')) await act('officer', id, 'finish-investigation', { ...finishing, lightened: true })
  }
})

test('time sent to a laboratory stops the ninety days, with its paper, and nothing is decided in it', async () => {
  const id = await opened('四河示例建材有限公司')
  await filed(id)
  const due = async () => (await team.as('officer').call(readCase, { params: { id } })).clocks.find(({ key }) => key === 'case')!
  const before = (await due()).dueAt!
  expect((await refused('officer', id, 'send-testing', { leftOut: '技术鉴定', reason: '送检' })).fields?.[0]?.path).toContain('files')
  await act('officer', id, 'send-testing', { leftOut: '技术鉴定', reason: '送某检测站', files })
  expect((await due()).dueAt).toBeUndefined()
  expect((await refused('officer', id, 'leave-out', { leftOut: '公告', reason: '再停', files })).detail).toContain('没有结束')
  expect((await refused('lead', id, 'suspend', { reason: '等待' })).detail).toContain('恢复计算期限')
  team.setNow(new Date('2026-03-12T09:00:00+08:00'))
  await act('officer', id, 'count-again', { words: '鉴定意见已收到', files })
  expect(((await due()).dueAt! - before) / 86_400_000).toBe(10)
  team.setNow(new Date('2026-03-02T09:00:00+08:00'))
})

test('an intake leaves the party to be found out', async () => {
  expect(findIntake(team.platform, 'penalty')).toBeDefined()
})
