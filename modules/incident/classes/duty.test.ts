import { expect, it } from 'vitest'
import { defaultCatalogue } from './catalogue.ts'
import { defaultDuties } from './default-duties.ts'
import { checkDuties, DutyList, findDuty } from './duty.ts'
import type { Duty } from './duty.ts'

const lead = (code: string) => findDuty(defaultDuties, defaultCatalogue, code)?.unitName

it('the default list is valid and leaves no class without an owner', () => {
  expect(DutyList.parse(defaultDuties)).toEqual(defaultDuties)
  expect(checkDuties(defaultDuties, defaultCatalogue)).toEqual([])
})

it('finds the line of the class itself, or the nearest above', () => {
  expect(['B0114', 'B011401', 'B0105', 'B0118', 'E0102', 'E050501', 'E050502', 'S0110', 'S0102', 'E0199'].map(lead)).toEqual([
    '市政养护',
    '市政养护',
    '供电所',
    '市政养护',
    '环卫所',
    '消防救援站',
    '交警中队',
    '人社所',
    '司法所',
    '环卫所',
  ])
  expect(lead('X1')).toBeUndefined()
})

it('says which line it used and takes the limits of the class asked for', () => {
  const found = findDuty(defaultDuties, defaultCatalogue, 'B010201')
  expect(found?.why).toBe('责任清单 2026-1：污水井盖丢失 → 市政养护（按上级类别“污水井盖”）')
  expect(found?.limits).toEqual({ makeSafe: { n: 1, unit: 'clock-hour' }, finish: { n: 2, unit: 'clock-hour' } })
  expect(findDuty(defaultDuties, defaultCatalogue, 'E0102')?.why).toBe('责任清单 2026-1：暴露垃圾 → 环卫所')
})

it("a line's own limits go before the class's", () => {
  const own: Duty = {
    classCode: 'E0102',
    lead: 'village',
    co: [],
    standard: '清',
    basis: '镇规',
    source: '示例',
    limits: { finish: { n: 1, unit: 'working-day' } },
  }
  expect(findDuty({ ...defaultDuties, duties: [own] }, defaultCatalogue, 'E0102')?.limits).toEqual({
    finish: { n: 1, unit: 'working-day' },
  })
})

it('names the faults of an edited list', () => {
  const [first] = defaultDuties.duties
  const faults = checkDuties(
    { ...defaultDuties, duties: [first!, first!, { ...first!, classCode: 'Z9' }, { ...first!, classCode: 'B02', co: ['municipal'] }] },
    defaultCatalogue,
  )
  expect(faults).toContain('责任清单：类别 B01 有两行，请只留一行')
  expect(faults).toContain('责任清单：类别 Z9 不在类别表中，请改选类别')
  expect(faults).toContain('责任清单：类别 B02 的协办单位与主办单位相同，请去掉协办中的“市政养护”')
  expect(faults).toContain('责任清单：E0102 暴露垃圾 没有责任单位，请补一行')
})
