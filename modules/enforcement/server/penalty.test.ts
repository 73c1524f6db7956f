import { describe, expect, test } from 'vitest'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { getProcess, verifyTown } from '#core/case/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { countPenalties, countPowers, listPenalties, listPowers, openClue, readPenalty, revealParty, withdrawPower } from '../contract.ts'
import { type Seat, smallTeam } from './testing/small-team.ts'

const team = await smallTeam()
const files = [{ sha256: 'a'.repeat(64), name: '现场.jpg', mime: 'image/jpeg' }]
const firm = { kind: 'organisation' as const, name: '四河示例建材有限公司', number: '91350100M000100Y43', phone: '13812345678' }
const clue = (more: object = {}) => ({
  actionId: newId(),
  title: '占道堆放建材',
  description: '门前人行道堆放黄沙水泥',
  source: 'patrol' as const,
  party: firm,
  ...more,
})
const open = (more: object = {}) => team.as('officer').call(openClue, { body: clue(more) })
const step = (who: Seat, id: string, action: string, input: object = {}) =>
  team.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const refused = (who: Seat, id: string, action: string, input: object = {}) =>
  team.as(who).refused(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const filing = { power: 'P1', words: '初步事实', offenceEnded: '2026-02-20', grave: false, inTown: true }
const investigating = { second: team.people.second, shown: true, told: true, files, words: '情况' }

async function filed(more: object = {}) {
  const { id } = await open()
  await step('officer', id, 'check', { words: '属实' })
  await step('officer', id, 'request-filing', { ...filing, ...more })
  await step('lead', id, 'file')
  return id
}

describe('a case from clue to closing over HTTP', () => {
  test('clue, filing, two officers, notice, review, decision, payment, closing; the chain verifies', async () => {
    team.setNow(new Date('2026-03-02T09:00:00+08:00'))
    const id = await filed()
    await step('officer', id, 'inspect', { ...investigating, refused: false })
    await step('officer', id, 'finish-investigation', {
      second: team.people.second,
      facts: '堆放十五天',
      proposal: 'punish',
      kinds: ['fine'],
      fine: 2000,
      discretion: '一般情节',
      minor: false,
      firstTime: false,
      noFault: false,
      complex: false,
    })
    let row = await team.as('lead').call(readPenalty, { params: { id } })
    expect(row).toMatchObject({
      powerTitle: '对道路两侧擅自堆放物料的处罚',
      powerText: '《示例条例》第二十条：旧文',
      filedOn: '2026-03-02',
    })
    expect(row.hearingReason).toContain('听证标准')
    await step('officer', id, 'serve-notice', {
      toldContent: true,
      toldFacts: true,
      toldRights: true,
      toldHearing: true,
      way: '直接送达',
      files,
    })
    expect((await refused('officer', id, 'submit-review')).detail).toContain('届满')
    await step('officer', id, 'waive-statement', { files })
    await step('officer', id, 'submit-review')
    await step('reviewer', id, 'review', { competent: true, clear: true, lawful: true, procedure: true, opinion: 'agree', words: '同意' })
    expect(
      (await refused('lead', id, 'decide', { decided: 'punish', decidedKinds: ['fine'], decidedFine: 2000.01, words: '决定' })).detail,
    ).toContain('第四十五条')
    await step('lead', id, 'decide', { decided: 'punish', decidedKinds: ['fine'], decidedFine: 2000, words: '决定' })
    await step('officer', id, 'serve', { way: '直接送达', servedAt: '2026-03-03T09:00:00+08:00', refused: false, files })
    await step('officer', id, 'pay', { amount: 2000, paidOn: '2026-03-05', receipt: 'R1' })
    await step('lead', id, 'close', { words: '同意结案' })
    row = await team.as('officer').call(readPenalty, { params: { id } })
    expect(row).toMatchObject({ stepTitle: '结案', result: '已处罚', fine: 200_000, paid: 200_000, late: 0 })
    expect(row.documentNumber).toMatch(/〔2026〕\d+号/)
    const { platform } = team
    const { read } = platform.db
    const verified = await verifyTown(read, '320599101', await getCalendar(read, '320599101'), (key, version) =>
      getProcess(read, platform, '320599101', key, version),
    )
    expect(verified).toMatchObject({ broken: [] })
  })

  test('the same tap twice opens one case', async () => {
    const body = clue()
    const first = await team.as('officer').call(openClue, { body })
    const again = await team.as('officer').call(openClue, { body })
    expect(again).toMatchObject({ id: first.id, number: first.number })
  })

  test('a number that is not one is refused with its field', async () => {
    const wrong = await team.as('officer').refused(openClue, { body: clue({ party: { ...firm, number: '91350100M000100Y44' } }) })
    expect(wrong).toMatchObject({ code: 'enforcement.party-number-wrong', fields: [{ path: 'party.number' }] })
    const person = { kind: 'citizen' as const, name: '张三丰', number: '11010519491231002X' }
    expect((await team.as('officer').call(openClue, { body: clue({ party: person }) })).number).toMatch(/^CF2026/)
  })
})

describe('competence', () => {
  test('a power taken back on 1 July: filed on 30 June, refused on 2 July, open cases listed', async () => {
    team.setNow(new Date('2026-06-30T10:00:00+08:00'))
    const early = await filed({ power: 'P2', offenceEnded: '2026-06-01' })
    expect(await team.as('lead').call(readPenalty, { params: { id: early } })).toMatchObject({ powerText: '《示例条例》第二十条：新文' })
    team.setNow(new Date('2026-07-02T10:00:00+08:00'))
    const { id } = await open()
    await step('officer', id, 'check', { words: '属实' })
    expect(await refused('officer', id, 'request-filing', { ...filing, power: 'P2', offenceEnded: '2026-06-01' })).toMatchObject({
      code: 'enforcement.power-not-held',
    })
    // Between the request and the approval the clock may pass midnight of the day it goes.
    team.setNow(new Date('2026-08-31T23:50:00+08:00'))
    await step('officer', id, 'request-filing', { ...filing, power: 'P3', offenceEnded: '2026-06-01' })
    const gone = await team
      .as('reviewer')
      .call(withdrawPower, { params: { code: 'P3' }, body: { actionId: newId(), on: '2026-09-01', document: '收回决定' } })
    expect(gone.openCases.map((one) => one.id)).toContain(id)
    expect(gone.power).toMatchObject({ state: 'ending', heldTo: '2026-09-01' })
    team.setNow(new Date('2026-09-01T00:10:00+08:00'))
    expect(await refused('lead', id, 'file')).toMatchObject({ code: 'enforcement.power-not-held' })
    expect(
      await team
        .as('reviewer')
        .refused(withdrawPower, { params: { code: 'P3' }, body: { actionId: newId(), on: '2026-09-02', document: '再收' } }),
    ).toMatchObject({ code: 'enforcement.power-withdrawn' })
    expect(
      await team
        .as('reviewer')
        .refused(withdrawPower, { params: { code: 'NO' }, body: { actionId: newId(), on: '2026-09-02', document: '收回' } }),
    ).toMatchObject({ code: 'enforcement.power-missing' })
  })

  test('the list by day, state and words', async () => {
    const { rows } = await team.as('officer').call(listPowers, { query: { on: '2026-06-30' } })
    expect(rows.map(({ code }) => code)).toEqual(['P1', 'P2', 'P3'])
    expect((await team.as('officer').call(listPowers, { query: { on: '2026-07-01' } })).rows.map(({ code }) => code)).not.toContain('P2')
    expect((await team.as('officer').call(listPowers, { query: { q: '占道' } })).rows.map(({ code }) => code)).toEqual(['P2'])
    const first = await team.as('officer').call(listPowers, { query: { limit: 2 } })
    expect((await team.as('officer').call(listPowers, { query: { limit: 2, after: first.next } })).rows.map(({ code }) => code)).toEqual([
      'P3',
    ])
    const counts = await team.as('officer').call(countPowers, {})
    expect(counts.held + counts.ending + counts.withdrawn).toBe(3)
    expect(
      (
        await team
          .as('officer')
          .refused(withdrawPower, { params: { code: 'P1' }, body: { actionId: newId(), on: '2027-01-01', document: '收回' } })
      ).status,
    ).toBe(403)
  })
})

describe('two officers', () => {
  test('an aide does not count, nor the same person twice', async () => {
    team.setNow(new Date('2026-03-10T09:00:00+08:00'))
    const id = await filed()
    expect(await refused('officer', id, 'inspect', { ...investigating, second: team.people.aide, refused: false })).toMatchObject({
      code: 'enforcement.officer-unqualified',
    })
    expect((await refused('officer', id, 'inspect', { ...investigating, second: team.people.officer, refused: false })).detail).toContain(
      '两人',
    )
    expect((await refused('aide', id, 'inspect', { ...investigating, refused: false })).status).toBeGreaterThanOrEqual(403)
    await step('officer', id, 'inspect', { ...investigating, refused: false })
    const detail = await team.as('lead').call(readCase, { params: { id } })
    expect(detail.card.stepTitle).toBe('调查取证')
  })
})

describe('who sees what', () => {
  test('another team sees neither list line nor case; the dispatcher may not look at all', async () => {
    const { id } = await open({ title: '别队看不到的案子' })
    const mine = await team.as('officer').call(listPenalties, { query: { q: '别队看' } })
    expect(mine.rows.map((row) => row.id)).toEqual([id])
    expect((await team.as('second').call(listPenalties, { query: { q: '别队看' } })).rows).toHaveLength(1)
    expect((await team.as('stranger').call(listPenalties, { query: { q: '别队看' } })).rows).toHaveLength(0)
    expect((await team.as('stranger').refused(readPenalty, { params: { id } })).status).toBe(404)
    expect((await team.as('dispatcher').refused(listPenalties, { query: {} })).status).toBe(403)
    const counts = await team.as('lead').call(countPenalties, {})
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBeGreaterThan(3)
  })

  test('a natural person is masked everywhere; opening asks for a reason and is written down', async () => {
    const person = { kind: 'citizen' as const, name: '张三丰', number: '11010519491231002X', phone: '13900001111', address: '溪港路 8 号' }
    const { id } = await open({ party: person, title: '个人倾倒垃圾' })
    const row = await team.as('officer').call(readPenalty, { params: { id } })
    expect(JSON.stringify(row)).not.toMatch(/张三丰|11010519491231002X|13900001111/)
    expect(JSON.stringify(await team.as('officer').call(readCase, { params: { id } }))).not.toMatch(/张三丰|13900001111/)
    expect((await team.as('officer').refused(revealParty, { params: { id }, body: { reason: '' } })).status).toBe(422)
    expect(await team.as('officer').call(revealParty, { params: { id }, body: { reason: '送达文书' } })).toEqual({
      name: '张三丰',
      number: '11010519491231002X',
      phone: '13900001111',
      address: '溪港路 8 号',
    })
    const [written] = await team.platform.db.read.query<{ reason: string }>(
      `select reason from platform.audit where kind = 'enforcement.party-revealed' and object = $1`,
      [`case:${id}`],
    )
    expect(written?.reason).toBe('送达文书')
  })

  test('pages go on where they ended', async () => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await team.as('lead').call(listPenalties, { query: { limit: 2, after } })
      seen.push(...page.rows.map(({ id }) => id))
      after = page.next
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(4)
  })
})
