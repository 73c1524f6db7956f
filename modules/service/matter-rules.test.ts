import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bringWords, costWords, durationWords, guideOf, judge, visitWords } from './guide.ts'
import { Channel, MatterVersion } from './matter.ts'
import { compareMatters } from './matter-compare.ts'
import { findMatterFaults, isOpenEnded } from './matter-rules.ts'
import { paper, sampleMatter } from './testing/sample-matter.ts'
import { compressionRate, meetingClass, waysOf } from './ways.ts'

const unit = '0198a000-0000-7000-8000-000000000001'
const matter = (more: Partial<MatterVersion> = {}) => sampleMatter('M-1', unit, more)
const says = (more: Partial<MatterVersion>) => findMatterFaults(matter(more)).map(({ field }) => field)

describe('the computed ways', () => {
  const facts = fc.record({
    handling: fc.constantFrom('instant' as const, 'promised' as const),
    level: fc.constantFrom('town' as const, 'village' as const),
    visits: fc.nat(3),
    channels: fc.uniqueArray(fc.constantFrom(...Channel.options), { minLength: 1 }),
  })
  it('a matter is 不见面, 最多跑一次 or neither, and 一次办 is the two first together unless nobody can reach it (property)', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const [ways, meeting] = [waysOf(one), meetingClass(one)]
        expect(ways.includes('one-visit')).toBe(meeting !== 'more')
        if (meeting === 'no-meeting') expect(one.visits).toBe(0)
        if (one.visits > 1) expect(meeting).toBe('more')
        expect(ways.includes('at-once')).toBe(one.handling === 'instant')
      }),
    )
  })
  it('without a way to apply from afar somebody must come, whatever the number says', () => {
    expect(meetingClass(matter({ visits: 0, channels: ['hall'] }))).toBe('one-visit')
    expect(meetingClass(matter({ visits: 0, channels: ['hall', 'agent'] }))).toBe('no-meeting')
  })
  it('承诺压缩率 = 1 − Σ承诺 ÷ Σ法定, calendar days as five of seven', () => {
    expect(compressionRate([matter(), matter({ promised: { n: 0, unit: 'working-day' } })])).toBeCloseTo(1 - 5 / 40)
    expect(compressionRate([matter({ statutory: { n: 14, unit: 'calendar-day' } })])).toBeCloseTo(0.5)
    expect(compressionRate([matter({ statutory: { n: 0, unit: 'working-day' } })])).toBeUndefined()
  })
})

describe('what may be published', () => {
  it('nothing is wrong with a sound one', () => expect(says({})).toEqual([]))
  it('names the field of each fault', () => {
    expect(says({ promised: { n: 21, unit: 'working-day' } })).toEqual(['promised'])
    expect(says({ handling: 'instant' })).toEqual(['promised'])
    expect(says({ visits: 1 })).toEqual(['visitReason'])
    expect(says({ to: '2025-01-01' })).toEqual(['to'])
    expect(says({ materials: [paper('a', { name: '其他相关材料' }), paper('a')] })).toEqual(['materials', 'materials'])
    expect(says({ basicCode: '320700001000' })).toEqual(['basicCode'])
  })
  it('a list of papers is closed', () => {
    expect(['其他材料', '其他证明', '身份证等材料', '审批机关需要的其他文件'].map((name) => isOpenEnded({ name }))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['居民身份证', '其他家庭成员身份证'].map((name) => isOpenEnded({ name }))).toEqual([false, false])
  })
  it('codes are those of §5.1', () => {
    const parsed = (more: object) => MatterVersion.safeParse({ ...matter(), ...more }).success
    expect(parsed({ basicCode: '320100001000' })).toBe(true)
    expect(parsed({ basicCode: '32010000100' })).toBe(false)
    expect(parsed({ implementationCode: `91350100M000100Y430320100001000` })).toBe(true)
    expect(parsed({ implementationCode: `91350100M000100Y440320100001000` })).toBe(false)
    expect(parsed({ implementationCode: `91350100M000100I430320100001000` })).toBe(false)
  })
})

describe('the guide', () => {
  it('says how long, what it costs, how often one must come', () => {
    expect(durationWords(matter())).toBe('受理后 5 个工作日内办结（法定 20 个工作日）')
    expect(durationWords(matter({ handling: 'instant', promised: { n: 0, unit: 'working-day' } }))).toBe(
      '材料齐全，当场办结（法定 20 个工作日）',
    )
    expect(costWords([])).toBe('不收费')
    expect(costWords([{ name: '工本费', cents: 1050, basis: '某标准' }])).toBe('工本费 10.50 元（某标准）')
    expect(visitWords(matter({ visits: 1, visitReason: '核验原件' }))).toBe('到现场 1 次：核验原件')
    expect(visitWords(matter({ channels: ['hall'] }))).toBe('在办理地点办理，不用再跑')
  })
  it('says of a paper what one may do about it', () => {
    expect(bringWords(paper('a', { held: 'resident', deferrable: true, required: false }))).toBe(
      '原件 1 份，自己准备，有则提供，镇里已有的不用再交，可以先办后补',
    )
  })
  it('answers whether one qualifies, and what to do when not', () => {
    const conditions = [
      { key: 'a', question: '在本镇吗？', needs: true, otherwise: '请到所在地办理' },
      { key: 'b', question: '办过吗？', needs: false, otherwise: '' },
    ]
    expect(judge(conditions, {})).toEqual({ qualifies: false, instead: [], open: 2 })
    expect(judge(conditions, { a: true, b: false })).toEqual({ qualifies: true, instead: [], open: 0 })
    expect(judge(conditions, { a: false, b: true }).instead).toEqual(['请到所在地办理', '不符合条件：办过吗？'])
  })
  it('tells of special procedures that their time does not count', () => {
    expect(guideOf(matter({ special: ['检验'] }), '审批局').flow.at(-1)).toContain('不计入时限')
  })
})

it('a new version says only what it changed', () => {
  expect(compareMatters(matter(), matter())).toEqual([])
  expect(compareMatters(matter(), matter({ visits: 1, promised: { n: 3, unit: 'working-day' } }))).toEqual([
    { title: '承诺办结时限', before: '5 个工作日', after: '3 个工作日' },
    { title: '到现场次数', before: '0', after: '1' },
  ])
})
