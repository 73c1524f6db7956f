import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LiveFact } from '../contract/live.ts'
import { type Ears, earsHear } from './hearing.ts'
import { Batch, audienceKey, makeJudge, writeRows } from './live-batch.ts'
import { writePosition } from './position.ts'
import type { OutboxRow } from './relay.ts'

const towns = ['320599101', '320599102']
const people = ['wang', 'li', 'zhao']
const units = ['sanitation', 'municipal', 'centre']
const areas = ['320599101201', '320599101201001', '320599101201001002', '320599101202', '320599101']

const anAudience = fc.oneof(
  { weight: 1, arbitrary: fc.constant('*') },
  { weight: 2, arbitrary: fc.constantFrom(...people).map((p) => `p:${p}`) },
  { weight: 3, arbitrary: fc.constantFrom(...units).map((u) => `u:${u}`) },
  { weight: 3, arbitrary: fc.constantFrom(...areas).map((a) => `a:${a}`) },
  { weight: 1, arbitrary: fc.constantFrom('x:unknown', '', 'u:') },
)
const someRows = fc
  .array(
    fc.record({
      town: fc.constantFrom(...towns),
      audience: fc.uniqueArray(anAudience, { maxLength: 3 }),
      name: fc.constantFrom('case.acted', 'sensing.alarm-raised', 'library.card-issued'),
      size: fc.oneof({ weight: 9, arbitrary: fc.constant(10) }, { weight: 1, arbitrary: fc.constant(40_000) }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((all) =>
    all.map(({ size, ...row }, i): OutboxRow => ({
      ...row,
      xid: String(700 + Math.floor(i / 3)),
      seq: i,
      payload: { secret: `only for ${row.audience.join()}`, fill: 'x'.repeat(size) },
      at: new Date(1_795_000_000_000 + i),
    })),
  )
const aReader = fc.record({
  town: fc.constantFrom(...towns),
  overhears: fc.boolean(),
  ears: fc.record({
    person: fc.option(fc.constantFrom(...people), { nil: undefined }),
    units: fc.uniqueArray(fc.constantFrom(...units)),
    areas: fc.uniqueArray(fc.constantFrom(...areas), { maxLength: 2 }),
    wholeTown: fc.boolean(),
  }),
})

const batchOf = (rows: readonly OutboxRow[]) => new Batch([rows[0]!, ...rows.slice(1)])
const judgeOf = ({ town, ears, overhears }: { town: string; ears: Ears; overhears: boolean }) =>
  makeJudge(town, (audience) => earsHear(ears, audience), overhears)

/** What a browser makes of the bytes. */
function read(text: string): { facts: LiveFact[]; lastId: string | undefined } {
  const blocks = text.split('\n\n').filter(Boolean)
  const fields = blocks.flatMap((block) =>
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
  )
  const facts = fields.filter(([field]) => field === 'data').flatMap(([, data]) => JSON.parse(data) as LiveFact[])
  return { facts, lastId: fields.findLast(([field]) => field === 'id')?.[1] }
}

describe('what a reader gets of a batch', () => {
  test('is exactly what its role and area allow: all of that, nothing else, in order', () => {
    fc.assert(
      fc.property(someRows, fc.array(aReader, { minLength: 1, maxLength: 6 }), (rows, readers) => {
        const batch = batchOf(rows)
        for (const reader of readers) {
          const { facts } = read(batch.blockFor(judgeOf(reader))?.toString() ?? '')
          const mine = rows.filter(({ town, audience }) => town === reader.town && earsHear(reader.ears, audience))
          const told = facts.filter(({ payload }) => payload !== null)
          expect(told.map(({ id }) => id)).toEqual(mine.map(writePosition))
          expect(told.map(({ payload }) => payload)).toEqual(mine.map(({ payload }) => payload))
          // Of the rest an overhearing reader knows each name once, anybody else nothing.
          const rest = rows.filter((row) => row.town === reader.town && row.audience.length > 0 && !mine.includes(row))
          const named = facts.filter(({ payload }) => payload === null).map(({ name }) => name)
          expect(named.toSorted()).toEqual(reader.overhears ? [...new Set(rest.map(({ name }) => name))].toSorted() : [])
        }
      }),
      { numRuns: 300 },
    )
  })

  test('never carries a word of a fact that is not theirs', () => {
    fc.assert(
      fc.property(someRows, aReader, (rows, reader) => {
        const text = batchOf(rows).blockFor(judgeOf(reader))?.toString() ?? ''
        for (const { town, audience } of rows)
          if (town !== reader.town || !earsHear(reader.ears, audience)) {
            const words = JSON.stringify(`only for ${audience.join()}`)
            const alsoMine = rows.some(
              (row) => row.town === reader.town && earsHear(reader.ears, row.audience) && row.audience.join() === audience.join(),
            )
            if (!alsoMine) expect(text).not.toContain(words)
          }
      }),
      { numRuns: 300 },
    )
  })

  test('is the same by the shared way and by the reader’s own', () => {
    fc.assert(
      fc.property(someRows, aReader, (rows, reader) => {
        const judge = judgeOf(reader)
        const shared = read(batchOf(rows).blockFor(judge)?.toString() ?? '')
        const own = read(writeRows(rows, (row) => (row.town === reader.town ? judge.of(audienceKey(row.audience), row.audience) : 'none')))
        expect(shared.facts).toEqual(own.facts)
        if (shared.facts.length > 0) expect(shared.lastId).toBe(writePosition(rows.at(-1)!))
      }),
    )
  })

  test('is one buffer for all who hear the same', () => {
    fc.assert(
      fc.property(someRows, aReader, (rows, reader) => {
        const batch = batchOf(rows)
        expect(batch.blockFor(judgeOf(reader))).toBe(batch.blockFor(judgeOf(reader)))
      }),
    )
  })
})
