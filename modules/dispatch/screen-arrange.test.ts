import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Theme } from '#platform/contract/panel.ts'
import { curvePath, roundTop } from './desk/screen/curve.ts'
import { columnsOf, weightOf } from './desk/screen/columns.ts'
import { moved, settingOf } from './desk/screen/setting-draft.ts'
import { arrange, mostPanels } from './screen-arrange.ts'
import { ScreenSetting } from './screen-record.ts'

const keys = Array.from({ length: 10 }, (_, i) => `m.p${i}`)
const panel = (key: string, themes: readonly Theme[]) => ({ key, title: key, source: '', facts: [], themes })
const somePanels = fc.subarray(keys).map((some) => some.map((key, i) => panel(key, i % 3 === 0 ? ['overview', 'cases'] : ['overview'])))
const someSetting = fc
  .array(
    fc.record({
      theme: fc.constantFrom<Theme>('overview', 'cases', 'service'),
      shown: fc.boolean(),
      order: fc.shuffledSubarray(keys),
      hidden: fc.subarray(keys),
    }),
    { maxLength: 3 },
  )
  .map((themes) => ScreenSetting.parse({ themes: themes.filter(({ theme }, i) => themes.findIndex((each) => each.theme === theme) === i) }))

describe('arrangement', () => {
  test('loses no panel, shows none that is hidden and never more than seven', () => {
    fc.assert(
      fc.property(somePanels, someSetting, (panels, setting) => {
        const arranged = arrange(panels, setting)
        for (const { theme, panels: all } of arranged) {
          expect(all.map(({ key }) => key).toSorted()).toEqual(
            panels
              .filter(({ themes }) => themes.includes(theme))
              .map(({ key }) => key)
              .toSorted(),
          )
          const own = setting.themes.find((each) => each.theme === theme)
          expect(all.filter(({ key, shown }) => shown && own?.hidden.includes(key))).toEqual([])
          expect(all.filter(({ shown }) => shown).length).toBeLessThanOrEqual(mostPanels)
          const placed = (own?.order ?? []).filter((key) => all.some((each) => each.key === key))
          expect(all.map(({ key }) => key).filter((key) => placed.includes(key))).toEqual(placed)
        }
        // Only themes that have something.
        expect(arranged.every(({ panels: all }) => all.length > 0)).toBe(true)
      }),
    )
  })

  test('saved as it stands it stands the same', () => {
    fc.assert(
      fc.property(somePanels, someSetting, (panels, setting) => {
        const arranged = arrange(panels, setting).map((theme) => ({ ...theme, panels: [...theme.panels] }))
        expect(arrange(panels, settingOf({ ...setting, themes: arranged }))).toEqual(arranged)
      }),
    )
  })

  test('a new module’s panel stands where it usually does', () => {
    const setting = ScreenSetting.parse({ themes: [{ theme: 'overview', order: ['m.p2', 'm.p0'] }] })
    const [overview] = arrange(
      ['m.p0', 'm.p1', 'm.p2', 'm.p3'].map((key) => panel(key, ['overview'])),
      setting,
    )
    expect(overview!.panels.map(({ key }) => key)).toEqual(['m.p2', 'm.p0', 'm.p1', 'm.p3'])
  })
})

describe('columns', () => {
  const heads = keys.map((key) => panel(key, ['overview']))
  test('two on a 16:9 wall; four on a 32:9 one, the outer two with the other themes’ panels', () => {
    expect(columnsOf(heads.slice(0, 5), [], false).map((column) => column.length)).toEqual([3, 2])
    const wide = columnsOf(heads.slice(0, 5), heads, true)
    expect(wide.map((column) => column.length)).toEqual([3, 3, 2, 2])
    expect(new Set(wide.flat().map(({ key }) => key)).size).toBe(10)
  })
  test('weigh about the same: a long list stands alone beside small figures', () => {
    const line = { label: '', value: 1, unit: '', href: '' }
    const long = weightOf({ shape: 'ranking', lines: Array.from({ length: 10 }, () => line) })
    const small = weightOf({ shape: 'figures', lines: [line, line, line] })
    expect(long).toBeGreaterThan(small * 2)
    const weights = new Map(heads.map(({ key }, i) => [key, i === 0 ? 3.2 : 1]))
    expect(columnsOf(heads.slice(0, 4), [], false, weights).map((column) => column.length)).toEqual([1, 3])
  })
  test('a move beyond the end moves nothing', () => {
    expect([moved([1, 2, 3], 0, -1), moved([1, 2, 3], 0, 1), moved([1, 2, 3], 2, 1)]).toEqual([
      [1, 2, 3],
      [2, 1, 3],
      [1, 2, 3],
    ])
  })
})

describe('curves', () => {
  test('never rise above or fall below what was counted', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 24 }), (values) => {
        const path = curvePath(
          values.map((y, i) => ({ x: i / (values.length - 1), y })),
          300,
          100,
        )
        const ys = [...path.matchAll(/-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y))
        expect(Math.min(...ys)).toBeGreaterThanOrEqual(100 - Math.max(...values) * 100 - 0.2)
        expect(Math.max(...ys)).toBeLessThanOrEqual(100 - Math.min(...values) * 100 + 0.2)
      }),
    )
  })
  test('end on a round number', () => {
    expect([0.4, 3, 7, 11, 68, 250, 940].map(roundTop)).toEqual([1, 3, 8, 15, 80, 300, 1000])
    expect(curvePath([], 10, 10)).toBe('')
  })
})
