import { describe, expect, it } from 'vitest'
import { checkCatalogue, childClasses, classPath, defaultCatalogue, findClass } from './catalogue.ts'
import { ClassCatalogue } from './class.ts'
import { gradeRules } from './grades.ts'

const get = (code: string) => findClass(defaultCatalogue, code)

describe('the default catalogue', () => {
  it('is valid, by schema and by its own rules', () => {
    expect(ClassCatalogue.parse(defaultCatalogue)).toEqual(defaultCatalogue)
    expect(checkCatalogue(defaultCatalogue)).toEqual([])
  })
  it('holds the tables of rules.md §1.4, §1.5 and §2.4 whole', () => {
    const count = (start: string) => defaultCatalogue.classes.filter((c) => c.level === 2 && c.code.startsWith(start)).length
    expect(['B01', 'B02', 'B03', 'B04', 'B05', 'B06'].map(count)).toEqual([39, 20, 11, 10, 3, 6])
    expect(['E01', 'E02', 'E03', 'E04', 'E05'].map(count)).toEqual([19, 5, 6, 10, 14])
    expect(['S01', 'S02', 'S03', 'S04', 'S05', 'S06', 'S07', 'S08', 'S09', 'S10'].map(count)).toEqual([18, 13, 6, 6, 3, 5, 0, 6, 3, 4])
  })
  it('keeps one digit code apart in its two tables', () => {
    expect(get('B0101')?.name).toBe('上水井盖')
    expect(get('E0101')?.name).toBe('私搭乱建')
  })
  it('uses the first source in a conflict and says so', () => {
    expect(get('B0210')).toMatchObject({ name: '交通控制箱', note: '另一来源同码作“交通信号灯”', source: '出处' })
    expect(get('B0309')?.source).toBe('示例')
    expect(get('S0110')?.source).toBe('示例')
  })
  it('carries limits with their basis: the class first, then its parent, then the grade', () => {
    expect(get('E0102')).toMatchObject({ limits: { finish: { n: 4, unit: 'working-hour' } }, limitSource: '出处' })
    expect(get('B010201')?.limits).toEqual({ makeSafe: { n: 1, unit: 'clock-hour' }, finish: { n: 2, unit: 'clock-hour' } })
    expect(get('B011402')).toMatchObject({
      limits: { makeSafe: { n: 1, unit: 'clock-hour' }, finish: { n: 24, unit: 'clock-hour' } },
      limitSource: '示例',
    })
    expect(get('E0116')).toMatchObject({ limits: { finish: { n: 3, unit: 'working-day' } }, limitBasis: '示例：按一般件默认时限' })
  })
  it('grades life danger I, hazards II, ordinary III, trifles IV', () => {
    expect(['E0403', 'S1002', 'B0114', 'B011401', 'S0203', 'E0504', 'B0118', 'E0201'].map((c) => get(c)?.grade)).toEqual([
      'I',
      'I',
      'II',
      'II',
      'II',
      'III',
      'III',
      'IV',
    ])
  })
})

it('walks up and down the tree', () => {
  expect(classPath(defaultCatalogue, 'B011401').map((c) => c.name)).toEqual(['公用设施', '不明井盖', '井盖丢失'])
  expect(classPath(defaultCatalogue, 'X9')).toEqual([])
  expect(childClasses(defaultCatalogue, 'B0114').map((c) => c.code)).toEqual(['B011401', 'B011402'])
  expect(childClasses(defaultCatalogue).map((c) => c.code)).toEqual([
    ...['01', '02', '03', '04', '05', '06', '21'].map((n) => `B${n}`),
    ...['01', '02', '03', '04', '05', '06', '21'].map((n) => `E${n}`),
    ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map((n) => `S${n}`),
  ])
})

it('names the faults of an edited copy', () => {
  const lid = get('B0114')!
  const edit = (...classes: (typeof lid)[]) => checkCatalogue({ version: 'x', from: '2026-01-01', classes })
  expect(edit(lid)).toEqual(['类别 B0114 不明井盖：找不到上级 B01，请先建立上级类别'])
  expect(edit({ ...lid, level: 1 })).toContain('类别 B0114 不明井盖：大类不应有上级，请清空上级')
  expect(edit(lid, lid)).toContain('类别 B0114 不明井盖：编码重复，请改用未占用的编码')
  expect(edit({ ...lid, parent: 'B0115' }, { ...lid, code: 'B0115', parent: 'B0114' })[0]).toContain('不是高一级')
  expect(classPath({ version: 'x', from: '2026-01-01', classes: [{ ...lid, parent: lid.code }] }, lid.code)).toHaveLength(1)
})

it('knows the four grades with their limits in hours and days', () => {
  expect(gradeRules.map((r) => [r.grade, r.name, r.accept && Math.round(r.accept.n * 60), r.finish.n, r.finish.unit])).toEqual([
    ['I', '特急', 1, 24, 'clock-hour'],
    ['II', '紧急', 5, 24, 'clock-hour'],
    ['III', '一般', 30, 3, 'working-day'],
    ['IV', '简单', undefined, 24, 'clock-hour'],
  ])
})
