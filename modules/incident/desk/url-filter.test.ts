import { describe, expect, it } from 'vitest'
import { filterCount, queryOf } from './url-filter.ts'

describe('the filters in the address', () => {
  it('reads one and several values, and leaves out what the server does not know', () => {
    expect(queryOf({ step: 'sign', grade: ['I', 'II'], q: '垃圾', queue: 'todo', case: 'x' })).toEqual({
      step: ['sign'],
      grade: ['I', 'II'],
      q: '垃圾',
    })
  })

  it('takes comma lists as a saved link may write them', () => {
    expect(queryOf({ step: 'sign,handling' })).toEqual({ step: ['sign', 'handling'] })
  })

  it('keeps the defaults of the server out of the question', () => {
    expect(queryOf({ state: 'open', sort: 'due', mine: '', late: undefined })).toEqual({})
    expect(queryOf({ state: 'all', sort: 'opened', mine: '1', late: '1' })).toEqual({
      state: 'all',
      sort: 'opened',
      mine: true,
      late: true,
    })
  })

  it('counts filters, not the tab', () => {
    expect(filterCount({ step: 'sign', late: '1' })).toBe(0)
    expect(filterCount({ q: '灯', grade: ['I', 'II'] })).toBe(2)
  })
})
