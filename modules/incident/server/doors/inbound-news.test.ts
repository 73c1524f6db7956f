import { describe, expect, test } from 'vitest'
import type { InboundOrder } from '../../door-endpoints.ts'
import { newWords, pieces, toldWith, withoutBlanks } from './inbound-news.ts'

const order = (more: Partial<InboundOrder> = {}): InboundOrder => ({ system: 'h12345', number: '1', seq: 0, datum: 'WGS84', ...more })

describe('what a message of an outside system adds', () => {
  test('a first text is no correction, a later one is', () => {
    const first = order({ content: '路灯不亮', className: '路灯' })
    expect(newWords({}, first)).toBe('')
    const told = toldWith({}, first)
    expect(newWords(told, order({ content: '路灯不亮' }))).toBe('')
    expect(newWords(told, order({ content: '路灯倒了', className: '灯杆' }))).toBe('对方更正内容：路灯倒了\n对方更正类别：灯杆')
  })

  test('a field left out keeps its last value, so that an old text told again is no news', () => {
    const told = [order({ content: '甲', words: '请快' }), order({ state: '办理中' })].reduce(toldWith, {})
    expect(told).toMatchObject({ content: '甲', words: '请快', state: '办理中' })
    expect(newWords(told, order({ words: '请快' }))).toBe('')
    expect(newWords(told, order({ words: '请再快' }))).toBe('请再快')
  })

  test('a limit is told when it is set and when it moves, in local time', () => {
    const told = toldWith({}, order({ dueAt: '2026-11-25T01:00:00Z' }))
    expect(newWords({}, order({ dueAt: '2026-11-25T01:00:00Z' }))).toBe('对方要求办结时间：2026-11-25 09:00')
    expect(newWords(told, order({ dueAt: '2026-11-25T01:00:00Z' }))).toBe('')
    expect(newWords(told, order({ urgency: 'urgent', place: [120.6, 31] }))).toBe('')
  })

  test('nobody is remembered with what was told', () => {
    expect(JSON.stringify(toldWith({}, order({ reporter: { name: '周小明', phone: '15400001234' }, content: '甲' })))).not.toMatch(
      /周|154/u,
    )
  })

  test('empty texts say nothing', () => {
    expect(withoutBlanks(order({ content: '', state: '', words: '有话' }))).toEqual(order({ words: '有话' }))
  })

  test('long texts are cut without loss and never inside a character', () => {
    expect(pieces('', 3)).toEqual([])
    expect(pieces('一二三四五', 3)).toEqual(['一二三', '四五'])
    const text = 'ab😀c😀'
    const parts = pieces(text, 3)
    expect(parts.join('')).toBe(text)
    expect(parts.every((part) => part.isWellFormed())).toBe(true)
  })
})
