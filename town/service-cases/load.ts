import { addWorkdays, defaultCalendar } from '#core/calendar/contract.ts'
import { act } from '#core/case/server/index.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { actorOf } from '#core/org/server/index.ts'
import { getMatter, rateCase, takeCase } from '#modules/service/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { residentIdCheckDigit } from '#core/party/contract.ts'
import { type Random, makeRandom } from '#town/geometry/index.ts'

const HOUR = 3_600_000
const names = '赵长庚 钱若水 孙采薇 李望舒 周既白 吴晚晴 郑南枝 王疏影 冯听澜 陈怀瑾 褚云起 卫明远'.split(' ')
const streets = ['溪港路', '听橹街', '南栅弄', '北圩路', '平波路']

/** Where a case of the past has come to; the last acts are left to whoever signs in. */
type Fate = 'done' | 'received' | 'silent' | 'correcting' | 'review' | 'special' | 'decision' | 'issuing'
const fates: readonly Fate[] = [
  'done',
  'done',
  'done',
  'received',
  'review',
  'done',
  'correcting',
  'done',
  'decision',
  'done',
  'special',
  'issuing',
  'done',
  'silent',
]

/** Born before 1900, so that no living person matches (rules.md §8.2). @param n makes it one of its own */
function idNumber(n: number): string {
  const first = `3205091880${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}${String(100 + n).padStart(3, '0')}`
  return first + residentIdCheckDigit(first)
}

interface Seats {
  readonly window: Actor
  readonly reviewer: Actor
  readonly decider: Actor
}

async function seatsOf(tx: Tx, platform: Platform, town: string): Promise<Seats | undefined> {
  const rows = await tx.query<{ login: string; person_id: string; post_id: string }>(
    `select distinct on (p.login) p.login, m.person_id, m.post_id from org.member m join org.person p on p.town = m.town and p.id = m.person_id
      where m.town = $1 and p.login = any($2) order by p.login, m.post_id`,
    [town, ['chuangkou', 'shenpi', 'shenpi2']],
  )
  const actor = (login: string): Promise<Actor> | undefined => {
    const row = rows.find((one) => one.login === login)
    return row && actorOf(tx, platform, town, row.person_id, row.post_id, platform.now())
  }
  const [window, reviewer, decider] = await Promise.all([actor('chuangkou'), actor('shenpi'), actor('shenpi2')])
  return window && reviewer && decider ? { window, reviewer, decider } : undefined
}

/**
 * Service cases of the last weeks lived through by the real process: closed, waiting at every desk, and one that nobody answered for six working
 * days, which the clock accepts by law at the first minute. Invented people (示例).
 */
export async function loadServiceCases(tx: Tx, platform: Platform, town: string): Promise<void> {
  // They go through the real gates: should a changed process refuse one, the town still opens, without them.
  await tx.query('savepoint service_cases')
  try {
    const seats = await seatsOf(tx, platform, town)
    if (seats) await liveAll(tx, platform, town, seats)
  } catch (error) {
    await tx.query('rollback to savepoint service_cases')
    platform.log.warn({ err: error }, 'the demo town has no service cases')
  }
}

async function liveAll(tx: Tx, platform: Platform, town: string, seats: Seats): Promise<void> {
  const random = makeRandom('四河镇办件')
  const codes = ['SC-001', 'ZH-022', 'HJ-005', 'SB-006', 'JS-005']
  for (let n = 0; n < 14; n++) await liveOne(tx, platform, town, seats, random, n, codes[n % codes.length]!, fates[n % fates.length]!)
}

async function liveOne(
  tx: Tx,
  platform: Platform,
  town: string,
  seats: Seats,
  random: Random,
  n: number,
  code: string,
  fate: Fate,
): Promise<void> {
  const now = platform.now()
  // Open ones are young, so that what they wait for is still to be done; the silent one is six working days old.
  const back = fate === 'done' ? 12 + (n % 20) : fate === 'silent' ? 6 : fate === 'received' ? 1 : 3
  const day = addWorkdays(defaultCalendar, dayOf(now), -back)
  let at = Date.parse(`${day}T09:00:00+08:00`) + Math.floor(random.next() * 2 * HOUR)
  const matter = await getMatter(tx, town, code, dayOf(new Date(at)))
  const name = names[n % names.length]!
  const kind = matter.applicants.includes('person') ? ('person' as const) : ('company' as const)
  const form = Object.fromEntries(matter.form.filter(({ required }) => required).map((field) => [field.key, answer(field, name, n)]))
  const whole = fate !== 'silent' && fate !== 'received' && fate !== 'correcting'
  const receipt = await takeCase(tx, platform, {
    draft: {
      actionId: newId(at),
      matterCode: code,
      channel: 'hall',
      applicant: {
        kind,
        name,
        number: kind === 'person' ? idNumber(n) : '91320509MA0000015F',
        phone: '',
        address: `${streets[n % 5]!} ${n + 1} 号`,
      },
      form,
      changes: matter.materials.map(({ key }) => ({ key, state: whole ? ('have' as const) : ('missing' as const) })),
      accept: whole,
    },
    actor: seats.window,
    now: new Date(at),
  })
  const does = async (actor: Actor, action: string, input: Record<string, unknown>, days = 0): Promise<void> => {
    at = days === 0 ? at + HOUR / 2 : Date.parse(`${addWorkdays(defaultCalendar, dayOf(new Date(at)), days)}T10:00:00+08:00`)
    at = Math.min(at, now.getTime())
    await act(tx, platform, { caseId: receipt.id, action, input, actor, actionId: newId(at), now: new Date(at) })
  }
  if (fate === 'correcting') return does(seats.window, 'notify-correction', { more: '申请表没有签名' })
  if (!whole || fate === 'review') return
  if (fate === 'special' && matter.special.includes('检验')) {
    const expected = addWorkdays(defaultCalendar, dayOf(now), 5)
    return does(seats.reviewer, 'start-special', { special: '检验', expected, words: '委托检验机构检验', told: true }, 1)
  }
  const granted = { outcome: 'granted', words: '', told: false }
  if (matter.soleOfficer) await does(seats.reviewer, 'sole-decide', granted)
  else {
    await does(seats.reviewer, 'review', { opinion: 'granted', words: '材料齐全，符合条件' }, 1)
    if (fate === 'decision') return
    await does(seats.decider, 'decide', granted, 1)
  }
  if (fate !== 'done') return
  await does(seats.window, 'deliver', { way: 'post', tracking: `EX${100_000 + n}CN` }, 1)
  if (n % 3 === 0)
    await rateCase(tx, platform, {
      town,
      rated: { caseId: receipt.id, closedAt: new Date(at), issuedAt: new Date(at) },
      draft: { door: 'counter', level: n % 2 ? 5 : 4, dimensions: {}, words: '' },
      actionId: newId(at),
      matterName: matter.name,
      number: receipt.number,
      now: new Date(at + HOUR),
    })
}

function answer(
  field: { kind: string; key: string; choices?: readonly string[] | undefined },
  name: string,
  n: number,
): string | number | boolean {
  if (field.kind === 'choice') return field.choices?.[0] ?? ''
  if (field.kind === 'yes-no') return true
  if (field.kind === 'number') return 1
  if (field.kind === 'date') return '2026-06-01'
  if (field.kind === 'phone') return '13900000000'
  if (field.kind === 'resident-id') return idNumber(n)
  if (field.kind === 'uscc') return '91320509MA0000015F'
  return /address|site/.test(field.key) ? `${streets[n % 5]!} ${n + 1} 号` : name
}
