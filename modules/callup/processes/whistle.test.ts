import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { destinationFrom } from '#core/area/contract.ts'
import { defaultCalendar } from '#core/calendar/contract.ts'
import {
  type Act,
  type CaseActor,
  type CaseState,
  allowed,
  apply,
  begin,
  findAction,
  refusal,
  validateProcess,
} from '#core/case/contract.ts'
import { ARRIVAL_METRES, callupGuards } from '../guards.ts'
import { limitsOf } from '../limits.ts'
import { whistleProcess } from './whistle.ts'

const spot: [number, number] = [120.605, 30.955]
const guards = new Map(callupGuards.map((guard) => [guard.name, guard]))
const start = Date.parse('2026-07-15T09:00:00+08:00')
const [A, B, C] = ['a', 'b', 'c'].map((k) => `00000000-0000-4000-8000-00000000000${k}`) as [string, string, string]
const actor = (personId: string, role: string, unitId = 'village'): CaseActor => ({
  kind: 'person',
  personId,
  unitId,
  unitIds: [unitId],
  roles: [role],
  areas: ['320599101201'],
})
const village = actor('secretary', 'village')
const centre = actor('dispatcher', 'dispatcher', 'centre')
const leader = actor('leader', 'leader', 'town')
const of = (unit: string) => actor(`person-${unit}`, 'handler', unit)

function walk() {
  let seq = 1
  let state: CaseState = begin(whistleProcess, defaultCalendar, {
    seq,
    actionId: 'open',
    action: 'open',
    at: start,
    personId: village.personId,
    unitId: village.unitId,
    input: { place: spot, areaCode: '320599101201001', ...limitsOf.emergency },
  })
  return {
    get state() {
      return state
    },
    may: (who: CaseActor, at = start) =>
      allowed(whistleProcess, state, who, at, guards)
        .filter(({ blocked }) => !blocked)
        .map(({ action }) => action.key),
    why: (who: CaseActor, key: string, input: Act['input'], at = start) =>
      refusal({ process: whistleProcess, action: findAction(whistleProcess, key)!, state, actor: who, now: at, input }, guards)?.text,
    /** Does what the server would: who and guards first, derived fields as the preparations fill them. */
    do(who: CaseActor, key: string, input: Act['input'] = {}, at = start) {
      const against = this.why(who, key, input, at)
      if (against) throw new Error(against)
      const before = (state.data['arrived'] as string[] | null) ?? []
      const open = state.tasks.filter((task) => task.state === 'open').map(({ unitId }) => unitId)
      const arrived = [...before, who.unitId]
      const derived =
        key === 'report-in'
          ? { arrived, allArrived: open.every((unit) => arrived.includes(unit)) }
          : key === 'summon'
            ? { wanted: [input['unit'], ...((input['coUnits'] as string[]) ?? [])] }
            : key === 'reblow'
              ? { again: state.done['reblow'] ? [] : [...new Set(state.tasks.map(({ unitId }) => unitId))] }
              : {}
      state = apply(whistleProcess, defaultCalendar, state, {
        seq: ++seq,
        actionId: String(seq),
        action: key,
        at,
        personId: who.personId,
        unitId: who.unitId,
        input: { ...input, ...derived },
      })
    },
  }
}

const here = { place: spot, way: 'position', accuracy: 12 }
const three = { unit: A, coUnits: [B, C] }
const stars = { ratings: { [A]: { stars: 5, words: '' }, [B]: { stars: 4, words: '' }, [C]: { stars: 2, words: '迟到' } } }

function summoned() {
  const whistle = walk()
  whistle.do(village, 'confirm')
  whistle.do(centre, 'summon', three)
  return whistle
}

test('the definition has no fault', () => expect(validateProcess(whistleProcess)).toEqual([]))

