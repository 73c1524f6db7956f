import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvRows, readBindings, restDays } from './binding.ts'
import { type Staffing, awayOn, coverOf } from './coverage.ts'

const grid = '320599101201001'
const holder = (personId: string, more: object = {}) => ({
  personId,
  name: `${personId}名`,
  postId: `post-${personId}`,
  postTitle: '网格员',
  areas: [grid],
  standsIn: false,
  ...more,
})
const staffing = (more: Partial<Staffing> = {}): Staffing => ({
  holders: [holder('a')],
  rests: [],
  standIns: [],
  names: new Map(),
  ...more,
})
// 2026-07-15 is a Wednesday.
const day = '2026-07-15'

describe('who covers a grid', () => {
  test('its own people; on their leave day the substitute they named; else nobody', () => {
    expect(coverOf(grid, day, staffing())).toMatchObject({ state: 'own', people: [{ personId: 'a' }] })
    const leave = [{ personId: 'a', from: '2026-07-14', to: '2026-07-16', reason: '年休' }]
    expect(coverOf(grid, day, staffing({ rests: leave }))).toMatchObject({ state: 'none', people: [{ away: '年休' }] })
    const standIns = [{ postId: 'post-a', substituteId: 'b', restWeekdays: [] }]
    expect(coverOf(grid, day, staffing({ rests: leave, standIns, names: new Map([['b', '替班乙']]) }))).toMatchObject({
      state: 'substitute',
      substitute: { personId: 'b', name: '替班乙' },
    })
    expect(coverOf(grid, '2026-07-17', staffing({ rests: leave, standIns })).state).toBe('own')
  })

  test('the weekly rest day counts; a substitute who rests too is none; an appointed stand-in comes first', () => {
    const standIns = [
      { postId: 'post-a', substituteId: 'b', restWeekdays: [3] },
      { postId: 'post-b', restWeekdays: [3] },
    ]
    const holders = [holder('a'), holder('b', { areas: ['320599101201002'] })]
    expect(coverOf(grid, day, staffing({ holders, standIns })).state).toBe('none')
    const appointed = [...holders, holder('c', { standsIn: true, postId: 'post-a' })]
    // Appointed to the very post that rests today: its weekly rest is the holder's, but the stand-in sits at the same post.
    expect(
      coverOf(
        grid,
        '2026-07-16',
        staffing({ holders: appointed, standIns, rests: [{ personId: 'a', from: day, to: '2026-07-20', reason: '病假' }] }),
      ),
    ).toMatchObject({
      state: 'substitute',
      substitute: { personId: 'c' },
    })
  })

  test('codes with the micro zeros and without are the same grid; a post over the whole village is not the grid’s own', () => {
    expect(coverOf(`${grid}000`, day, staffing()).state).toBe('own')
    expect(coverOf(grid, day, staffing({ holders: [holder('a', { areas: ['320599101201'] })] })).state).toBe('none')
  })

  test('property: covered exactly when somebody named is there', () => {
    const people = ['a', 'b', 'c', 'd']
    const some = fc.record({
      at: fc.subarray(people),
      resting: fc.subarray(people),
      substitute: fc.option(fc.constantFrom(...people), { nil: undefined }),
    })
    fc.assert(
      fc.property(some, ({ at, resting, substitute }) => {
        const given = staffing({
          holders: at.map((person) => holder(person)),
          rests: resting.map((personId) => ({ personId, from: day, to: day, reason: '休' })),
          standIns: at
            .slice(0, 1)
            .map((person) => ({ postId: `post-${person}`, ...(substitute ? { substituteId: substitute } : {}), restWeekdays: [] })),
        })
        const cover = coverOf(grid, day, given)
        const there = (person: string) => awayOn(person, [], day, given) === undefined
        const own = at.some(there)
        expect(cover.state === 'own').toBe(own)
        if (cover.state === 'substitute') expect(there(cover.substitute!.personId)).toBe(true)
        if (cover.state === 'none') expect(at.length > 0 && substitute !== undefined && there(substitute)).toBe(false)
      }),
    )
  })
})

describe('the file', () => {
  test('cells may be quoted, hold commas and line ends; a mark at the start is no column', () => {
    expect(csvRows('\uFEFFa,b\r\n"x,""y""","two\nlines"\r\n\r\n')).toEqual([
      ['a', 'b'],
      ['x,"y"', 'two\nlines'],
    ])
    fc.assert(
      fc.property(
        fc.array(
          fc.array(
            fc.string().filter((s) => s.trim() !== ''),
            { minLength: 2, maxLength: 2 },
          ),
          { minLength: 1 },
        ),
        (rows) => {
          const text = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')
          expect(csvRows(text)).toEqual(rows)
        },
      ),
    )
  })

  test('columns in any order under their usual names; what is missing is said', () => {
    const { lines } = readBindings('姓名,轮休,网格代码,替班人\n张三,周六、周日,320599101201001,李四\n')
    expect(lines).toEqual([{ line: 2, gridCode: grid, name: '张三', login: '', title: '', substitute: '李四', restWeekdays: [6, 7] }])
    expect(readBindings('名字,网格\n张三,1').missing).toEqual(['网格编码', '姓名或账号'])
    expect(restDays('六日')).toEqual([6, 7])
    expect(restDays('1,3;5')).toEqual([1, 3, 5])
    expect(restDays('无')).toEqual([])
  })
})
