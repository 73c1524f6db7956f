import { describe, expect, it } from 'vitest'
import type { ShownAct, ShownAlarm } from './timeline-order.ts'
import { evidenceOf, merge } from './timeline-order.ts'

const act = (seq: number, at: string, fields: readonly string[] = []): ShownAct => ({
  seq,
  action: 'lend',
  title: '借出',
  at,
  person: '张三',
  post: '馆员',
  unit: '图书馆',
  terminal: 'desk-1',
  from: '在架',
  to: '借出',
  returns: false,
  answers: [],
  files: fields.map((field) => ({ field, sha256: `${seq}`.repeat(64), name: `${field}${seq}.jpg`, mime: 'image/jpeg' })),
  hash: 'h',
})
const alarm = (at: string): ShownAlarm => ({ clock: 'return', title: '归还', at, dueAt: at, overdue: true, roles: [] })

describe('the order of a timeline', () => {
  it('stands newest first, alarms between the acts they fell between', () => {
    const line = merge({ acts: [act(1, '2026-11-01T01:00:00Z'), act(2, '2026-11-03T01:00:00Z')], alarms: [alarm('2026-11-02T01:00:00Z')] })
    expect(line.map((one) => ('seq' in one ? one.seq : 'alarm'))).toEqual([2, 'alarm', 1])
  })

  it('keeps the order of acts done at the same moment', () => {
    const at = '2026-11-01T01:00:00Z'
    expect(merge({ acts: [act(1, at), act(2, at)], alarms: [] }).map((one) => 'seq' in one && one.seq)).toEqual([2, 1])
  })

  it('takes the photos of the report for how it was, when nobody photographed it again', () => {
    const acts = [act(1, '2026-11-01T01:00:00Z', ['files']), act(2, '2026-11-02T01:00:00Z', ['after'])]
    expect(evidenceOf({ acts, alarms: [] }).before.map((file) => file.name)).toEqual(['files1.jpg'])
    expect(evidenceOf({ acts: acts.slice(0, 1), alarms: [] }).before).toEqual([])
  })

  it('shows the evidence of the last act that brought it', () => {
    const acts = [
      act(1, '2026-11-01T01:00:00Z', ['before', 'after']),
      act(2, '2026-11-02T01:00:00Z', ['after']),
      act(3, '2026-11-03T01:00:00Z'),
    ]
    const { before, after } = evidenceOf({ acts, alarms: [] })
    expect(before.map((file) => file.name)).toEqual(['before1.jpg'])
    expect(after.map((file) => file.name)).toEqual(['after2.jpg'])
  })
})
