import { describe, expect, it } from 'vitest'
import { checkAreas } from './check.ts'
import { applyChange, registerAfter } from './change.ts'
import type { BoundaryEdit } from './edit.ts'
import { changeOf, cutArea, joinAreas, moveCorner, renameArea, seenOf, startEdit } from './edit.ts'
import { at, sampleTown } from './sample-town.ts'

const town = sampleTown()
const start = () =>
  startEdit(
    town,
    town.map(({ code }) => code),
  )
const grid = '320999100201001'
const from = '2026-07-01'
const errors = (edit: BoundaryEdit) => {
  const after = registerAfter(town, applyChange(town, changeOf(edit, from)))
  return checkAreas(after, from).filter(({ severity }) => severity === 'error')
}
const codes = (edit: BoundaryEdit) => edit.areas.map(({ code }) => code)

describe('an edit', () => {
  it('asks for nothing when nothing differs', () => {
    expect(changeOf(start(), from)).toEqual({ from, areas: [], added: [], retired: [] })
  })

  it('moves a shared corner of neighbours and of everything above them', () => {
    const edit = moveCorner(start(), at(1, 1), at(1.2, 1.1))
    const change = changeOf(edit, from)
    expect(change.areas.map(({ code }) => code).sort()).toEqual(
      [grid, '320999100201002', `${grid}001`, `${grid}002`, '320999100201002001', '320999100201002002'].sort(),
    )
    expect(errors(edit)).toEqual([])
    expect(seenOf(edit, change).map(({ id }) => id)).toContain(`${grid}@2025-01-01`)
  })

  it('cuts a grid and the micro-grids the line crosses; the town still tiles', () => {
    const edit = cutArea(start(), grid, [at(0.6, -0.01), at(0.6, 2.01)])
    const change = changeOf(edit, from)
    expect(change.added.map(({ code }) => code)).toEqual(['320999100201003', '320999100201003001', '320999100201003002'])
    expect(change.areas.map(({ code }) => code).sort()).toEqual([grid, `${grid}001`, `${grid}002`])
    expect(change.retired).toEqual([])
    expect(errors(edit)).toEqual([])
  })

  it('moves a micro-grid that lies wholly in the new half under its code', () => {
    const edit = cutArea(start(), grid, [at(-0.01, 1), at(1.01, 1)])
    const change = changeOf(edit, from)
    expect(change.added).toHaveLength(2)
    expect(change.retired).toHaveLength(1)
    expect(errors(edit)).toEqual([])
  })

  it('joins two grids; what lay in the second gets codes of the first', () => {
    const edit = joinAreas(start(), [grid, '320999100201002'])
    const change = changeOf(edit, from)
    expect(change.retired.sort()).toEqual(['320999100201002', '320999100201002001', '320999100201002002'])
    expect(change.added.map(({ code }) => code)).toEqual([`${grid}003`, `${grid}004`])
    expect(errors(edit)).toEqual([])
  })

  it('never gives a code twice, also over several cuts', () => {
    const once = cutArea(start(), grid, [at(0.6, -0.01), at(0.6, 2.01)])
    const twice = cutArea(once, grid, [at(0.3, -0.01), at(0.3, 2.01)])
    expect(new Set(codes(twice)).size).toBe(codes(twice).length)
    expect(errors(twice)).toEqual([])
  })

  it.each([
    ['a line beside it', () => cutArea(start(), grid, [at(5, 5), at(6, 6)])],
    ['grids of two villages', () => joinAreas(start(), [grid, '320999100202001'])],
    ['one alone', () => joinAreas(start(), [grid])],
    ['a village', () => cutArea(start(), '320999100201', [at(1, -1), at(1, 3)])],
    ['an unknown code', () => cutArea(start(), '999', [at(1, -1), at(1, 3)])],
  ])('refuses %s', (_, act) => expect(act).toThrow(/area\./))

  it('renames', () => {
    expect(changeOf(renameArea(start(), grid, '听橹格'), from).areas).toEqual([{ code: grid, name: '听橹格' }])
  })
})

describe('a slanting cut through borders that are not level', () => {
  const slanting = cutArea(start(), grid, [at(-0.1, 0.313), at(1.1, 1.771)])

  it('leaves neither errors nor slivers', () => {
    const after = registerAfter(town, applyChange(town, changeOf(slanting, from)))
    expect(checkAreas(after, from).filter(({ kind }) => kind === 'sliver' || kind === 'hole' || kind === 'overlap')).toEqual([])
  })

  it('moves a corner it left on the border together with the neighbours', () => {
    const before = new Map(slanting.areas.map(({ code, geometry }) => [code, geometry]))
    const onBorder = slanting.areas
      .find(({ code }) => code === grid)!
      .geometry.coordinates.flat()
      .find(
        (place): place is [number, number] =>
          Array.isArray(place) &&
          Math.abs(Number(place[0]) - at(1, 0)[0]) < 1e-9 &&
          place[1] !== at(1, 1)[1] &&
          place[1] !== at(1, 2)[1] &&
          place[1] !== at(1, 0)[1],
      )
    const [x, y] = onBorder!
    const edit = moveCorner(slanting, [x, y], [x + 0.0005, y])
    const moved = edit.areas.filter(({ code, geometry }) => before.get(code) !== geometry).map(({ code }) => code)
    expect(moved).toContain('320999100201002')
    expect(errors(edit)).toEqual([])
  })
})
