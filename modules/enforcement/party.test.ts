import { expect, test } from 'vitest'
import { ageClass } from './party.ts'

test.each([
  ['2012-05-01', '2026-05-01', 'under-14'],
  ['2012-05-01', '2026-05-02', '14-18'],
  ['2008-05-01', '2026-05-01', '14-18'],
  ['2008-05-01', '2026-05-02', 'adult'],
  ['2008-02-29', '2026-02-28', '14-18'],
  ['2008-02-29', '2026-03-01', 'adult'],
  [undefined, '2026-05-02', 'unknown'],
  ['2008-05-01', undefined, 'unknown'],
])('born %s, the act on %s: %s', (born, on, is) => expect(ageClass(born, on)).toBe(is))
