import { DAY, dateOf } from '#core/calendar/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import { kindOf } from './kinds.ts'
import { type Life, type Steps, afterHours, afterMinutes, afterShare, around, stateOf } from './life.ts'
import { fixOf } from './live-intake.ts'
import { order } from './live-order.ts'
import * as say from './phrases.ts'
import { isWaking } from './rhythm.ts'

/** From signing to the answer: make safe, talk, ask for time, put aside, hear the helpers, finish. */
export function* handle(life: Life): Steps {
  const { random, fate, tale, incident } = life
  const kind = kindOf(tale.wording.code)
  const holder = (): Actor => holderOf(life)
  const planned = finishAt(life)
  const { safe } = stateOf(life).clocks
  if (
    safe &&
    safe.stoppedAt === undefined &&
    safe.dueAt !== undefined &&
    (planned > safe.dueAt || random.chance(0.3)) &&
    random.chance(0.96)
  ) {
    const at = Math.min(
      afterShare(life, safe.startedAt, safe.limit, Math.min(0.97, around(0.6, 0.35, random))),
      Math.max(planned - 60_000, life.at + 60_000),
    )
    yield { action: 'make-safe', actor: holder(), at, terminal: '手机', input: { words: random.pick(say.safeWords[kind]) } }
  }
  if (incident.reporter?.phone && random.chance(0.45)) {
    const at = Math.min(afterMinutes(life, around(40, 0.6, random)), Math.max(planned - 30_000, life.at + 30_000))
    const contactWay = random.weighted([
      ['phone', 6],
      ['visit', 2],
      ['site', 3],
    ] as const)
    yield { action: 'contact', actor: holder(), at, input: { contactWay, words: random.pick(say.contactWords) } }
  }
  if (fate.shelve && !stateOf(life).done['shelve']) yield* shelve(life)
  if (fate.extension !== 'none' && !stateOf(life).done['ask-extension']) yield* extend(life)
  // Last: a case taken up from the shelf is ordered anew, with helpers of its own.
  for (const task of stateOf(life).tasks.filter((t) => t.state === 'open' && !t.lead)) yield* coAnswer(life, task.unitId)
  yield* finish(life, planned > life.at ? planned : finishAt(life))
}

/** Whoever signed keeps it; somebody else of the unit when nobody did. */
function holderOf(life: Life): Actor {
  const { holder } = stateOf(life)
  const signed = life.incident.past.entries.findLast(({ sealed }) => sealed.action === 'sign')?.sealed
  const actor = signed && signed.unitId === holder.unitId ? life.actors.get(signed.personId) : undefined
  return actor ?? life.world.staff.of(holder.unitId!, life.random)
}

function finishAt(life: Life): number {
  const { fate } = life
  const clock = stateOf(life).clocks['finish']!
  // A finish clock begun anew (reopened) or given back after a failed check goes faster.
  const again = (stateOf(life).done['handle']?.count ?? 0) > 0
  if (again) return afterHours(life, around(2.4, 0.6, life.random))
  const extra = clock.extensions.reduce((sum, { n, unit }) => sum + (unit === clock.limit.unit ? n : 0), 0)
  const at = afterShare(life, clock.startedAt, { n: clock.limit.n + extra, unit: clock.limit.unit }, fate.pace)
  const soon = afterMinutes(life, around(150, 0.9, life.random))
  return fate.crew && isWaking(soon) ? Math.min(soon, Math.max(at, life.at)) : Math.max(at, afterMinutes(life, 12))
}

function* finish(life: Life, at: number): Steps {
  const { world, random, fate, tale } = life
  const due = stateOf(life).clocks['finish']?.dueAt
  if (due !== undefined && at > due && random.chance(0.7)) {
    const urged = Math.min(due + random.int(1, 5) * 3_600_000, at - 60_000)
    if (urged > life.at)
      yield { action: 'urge', actor: world.staff.on('dispatcher', urged, random), at: urged, input: { words: random.pick(say.urges) } }
  }
  const { code } = tale.wording
  const { evidence, files } = stateOf(life).data
  const wanted = evidence as { before?: number; after?: number } | undefined
  const shown = fate.outcome === 'solved'
  const own = Array.isArray(files) ? files.length : 0
  const before = shown && (wanted?.before ?? 0) > own ? [world.photo(code, 'before', at)] : []
  const after = shown && (wanted?.after ?? 0) > 0 ? [world.photo(code, 'after', at)] : []
  const measure = shown ? fixOf(life) : random.pick(fate.outcome === 'explained' ? say.explainedFixes : say.unsolvableFixes)
  yield {
    action: 'handle',
    actor: holderOf(life),
    at,
    terminal: random.chance(0.7) ? '手机' : '',
    input: {
      outcome: fate.outcome,
      measure,
      contacted: random.pick(say.contacted),
      ...(before.length ? { before } : {}),
      ...(after.length ? { after } : {}),
    },
  }
}

function* coAnswer(life: Life, unitId: string): Steps {
  const { world, random } = life
  const at = afterHours(life, around(1.2, 0.7, random))
  if (random.chance(0.08)) {
    yield { action: 'excuse', actor: holderOf(life), at, input: { unit: unitId, reason: '现场核对无协办单位设施，不需配合' } }
    return
  }
  yield { action: 'answer', actor: world.staff.member(unitId, random)!, at, input: { words: random.pick(say.coAnswers) } }
}

function* extend(life: Life): Steps {
  const { world, random, fate } = life
  const clock = stateOf(life).clocks['finish']!
  const at = afterShare(life, clock.startedAt, clock.limit, random.range(0.45, 0.75))
  // Asking comes before the due moment or not at all.
  if (clock.dueAt === undefined || at >= clock.dueAt) return
  const asked = { n: Math.max(1, Math.round(clock.limit.n * random.range(0.4, 1))), unit: clock.limit.unit }
  yield { action: 'ask-extension', actor: holderOf(life), at, input: { askedLimit: asked, reason: random.pick(say.extensionReasons) } }
  const judged = afterMinutes(life, around(110, 0.5, random))
  const officer = world.staff.on('watch-officer', judged, random)
  if (fate.extension === 'granted') yield { action: 'approve-extension', actor: officer, at: judged, input: { limit: asked } }
  else yield { action: 'refuse-extension', actor: officer, at: judged, input: { reason: '理由不充分，请在原时限内完成' } }
}

/** 挂账: put aside with a date, looked at again, taken up and ordered anew. */
function* shelve(life: Life): Steps {
  const { world, random } = life
  const at = afterHours(life, random.range(2, 8))
  const days = random.int(12, 34)
  const owner = stateOf(life).holder.unitId!
  yield {
    action: 'shelve',
    actor: world.staff.on('watch-officer', at, random),
    at,
    input: { reason: random.pick(say.shelveReasons), nextReview: dateOf(at + days * DAY), owner },
  }
  const reviewed = at + (days - 1) * DAY + random.int(0, 6) * 3_600_000
  if (random.chance(0.5)) {
    yield {
      action: 'review',
      actor: world.staff.of(owner, random),
      at: reviewed,
      input: { words: '条件尚未具备，继续挂账', nextReview: dateOf(reviewed + 20 * DAY) },
    }
  }
  const taken = life.at + random.int(10, 19) * DAY
  yield { action: 'unshelve', actor: world.staff.on('dispatcher', taken, random), at: taken, input: { words: '条件具备，恢复办理' } }
  yield* order(life)
}
