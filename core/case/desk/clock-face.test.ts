import { describe, expect, it } from 'vitest'
import { clockFace } from './clock-face.ts'

const HOUR = 3_600_000
const now = Date.parse('2026-11-22T10:00:00+08:00')

describe('what a clock shows', () => {
  it('is calm with the share used and the time left', () => {
    expect(clockFace({ from: now - HOUR, due: now + 3 * HOUR }, now)).toEqual({ tone: 'calm', share: 0.25, words: '剩 3小时' })
  })

  it('warns in the last quarter, but not at the start of a short limit', () => {
    expect(clockFace({ from: now - 9 * HOUR, due: now + HOUR }, now).tone).toBe('soon')
    expect(clockFace({ from: now, due: now + HOUR / 2 }, now).tone).toBe('calm')
  })

  it('says how late it is, running and done', () => {
    expect(clockFace({ from: now - 4 * HOUR, due: now - 2 * HOUR }, now)).toEqual({ tone: 'late', share: 1, words: '超时 2小时' })
    expect(clockFace({ due: now - 2 * HOUR, stopped: now - HOUR }, now)).toMatchObject({ tone: 'done-late', words: '超时 1小时完成' })
    expect(clockFace({ due: now, stopped: now - HOUR }, now)).toMatchObject({ tone: 'done' })
  })

  it('never calls a paused clock late', () => {
    expect(clockFace({ paused: true }, now)).toMatchObject({ tone: 'paused', words: '计时暂停' })
    expect(clockFace({}, now)).toMatchObject({ tone: 'none' })
  })
})
