import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bigrams, likePattern, normalise, queryBigrams, queryWords } from './bigrams.ts'

describe('normalise', () => {
  it.each([
    ['臺灣路燈', '台湾路灯'],
    ['台湾路灯', '台湾路灯'],
    ['１１８號', '118号'],
    ['ＡＢＣ Lu Deng', 'abc lu deng'],
    ['㎡ ①', 'm2 1'],
    ['𠮷野家𫗧', '𠮷野家𫗧'],
    ['', ''],
  ])('%s → %s', (from, to) => expect(normalise(from)).toBe(to))
})

describe('bigrams', () => {
  it('cuts Han in twos and keeps numbers whole too', () => {
    expect(bigrams('中山路118号')).toEqual(['中山', '山路', '路1', '11', '18', '8号', '118'])
  })
  it('does not reach over punctuation or spaces, and counts each once', () => {
    expect(bigrams('井盖，井盖 路灯')).toEqual(['井盖', '路灯'])
  })
  it('survives stray pinyin, emoji, tabs and characters beyond the first plane', () => {
    expect(bigrams('jing盖\t坏了😀𠮷野')).toEqual(['ji', 'in', 'ng', 'g盖', '坏了', '𠮷野', 'jing'])
  })
  it('stops at the limit', () => {
    const long = String.fromCodePoint(...Array.from({ length: 3000 }, (_, i) => 0x4e00 + i))
    expect(bigrams(long)).toHaveLength(400)
    expect(bigrams('一二三四五', 2)).toEqual(['一二', '二三'])
  })
})

describe('queryBigrams', () => {
  it('has no grams for one character, or for none', () => {
    expect(queryBigrams('桥')).toBeUndefined()
    expect(queryBigrams(' 桥 北 ')).toBeUndefined()
    expect(queryBigrams('？！')).toBeUndefined()
  })
  it('never asks for the whole token, since people type the beginning of a number', () => {
    expect(queryBigrams('INS16')).toEqual(['in', 'ns', 's1', '16'])
  })
  it('finds every text that contains the query: its grams are a subset', () => {
    const piece = fc.constantFrom('路', '燈', '灯', '臺', '1', '８', 'A', ' ', '，', '𠮷', '号')
    const text = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, text, (before, query, after) => {
        const have = new Set(bigrams(before + query + after))
        return (queryBigrams(query) ?? []).every((gram) => have.has(gram))
      }),
    )
  })
})

it('gives the words for the recheck', () => {
  expect(queryWords(' 中山路  １１８號 中山路 ')).toEqual(['中山路', '118号'])
  expect(queryWords('  ')).toEqual([])
  expect(likePattern('50%_a\\')).toBe('%50\\%\\_a\\\\%')
})
