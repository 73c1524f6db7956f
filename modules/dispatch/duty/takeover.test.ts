import fc from 'fast-check'
import { expect, test } from 'vitest'
import { unreadOf } from './takeover.ts'

const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 20 })
const reads = fc.array(fc.record({ caseId: fc.integer({ min: 0, max: 30 }).map(String), at: fc.integer({ min: 0, max: 100 }) }), {
  maxLength: 40,
})

test('the gate opens exactly when every urgent case was read in this hand-over', () => {
  fc.assert(
    fc.property(ids, reads, fc.integer({ min: 0, max: 100 }), (open, read, since) => {
      const unread = unreadOf(
        open.map((id) => ({ id })),
        read,
        since,
      ).map(({ id }) => id)
      for (const id of open) {
        const known = read.some((one) => one.caseId === id && one.at >= since)
        expect(unread.includes(id)).toBe(!known)
      }
    }),
  )
})

test('reading more never closes the gate, a new urgent case always does', () => {
  fc.assert(
    fc.property(ids, reads, fc.integer({ min: 0, max: 100 }), (open, read, since) => {
      const cases = open.map((id) => ({ id }))
      const before = unreadOf(cases, read, since).length
      for (const { id } of cases) expect(unreadOf(cases, [...read, { caseId: id, at: since }], since).length).toBeLessThanOrEqual(before)
      expect(unreadOf([...cases, { id: 'new' }], read, since).map(({ id }) => id)).toContain('new')
    }),
  )
})