describe('the way of a whistle', () => {
  test('three units come, work, and the whistler silences it', () => {
    const whistle = summoned()
    expect(whistle.state.step).toBe('arriving')
    expect(whistle.state.clocks['arrive']?.dueAt).toBe(start + 30 * 60_000)
    for (const unit of [A, B]) whistle.do(of(unit), 'report-in', here)
    expect([whistle.state.step, whistle.state.clocks['arrive']?.stoppedAt]).toEqual(['arriving', undefined])
    // The third is late: the clock ran on until it came.
    whistle.do(of(C), 'report-in', here, start + 50 * 60_000)
    expect([whistle.state.step, whistle.state.clocks['arrive']?.stoppedAt]).toEqual(['handling', start + 50 * 60_000])
    expect(whistle.why(of(A), 'conclude', { measure: '清运完毕' })).toContain('还有单位')
    for (const unit of [A, B, C]) whistle.do(of(unit), 'answer', { words: '已清运', fair: 5 })
    whistle.do(of(A), 'conclude', { measure: '联合清运完毕' })
    expect(whistle.state.holder).toEqual({ role: 'village' })
    whistle.do(village, 'agree', stars)
    expect([whistle.state.step, whistle.state.result]).toEqual(['silenced', 'silenced'])
  })

  test('not solved: once more to the same units, then to a leader, and still only the whistler ends it', () => {
    const whistle = summoned()
    const round = () => {
      for (const unit of [A, B, C]) whistle.do(of(unit), 'report-in', here)
      for (const unit of [A, B, C]) whistle.do(of(unit), 'answer', { words: '已处理', fair: 3 })
      whistle.do(of(A), 'conclude', { measure: '已处理完毕' })
    }
    round()
    whistle.do(village, 'reblow', { reason: '又堆起来了' })
    expect([whistle.state.step, whistle.state.holder]).toEqual(['arriving', { unitId: A }])
    round()
    whistle.do(village, 'reblow', { reason: '还是没有解决' })
    expect([whistle.state.step, whistle.state.holder]).toEqual(['leader', { role: 'leader' }])
    whistle.do(leader, 'direct', { words: '责成建管局当日完成' })
    expect(whistle.state.step).toBe('agreement')
    expect(whistle.may(leader)).not.toContain('agree')
    whistle.do(village, 'agree', stars)
    expect(whistle.state.step).toBe('silenced')
  })

  test('the centre may send it back, the village may say no, the whistler may withdraw', () => {
    const rejected = walk()
    rejected.do(village, 'confirm')
    rejected.do(centre, 'reject', { reason: '一个单位可以解决' })
    const declined = walk()
    declined.do(village, 'decline', { reason: '我们自己处理' })
    const withdrawn = walk()
    withdrawn.do(village, 'withdraw', { reason: '已解决' })
    expect([rejected, declined, withdrawn].map(({ state }) => state.step)).toEqual(['rejected', 'withdrawn', 'withdrawn'])
  })
})

describe('the gates', () => {
  test('none leaves without the village’s confirmation, whatever is tried in whatever order', () => {
    const everybody = [village, centre, leader, of(A), of(B), actor('stranger', 'village', 'elsewhere')]
    const inputs: Readonly<Record<string, Act['input']>> = { summon: three, 'report-in': here, agree: stars }
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(everybody.length - 1), fc.constantFrom(...whistleProcess.actions.map(({ key }) => key))), {
          maxLength: 25,
        }),
        (tries) => {
          const whistle = walk()
          for (const [who, key] of tries) {
            try {
              whistle.do(everybody[who]!, key, inputs[key] ?? { unit: A, reason: '理由', words: '说明', measure: '处理完毕', fair: 3 })
            } catch {
              // Refused: what the gates are for.
            }
          }
          const { state } = whistle
          if (state.tasks.length > 0) expect(state.done['confirm']?.count).toBeGreaterThan(0)
          if (state.step === 'silenced') expect(state.done['agree']?.persons).toEqual([village.personId])
          if (state.done['conclude']) expect(state.done['report-in']).toBeDefined()
        },
      ),
      { numRuns: 150 },
    )
  })

  test('arriving is being within 200 metres, to the metre', () => {
    const whistle = summoned()
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2000, noNaN: true }), fc.double({ min: 0, max: 359, noNaN: true }), (metres, bearing) => {
        fc.pre(Math.abs(metres - ARRIVAL_METRES) > 0.5)
        const place = destinationFrom(spot, bearing, metres)
        expect(whistle.why(of(B), 'report-in', { ...here, place }) === undefined).toBe(metres <= ARRIVAL_METRES)
      }),
    )
    expect(whistle.why(of(B), 'report-in', { way: 'position' })).toContain('没有取得位置')
    expect(whistle.why(of(B), 'report-in', { ...here, accuracy: 900 })).toContain('误差')
    expect(whistle.why(of('other'), 'report-in', here)).toContain('当前岗位')
    whistle.do(of(B), 'report-in', here)
    expect(whistle.why(of(B), 'report-in', here)).toBe('本单位已经报到')
    expect(whistle.why(of(C), 'answer', { words: '没到就填', fair: 1 })).toBe('本单位还没有到场报到')
  })

  test('every unit is rated, none by itself, none that was not there', () => {
    const whistle = summoned()
    for (const unit of [A, B, C]) whistle.do(of(unit), 'report-in', here)
    for (const unit of [A, B, C]) whistle.do(of(unit), 'answer', { words: '完成', fair: 4 })
    whistle.do(of(A), 'conclude', { measure: '完成清理' })
    expect(whistle.why(village, 'agree', { ratings: { [A]: { stars: 5 } } })).toBe('还有 2 个单位没有评分')
    expect(whistle.why(village, 'agree', { ratings: { ...stars.ratings, [A]: { stars: 9 } } })).toContain('1–5')
    const strange = '00000000-0000-4000-8000-00000000000d'
    expect(whistle.why(village, 'agree', { ratings: { ...stars.ratings, [strange]: { stars: 3 } } })).toContain('没有参加')
  })
})
