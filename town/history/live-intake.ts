import { type Life, type Steps, afterHours, afterMinutes, afterShare, areaOf, around, stateOf } from './life.ts'
import * as say from './phrases.ts'

/** From the report to the point where an order can be given: settled, accepted, checked or refused. */
export function* intake(life: Life): Steps {
  const { fate, random, world, incident } = life
  if (fate.intake === 'settle') {
    const opener = world.staff.gridWorker(areaOf(life))
    if (opener && opener.personId === incident.openedBy) return yield* settle(life)
  }
  if (!incident.told.draft.place) yield* findPlace(life)
  switch (fate.intake) {
    case 'accept': {
      const at = deskTime(life)
      yield { action: 'accept', actor: world.staff.on('dispatcher', at, random), at, input: { ...classOf(life) } }
      return
    }
    case 'check':
    case 'check-false':
      return yield* sendCheck(life, fate.intake === 'check')
    case 'void':
    case 'void-refused':
      return yield* refuse(life, fate.intake === 'void')
    default:
  }
}

/** When the desk gets to it: well inside the acceptance limit, now and then too late. */
export function deskTime(life: Life): number {
  const { random } = life
  const clock = stateOf(life).clocks['accept']
  if (!clock || clock.stoppedAt !== undefined) return afterMinutes(life, around(18, 0.8, random))
  const share = random.chance(0.035) ? random.range(1.1, 3) : Math.min(0.95, around(0.34, 0.55, random))
  return afterShare(life, clock.startedAt, clock.limit, share)
}

/** Reports without a class get one at the desk. */
export const classOf = (life: Life): Record<string, string> =>
  stateOf(life).data['classCode'] ? {} : { classCode: life.tale.wording.code }

/** An address without a point: the dispatcher finds it on the map. */
function* findPlace(life: Life): Steps {
  const { random, world, tale } = life
  const at = afterMinutes(life, random.range(2, 9))
  yield {
    action: 'correct',
    actor: world.staff.on('dispatcher', at, random),
    at,
    input: { place: tale.position, reason: '按地址补充位置' },
    located: world.locate(tale.position, stateOf(life).openedAt),
  }
}

function* settle(life: Life): Steps {
  const { random, world, tale } = life
  const at = afterMinutes(life, around(25, 0.5, random))
  const { code } = tale.wording
  yield {
    action: 'settle',
    actor: world.staff.gridWorker(areaOf(life))!,
    at,
    terminal: '手机',
    input: {
      measure: `${fixOf(life)}（网格员当场处置）`,
      before: [world.photo(code, 'before', at)],
      after: [world.photo(code, 'after', at)],
    },
  }
}

/** What was done about it, in the unit's words. */
export const fixOf = (life: Life): string => life.fix

function* sendCheck(life: Life, real: boolean): Steps {
  const { random, world, tale } = life
  const at = deskTime(life)
  const words = random.pick(say.checkAsks)
  yield { action: 'send-check', actor: world.staff.on('dispatcher', at, random), at, input: words ? { words } : {} }
  const checked = afterHours(life, around(1.6, 0.6, random))
  const actor = (random.chance(0.6) ? world.staff.gridWorker(areaOf(life)) : undefined) ?? world.staff.on('verifier', checked, random)
  const words2 = random.pick(real ? say.checkReal : say.checkFalse)
  yield {
    action: 'check',
    actor,
    at: checked,
    terminal: '手机',
    input: { finding: real ? 'real' : 'false', words: words2, place: tale.position },
  }
  if (!real) yield* refuse(life, true)
}

/** 不予受理: asked for by one, agreed to by another. */
function* refuse(life: Life, agreed: boolean): Steps {
  const { random, world } = life
  const at = deskTime(life)
  const asking = world.staff.on('dispatcher', at, random)
  const checkedFalse = stateOf(life).data['finding'] === 'false'
  const voidReason = checkedFalse ? 'false' : random.pick(['not-town', 'no-content', 'litigation', 'unreasonable'] as const)
  yield {
    action: 'propose-void',
    actor: asking,
    at,
    input: { voidReason, words: checkedFalse ? '经现场核查不属实，反映人亦认可' : random.pick(say.voidWords) },
  }
  const judged = afterMinutes(life, around(35, 0.6, random))
  const officer = world.staff.on('watch-officer', judged, random, [asking.personId])
  if (agreed) yield { action: 'approve-void', actor: officer, at: judged, input: {} }
  else yield { action: 'refuse-void', actor: officer, at: judged, input: { reason: '属于本镇事权，请按程序办理' } }
}
