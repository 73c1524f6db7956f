import { describe, expect, test } from 'vitest'
import { knownWords } from '../server/papers/facts.ts'
import { penaltyProcess } from '../processes/penalty.ts'
import { papersOfCase, wordsFor } from './of-case.ts'
import { seriesWords } from './number.ts'
import { standardTemplates } from './standard.ts'
import { GAP, fillPaper, PaperTemplate, placeholdersOf } from './template.ts'

const act = (seq: number, action: string, answers: Record<string, string> = {}) => ({
  seq,
  action,
  title: action,
  at: `2026-03-0${seq}T01:00:00.000Z`,
  person: '甲',
  answers: Object.entries(answers).map(([title, text]) => ({ title, text })),
})

describe('the shipped forms', () => {
  test('are the 28 + 15 of rules.md §4.10, each once, each sound', () => {
    expect(standardTemplates.map(({ code }) => code).toSorted()).toEqual(
      Array.from({ length: 43 }, (_, i) => `D${String(i + 1).padStart(2, '0')}`),
    )
    for (const template of standardTemplates) expect(PaperTemplate.parse(template)).toEqual(template)
  })
  test.each(standardTemplates.map((t) => [t.title, t] as const))(
    '%s asks only for words that are known, of acts that exist',
    (_, template) => {
      expect(placeholdersOf(template.body).filter((word) => !knownWords.includes(word))).toEqual([])
      const acts = new Set(['open', 'decide-on-the-spot', ...penaltyProcess.actions.map(({ key }) => key)])
      expect(template.actions.filter((action) => !acts.has(action))).toEqual([])
      if (template.outward && template.code !== 'D24' && template.code !== 'D29') expect(seriesWords).toHaveProperty(template.code)
    },
  )
  test('have series that are told apart', () => expect(new Set(Object.values(seriesWords)).size).toBe(Object.keys(seriesWords).length))
})

describe('papers of a case', () => {
  test('stand 正卷 before 副卷, in the order of reviews and of their acts; a decision of none is another paper', () => {
    const acts = [
      act(1, 'open'),
      act(2, 'file'),
      act(3, 'inspect'),
      act(4, 'inspect'),
      act(5, 'decide', { 决定: '不予处罚（事实不成立）' }),
      act(6, 'close'),
    ]
    expect(papersOfCase(acts, standardTemplates).map(({ template, act: { seq } }) => `${template.code}/${seq}`)).toEqual([
      'D03/2',
      'D29/5',
      'D05/3',
      'D05/4',
      'D02/1',
      'D23/5',
      'D27/6',
    ])
  })
  test('take words from their own act, then the case, then what was answered before, never after', () => {
    const acts = [act(1, 'a', { 理由: '早' }), act(2, 'b', { 说明: '本次' }), act(3, 'a', { 理由: '晚' })]
    const find = wordsFor(acts[1]!, acts, { fixed: { 案由: '占道', 说明: '案件' }, current: { 理由: '如今', 结果: '结案' } })
    expect(['说明', '案由', '理由', '办理人', '结果', '没有'].map(find)).toEqual(['本次', '占道', '早', '甲', '结案', undefined])
  })
  test('tell the party for good what was notified, whatever is decided later; no fine is a word, not a gap', () => {
    const acts = [
      act(1, 'finish-investigation', { 处罚种类: '罚款', '拟罚款（元）': '5000' }),
      act(2, 'serve-notice'),
      act(3, 'decide', { 处罚种类: '警告' }),
    ]
    const current = { 处罚种类: '警告', '罚款（元）': '无', '拟罚款（元）': '无' }
    const words = (seq: number) => ['处罚种类', '拟罚款（元）', '罚款（元）'].map(wordsFor(acts[seq - 1]!, acts, { fixed: {}, current }))
    expect([words(2), words(3)]).toEqual([
      ['罚款', '5000', '无'],
      ['警告', '5000', '无'],
    ])
  })
  test('of several words the first known one stands', () => {
    expect(fillPaper('{恢复说明|中止理由}', (word) => (word === '中止理由' ? '等鉴定' : undefined)).lines).toEqual(['等鉴定'])
    expect(placeholdersOf('{恢复说明|中止理由}')).toEqual(['恢复说明', '中止理由'])
  })
  test('leave a gap to write in where nothing is known, and say so', () => {
    const filled = fillPaper('{当事人}：\n你于{时间}在{地点}', (word) => (word === '当事人' ? '某公司' : undefined))
    expect(filled).toEqual({ lines: ['某公司：', `你于${GAP}在${GAP}`], missing: ['时间', '地点'] })
  })
})
