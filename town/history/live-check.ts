import { DAY } from '#core/calendar/contract.ts'
import { jitter } from './spots.ts'
import { type Life, type Steps, afterHours, areaOf, around, stateOf } from './life.ts'
import { handle } from './live-handle.ts'
import * as say from './phrases.ts'

/** Checked by other eyes, called back, closed with an honest result; or back to the unit. */
export function* check(life: Life): Steps {
  for (;;) {
    yield* verify(life)
    if (stateOf(life).step === 'handling') {
      yield* handle(life)
      continue
    }
    if (stateOf(life).step !== 'callback') return
    yield* callBack(life)
    if (stateOf(life).step !== 'handling') return
    yield* handle(life)
  }
}

/** Those who handled or signed may not check. */
const handlers = (life: Life): string[] => ['handle', 'settle', 'sign'].flatMap((key) => stateOf(life).done[key]?.persons ?? [])

function* verify(life: Life): Steps {
  const { world, random, fate, tale } = life
  const at = afterHours(life, around(1, 0.8, random))
  const mine = handlers(life)
  const worker = random.chance(0.5) ? world.staff.gridWorker(areaOf(life)) : undefined
  const actor = worker && !mine.includes(worker.personId) ? worker : world.staff.on('verifier', at, random, mine)
  const good = (stateOf(life).done['verify']?.count ?? 0) >= fate.reworks
  const words = random.pick(good ? say.passed : say.failed)
  const place = random.chance(0.6) ? { place: jitter(tale.position, random, 35) } : {}
  yield { action: 'verify', actor, at, terminal: '手机', input: { passed: good, words, ...place } }
}

function* callBack(life: Life): Steps {
  const { world, random, fate } = life
  const mine = handlers(life)
  for (let call = 0; call < Math.min(fate.unreached, 3); call++) {
    const at = call === 0 ? afterHours(life, around(1.6, 0.6, random)) : afterHours(life, around(5, 0.3, random))
    yield {
      action: 'call-back',
      actor: world.staff.on('callback', at, random, mine),
      at,
      input: { answer: 'unreached', words: '无人接听' },
    }
  }
  if (fate.unreached >= 3) {
    const at = Math.max(afterHours(life, 2), life.at + DAY / 4)
    yield {
      action: 'close-uncalled',
      actor: world.staff.on('callback', at, random, mine),
      at,
      input: { words: '三次拨打均无人接听，已发短信告知结果' },
    }
    return
  }
  const at = afterHours(life, around(1.6, 0.7, random))
  const actor = world.staff.on('callback', at, random, mine)
  const before = life.incident.past.entries.filter(
    ({ sealed }) => sealed.action === 'call-back' && sealed.input['answer'] === 'not-solved',
  ).length
  if (fate.unsolved && before === 0) {
    const satisfied = random.pick(['unsatisfied', 'unsatisfied', 'fair'] as const)
    yield { action: 'call-back', actor, at, input: { answer: 'not-solved', satisfied, words: random.pick(say.complaints) } }
    return
  }
  if (fate.outcome !== 'solved' && random.chance(0.22)) {
    yield { action: 'call-back', actor, at, input: { answer: 'unreached', words: '接通后表示仍有意见，未作评价' } }
    const closed = afterHours(life, random.range(1, 5))
    const officer = world.staff.on('watch-officer', closed, random, mine)
    yield {
      action: 'close-explained',
      actor: officer,
      at: closed,
      input: { result: fate.outcome, reason: '政策依据已书面告知，群众保留意见' },
    }
    return
  }
  const satisfied = random.weighted(
    fate.outcome === 'solved'
      ? ([
          ['satisfied', 74],
          ['fair', 21],
          ['unsatisfied', 5],
        ] as const)
      : ([
          ['satisfied', 35],
          ['fair', 40],
          ['unsatisfied', 25],
        ] as const),
  )
  const words = random.pick(say.voices)
  yield { action: 'call-back', actor, at, input: { answer: 'solved', satisfied, ...(words ? { words } : {}) } }
}
