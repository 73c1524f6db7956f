import { type Life, type Step, type Steps, afterHours, afterMinutes, around, stateOf } from './life.ts'
import { check } from './live-check.ts'
import { handle } from './live-handle.ts'
import { intake } from './live-intake.ts'
import { order } from './live-order.ts'
import * as say from './phrases.ts'

/** The whole life of an incident as acts still to be done; whoever runs it does each and stops where the present begins. */
export function* live(life: Life): Steps {
  if (life.main && (yield* mergedLife(life))) return
  yield* intake(life)
  if (stateOf(life).closedAt !== undefined) return
  if (stateOf(life).step === 'verification') {
    yield* check(life)
    return
  }
  yield* order(life)
  yield* handle(life)
  yield* check(life)
  if (!life.fate.reopen || stateOf(life).closedAt === undefined) return
  const { random, world } = life
  const at = afterHours(life, around(14, 0.6, random))
  yield { action: 'reopen', actor: world.staff.on('callback', at, random), at, input: { reason: random.pick(say.reopens) } }
  yield* order(life)
  yield* handle(life)
  yield* check(life)
}

/** Merged into the first report of the same problem and closed with it. @returns false when it goes its own way after all */
function* mergedLife(life: Life): Generator<Step, boolean, void> {
  const { world, random, main, fate } = life
  const at = afterMinutes(life, around(9, 0.7, random))
  const then = main!.past.entries.findLast(({ sealed }) => sealed.at <= at)?.after
  // The first may be closed, merged itself, or on its way out: then this one is handled for itself.
  if (!then || then.closedAt !== undefined || then.step === 'merged' || then.step === 'voiding') return false
  const actor = world.staff.on('dispatcher', at, random)
  yield { action: 'merge', actor, at, input: { main: main!.past.id, reason: random.pick(say.mergeReasons) } }
  const closing = main!.past.entries.find(({ sealed, after }) => sealed.at > at && after.closedAt !== undefined)
  if (fate.unmerge && (!closing || closing.sealed.at > at + 6 * 3_600_000)) {
    const undone = afterMinutes(life, random.range(40, 200))
    yield {
      action: 'unmerge',
      actor: world.staff.on('dispatcher', undone, random),
      at: undone,
      input: { reason: '现场核对为相邻两处，不是同一问题' },
    }
    return false
  }
  if (closing && closing.after.step === 'closed') {
    yield {
      action: 'close-with-main',
      actor: world.systemActor,
      at: closing.sealed.at,
      input: { result: closing.after.result ?? 'solved', words: `随主件 ${main!.past.number} 结案` },
    }
  }
  return true
}
