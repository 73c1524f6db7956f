import { describe, expect, test } from 'vitest'
import { incidentProcess } from './processes/incident.ts'
import { type TrackAct, mergedTrack, trackOf } from './public-track.ts'

let clock = 0
const did = (action: string, to: string, input: TrackAct['input'] = {}, more: Partial<TrackAct> = {}): TrackAct => ({
  action,
  at: ++clock,
  to,
  input,
  byResident: false,
  ...more,
})
const titles = (acts: readonly TrackAct[], mine = true) => trackOf(incidentProcess, acts, mine).map((e) => e.title)
const secret = '内部：老周难缠'

describe('the track of one report', () => {
  test('tells the public steps and never a word of staff', () => {
    const acts = [
      did('open', 'acceptance', { description: secret }),
      did('dispatch', 'sign', { words: secret }, { unit: '环卫所' }),
      did('return', 'dispatch', { words: secret, returnReason: 'not-duty' }),
      did('dispatch', 'sign', {}, { unit: '市政站' }),
      did('sign', 'handling', {}, { unit: '市政站' }),
      did('contact', 'handling', { words: secret }),
      did('ask-extension', 'extension', { reason: secret }),
      did('approve-extension', 'handling', { words: secret }),
      did('handle', 'verification', { measure: secret, contacted: secret }),
      did('verify', 'handling', { passed: false, words: secret }),
      did('handle', 'verification', { measure: secret }),
      did('verify', 'closed', { passed: true, words: secret }),
    ]
    const track = trackOf(incidentProcess, acts, true)
    expect(track.map((e) => e.title)).toEqual([
      '已收到',
      '已派单',
      '已受理',
      '已派单',
      '处置中',
      '延长时限',
      '核验中',
      '处置中',
      '核验中',
      '已办结',
    ])
    expect(track.flatMap((e) => e.unit ?? [])).toEqual(['环卫所', '市政站', '市政站'])
    expect(JSON.stringify(track)).not.toContain('内部')
  })

  test('acts inside one public step stay unseen', () => {
    expect(
      titles([
        did('open', 'acceptance'),
        did('accept', 'dispatch'),
        did('note', 'dispatch'),
        did('urge', 'dispatch'),
        did('escalate', 'escalated'),
      ]),
    ).toEqual(['已收到', '已受理', '处置中'])
  })

  test('a shelved case says when it is looked at again', () => {
    const track = trackOf(
      incidentProcess,
      [did('shelve', 'shelved', { nextReview: '2026-12-01', reason: secret }), did('review', 'shelved', { nextReview: '2027-01-08' })],
      true,
    )
    expect(track.map((e) => e.words)).toEqual(['12月1日前复核', '已复核，下次复核在1月8日前'])
  })

  test('says “you” only to the one who did it', () => {
    const acts = [
      did('reopen', 'dispatch', { reason: 'x' }, { byResident: true }),
      did('resident-note', 'dispatch', { words: 'x' }),
      did('rate', 'closed', { satisfied: 'fair' }),
    ]
    expect(titles(acts)).toEqual(['重新办理', '您补充了情况', '您已评价'])
    expect(trackOf(incidentProcess, acts, false)).toMatchObject([{ title: '重新办理', words: '反映人表示没有解决' }])
  })
})

test('a merged report shows its own beginning, then the main case from the merging on', () => {
  clock = 0
  const main = [did('open', 'acceptance'), did('dispatch', 'sign', {}, { unit: '市政站' })]
  const own = [did('open', 'acceptance'), did('merge', 'merged', { main: 'x' })]
  main.push(
    did('resident-note', 'sign', { words: '另一位反映人的话' }),
    did('sign', 'handling', {}, { unit: '市政站' }),
    did('verify', 'closed', { passed: true }),
  )
  own.push(did('close-with-main', 'closed'), did('rate', 'closed'))
  const track = mergedTrack(incidentProcess, own, main)
  expect(track.map((e) => e.title)).toEqual(['已收到', '合并办理', '处置中', '已办结', '您已评价'])
  expect(track[1]?.words).toContain('当时进度：已派单')
})
