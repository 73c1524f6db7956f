import { describe, expect, test } from 'vitest'
import { actOnCase, readCaseFile } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { pdfPages } from '#platform/server/pdf/test/pdf-text.ts'
import { addressOf } from '#platform/server/test/app.ts'
import { listPapers, listTemplates, openClue, previewTemplate, readPaper, saveTemplate } from '../../contract.ts'
import { type Seat, smallTeam } from '../testing/small-team.ts'

// A demo town asks for no second factor before personal data opens.
const team = await smallTeam({ demo: true })
const files = [{ sha256: 'a'.repeat(64), name: '现场.jpg', mime: 'image/jpeg' }]
const act = (who: Seat, id: string, action: string, input: object = {}) =>
  team.as(who).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input: { ...input } } })
const session = async (login: string) => (await team.request().post('/session', { login, password: 'Sihe-test-2026' })).cookie!
const cookies = { officer: await session('officer'), reviewer: await session('reviewer') }
async function pdf(who: keyof typeof cookies, address: string): Promise<string> {
  const response = await team.app.inject({ url: `/api${address}`, headers: { cookie: cookies[who] } })
  expect([response.statusCode, response.statusCode === 200 ? '' : response.payload]).toEqual([200, ''])
  return pdfPages(response.rawPayload).join('\n')
}

team.setNow(new Date('2026-03-02T09:00:00+08:00'))
const { id } = await team.as('officer').call(openClue, {
  body: {
    actionId: newId(),
    title: '占道堆放建材',
    description: '人行道堆放黄沙',
    source: 'patrol',
    party: { kind: 'citizen', name: '张三丰', number: '11010519491231002X', address: '溪港路 8 号' },
  },
})
await act('officer', id, 'check', { words: '属实' })
await act('officer', id, 'request-filing', { power: 'P1', words: '堆放十五天', offenceEnded: '2026-02-20', grave: false, inTown: true })
await act('lead', id, 'file', { words: '同意' })
const together = { second: team.people.second, shown: true, told: true }
await act('officer', id, 'inspect', { ...together, files, words: '黄沙两车', refused: false })
for (const words of ['立即清理', '恢复路面']) await act('officer', id, 'order-correction', { words, correctBy: '2026-03-09' })

describe('papers over HTTP', () => {
  test('form as acts are done; outward ones are numbered in order, each number once', async () => {
    const { rows } = await team.as('officer').call(listPapers, { params: { id } })
    expect(rows.map(({ code }) => code)).toEqual(['D03', 'D06', 'D06', 'D05', 'D02'])
    expect(rows.flatMap(({ number }) => number ?? [])).toEqual(['（示例）综执责改字〔2026〕1号', '（示例）综执责改字〔2026〕2号'])
    expect(rows.find(({ code }) => code === 'D05')!.missing).toEqual(['地址', '见证人'])
  })
  test('are filled from act and case, with the party’s full name only for those who may open it', async () => {
    const text = await pdf('officer', addressOf(readPaper.path, { id, code: 'D06' }, { seq: '6' }))
    for (const part of ['责令（限期）改正通知书', '张三丰', '立即清理', '2026-03-09', '字〔2026〕1号', '小河镇人民政府'])
      expect(text).toContain(part)
    expect(await pdf('officer', addressOf(readPaper.path, { id, code: 'D03' }, undefined))).toContain('旧文')
    expect(await pdf('officer', addressOf(readPaper.path, { id, code: 'D40' }, undefined))).toContain('溪港路8号')
    const made = await team.platform.db.read.query(`select detail from platform.audit where kind = 'enforcement.paper-made' order by at`)
    expect(made).toHaveLength(3)
  })
  test('make a dossier with contents and page numbers', async () => {
    const text = await pdf('officer', addressOf(readCaseFile.path, { id }, undefined))
    expect(text).toContain('卷内目录')
    expect(text).toMatch(/1　?立案审批表.*\d/u)
  })
  test('one that was not formed, a case of others: refused', async () => {
    expect((await team.as('officer').refused(readPaper, { params: { id, code: 'D24' }, query: {} })).code).toBe('enforcement.paper-missing')
    expect((await team.as('stranger').refused(readPaper, { params: { id, code: 'D03' }, query: {} })).code).toBe('case.not-found')
    expect((await team.as('aide').refused(listPapers, { params: { id } })).code).toBe('platform.forbidden')
  })
})

describe('the town’s own wording', () => {
  const save = (more: object = {}) => ({
    params: { code: 'D06' },
    body: { actionId: newId(), title: '责令改正通知书', body: '{当事人}：\n限你于{改正期限}前改正。\n【印章】', ...more },
  })
  test('is used from then on, may be looked at first, and asks for no word nobody fills', async () => {
    team.setNow(new Date('2026-03-03T09:00:00+08:00'))
    const refused = await team.as('reviewer').refused(saveTemplate, save({ body: '{改正的期限}前改正' }))
    expect(refused).toMatchObject({
      code: 'enforcement.template-unknown-word',
      fields: [{ path: 'body', message: '系统不认识：{改正的期限}' }],
    })
    const saved = await team.as('reviewer').call(saveTemplate, save())
    expect(saved).toMatchObject({ code: 'D06', title: '责令改正通知书', example: false })
    expect(await pdf('reviewer', addressOf(previewTemplate.path, { code: 'D06' }, undefined))).toContain('限你于{改正期限}前改正')
    // What went out stays as it went out; what is done from now on is in the new words.
    expect(await pdf('officer', addressOf(readPaper.path, { id, code: 'D06' }, { seq: '7' }))).not.toContain('限你于')
    await act('officer', id, 'order-correction', { words: '清洗路面', correctBy: '2026-03-12' })
    expect(await pdf('officer', addressOf(readPaper.path, { id, code: 'D06' }, undefined))).toContain('限你于2026-03-12前改正')
  })
  test('a second editor is told, an officer may only read', async () => {
    expect((await team.as('reviewer').refused(saveTemplate, save())).code).toBe('enforcement.template-changed')
    expect((await team.as('officer').refused(saveTemplate, save())).code).toBe('platform.forbidden')
    const { rows, placeholders } = await team.as('officer').call(listTemplates, {})
    expect([rows.length, placeholders.includes('当事人')]).toEqual([43, true])
  })
})
