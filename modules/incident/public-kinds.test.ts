import { expect, test } from 'vitest'
import { defaultCatalogue } from './classes/catalogue.ts'
import { classOfKind, publicKinds } from './public-kinds.ts'

test('every button stands for classes that exist', () => {
  const known = defaultCatalogue.classes.map((c) => c.code)
  for (const { key, classes } of publicKinds)
    for (const code of classes) expect({ key, code, known: known.some((k) => k.startsWith(code)) }).toEqual({ key, code, known: true })
})

test('words and button must agree, and words must be sure', () => {
  const suggested = [
    { code: 'E0505', score: 0.9 },
    { code: 'E0102', score: 0.6 },
  ]
  expect(classOfKind('clean', suggested)).toBe('E0102')
  expect(classOfKind('other', suggested)).toBeUndefined()
  expect(classOfKind(undefined, suggested)).toBeUndefined()
  expect(classOfKind('clean', [{ code: 'E0102', score: 0.2 }])).toBeUndefined()
  expect(classOfKind('constructor', suggested)).toBeUndefined()
})
