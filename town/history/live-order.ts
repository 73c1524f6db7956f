import { defaultDuties, findDuty } from '#modules/incident/server/index.ts'
import { type Life, type Steps, afterMinutes, afterShare, areaOf, around, stateOf } from './life.ts'
import { classOf, deskTime } from './live-intake.ts'
import * as say from './phrases.ts'
import { isWaking } from './rhythm.ts'

interface Order {
  readonly unit: string
  readonly co: string | undefined
  readonly item: string
}

/** The unit the responsibility list names for the class and the place, and one that helps. */
function orderOf(life: Life): Order {
  const { world, random, tale, fate } = life
  const code = typeof stateOf(life).data['classCode'] === 'string' ? String(stateOf(life).data['classCode']) : tale.wording.code
  const found = findDuty(defaultDuties, world.catalogueAt(life.at), code)
  const unit = found && world.staff.unitFor(found.duty.lead, areaOf(life), random)
  const fallback = world.staff.unitFor('enforcement', areaOf(life), random)!
  const helpers = (found?.duty.co ?? [])
    .flatMap((role) => world.staff.unitFor(role, areaOf(life), random) ?? [])
    .filter((id) => id !== unit && world.staff.member(id, random))
  return {
    unit: unit ?? fallback,
    co: fate.coUnit ? helpers[0] : undefined,
    item: found ? `${defaultDuties.version}/${found.duty.classCode}` : '',
  }
}

/** Order, return, ruling, signing: ends with the case in a unit's hands. */
export function* order(life: Life): Steps {
  const { world, random, fate } = life
  const meant = orderOf(life)
  let refusals = stateOf(life).done['return']?.count ?? 0
  for (;;) {
    if (stateOf(life).step !== 'sign') yield* dispatch(life, meant)
    if (refusals >= fate.returns || stateOf(life).data['ruled'] === true) break
    refusals++
    yield* sendBack(life)
    if (stateOf(life).step === 'ruling') yield* rule(life, meant)
  }
  yield* sign(life)
  if (fate.escalate && (stateOf(life).done['escalate']?.count ?? 0) === 0) yield* escalate(life)
  if (random.chance(0.03)) {
    const at = afterMinutes(life, random.range(10, 60))
    yield { action: 'note', actor: world.staff.on('dispatcher', at, random), at, input: { words: random.pick(say.notes) } }
  }
}

function* dispatch(life: Life, { unit, co, item }: Order): Steps {
  const { world, random } = life
  const at = deskTime(life)
  const words = random.pick(say.dispatchWords)
  yield {
    action: 'dispatch',
    actor: world.staff.on('dispatcher', at, random),
    at,
    input: { unit, ...(co ? { coUnits: [co] } : {}), ...classOf(life), ...(item ? { listItem: item } : {}), ...(words ? { words } : {}) },
  }
}

function* sendBack(life: Life): Steps {
  const { world, random } = life
  const { holder, clocks } = stateOf(life)
  const clock = clocks['sign']!
  const at = afterShare(life, clock.startedAt, clock.limit, random.range(0.15, 0.6))
  const returnReason = random.weighted([
    ['not-duty', 6],
    ['not-area', 2],
    ['unclear', 2],
    ['repeated', 1],
  ] as const)
  yield { action: 'return', actor: world.staff.of(holder.unitId!, random), at, input: { returnReason, words: random.pick(say.returned) } }
}

function* rule(life: Life, { unit }: Order): Steps {
  const { world, random } = life
  const at = afterMinutes(life, around(150, 0.5, random))
  yield { action: 'rule', actor: world.staff.on('arbitrator', at, random), at, input: { unit, words: random.pick(say.ruled) } }
}

function* sign(life: Life): Steps {
  const { world, random } = life
  const { holder, clocks } = stateOf(life)
  const clock = clocks['sign']!
  const share = random.chance(0.03) ? random.range(1.05, 1.8) : Math.min(0.94, around(0.24, 0.7, random))
  const soon = afterMinutes(life, around(28, 0.8, random))
  const at = life.fate.crew && isWaking(soon) ? soon : afterShare(life, clock.startedAt, clock.limit, share)
  yield { action: 'sign', actor: world.staff.of(holder.unitId!, random), at, terminal: random.chance(0.6) ? '手机' : '' }
}

function* escalate(life: Life): Steps {
  const { world, random } = life
  const at = afterMinutes(life, random.range(60, 300))
  yield { action: 'escalate', actor: world.staff.on('watch-officer', at, random), at, input: { reason: random.pick(say.escalateReasons) } }
  const judged = afterMinutes(life, around(320, 0.5, random))
  yield { action: 'instruct', actor: world.staff.on('leader', judged, random), at: judged, input: { words: random.pick(say.instructions) } }
}
