import { expect, it } from 'vitest'
import { readSearch, writeSearch } from './search-text.ts'

it('writes a query people can read and type', () => {
  expect(writeSearch({ step: ['sign', 'handling'], mine: true, q: '', class: undefined })).toBe('?step=sign&step=handling&mine=1')
  expect(writeSearch({})).toBe('')
})

it('reads it back: repeated keys become a list, numbers stay words', () => {
  expect(readSearch('?step=sign&step=handling&area=320599101001')).toEqual({ step: ['sign', 'handling'], area: '320599101001' })
})
