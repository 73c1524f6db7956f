import { addDays, countWorkdays, dateOf } from '#core/calendar/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import { type CaseState, nextDue } from '#core/case/contract.ts'
import type { CaseEffect, Change } from '#core/case/server/index.ts'
import { sendOut } from '#core/notice/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { publish } from '#platform/server/outbox.ts'
import { addMonths } from '../../case-derive.ts'
import { materialsOf } from '../../case-material.ts'
import { promiseBroken } from '../../case-facts.ts'
import { getMatter } from '../matter/index.ts'
import { openApplicant } from './applicant.ts'
import { remember, sharedFacts } from './known.ts'
import { keepPaper } from './papers.ts'

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)
const deciding = new Set(['decide', 'sole-decide', 'renew-by-law'])

/** Working days from acceptance to decision, those of special procedures left out. */
async function usedDays(tx: Tx, town: string, state: CaseState, at: number): Promise<number | null> {
  const from = text(state.data['acceptedOn'])
  if (!from) return null
  const calendar = await getCalendar(tx, town)
  const paused = (state.clocks['legal']?.pauses ?? []).reduce(
    (n, { from: began, to }) => n + countWorkdays(calendar, dateOf(began), dateOf(to ?? at)),
    0,
  )
  return Math.max(0, countWorkdays(calendar, from, dateOf(at)) - paused)
}

/** A one-thing is done when all its cases are (rules.md §5.6). */
async function bundleAfter(tx: Tx, { town, caseId, after, now }: Change): Promise<void> {
  if (after.closedAt === undefined) return
  await tx.query(
    `update service.bundle b set done_at = $3 where b.town = $1 and b.done_at is null
       and b.id = (select one_thing_id from service.office_case where town = $1 and case_id = $2)
       and not exists (select 1 from service.office_case o where o.town = b.town and o.one_thing_id = b.id and o.open)`,
    [town, caseId, now],
  )
}

async function rowAfter(tx: Tx, { town, caseId, act, after, action }: Change): Promise<void> {
  const { data, clocks, done } = after
  const due = nextDue(after)
  const decided = deciding.has(action.key)
  const late = decided && [clocks['legal'], clocks['promise']].some((clock) => clock?.dueAt !== undefined && act.at > clock.dueAt)
  const visit = action.key === 'resubmit' || action.key === 'supply' || (action.key === 'deliver' && act.input['way'] === 'counter')
  const sample = data['sampleResult'] !== undefined ? String(data['sampleResult']) : data['sampled'] === true ? 'due' : null
  await tx.query(
    `update service.office_case set step = $3, open = $4, closed_at = $5, result = $6, outcome = $7, accepted_on = $8, deemed = $9, corrections = $10,
       extended = $11, special_count = $12, sole = $13, sample = $14, legal_due = $15, promise_due = $16, used_days = coalesce($17, used_days),
       decided_at = coalesce($18, decided_at), delivered_at = coalesce($19, delivered_at), document_number = $20, deliver_way = $21, visits = visits + $22,
       next_due = $23, next_clock = $24, late = late or $25, seq = $26,
       held_asked = case when $27 then greatest(0, held_count - $28) else held_asked end
     where town = $1 and case_id = $2`,
    [
      town,
      caseId,
      after.step,
      after.closedAt === undefined,
      moment(after.closedAt),
      after.result ?? null,
      text(data['outcome']),
      text(data['acceptedOn']),
      data['deemed'] === true,
      done['notify-correction']?.count ?? 0,
      data['extended'] === true,
      done['start-special']?.count ?? 0,
      data['sole'] === true,
      sample,
      moment(clocks['legal']?.dueAt),
      moment(clocks['promise']?.dueAt),
      decided ? await usedDays(tx, town, after, act.at) : null,
      decided ? new Date(act.at) : null,
      action.key === 'deliver' || action.key === 'collect' ? new Date(act.at) : null,
      text(data['documentNumber']),
      text(data['way']),
      // By post, online or an agent nobody came; at a window somebody did.
      visit && act.unitId !== '' ? 1 : 0,
      moment(due?.dueAt),
      due?.clock ?? null,
      late,
      after.seq,
      data['accepted'] === true,
      materialsOf(data).filter(({ state }) => state === 'held').length,
    ],
  )
}

interface Sealed {
  readonly sealed: Buffer
  readonly id_digest: Buffer
  readonly matter_code: string
}
async function sealedOf(tx: Tx, town: string, caseId: string): Promise<Sealed | undefined> {
  const [row] = await tx.query<Sealed>(`select sealed, id_digest, matter_code from service.office_case where town = $1 and case_id = $2`, [
    town,
    caseId,
  ])
  return row
}

/** A licence the town itself gave out is never asked for again. */
async function learnResult(
  tx: Tx,
  platform: Platform,
  { town, caseId, number, after, now }: Pick<Change, 'town' | 'caseId' | 'number' | 'after' | 'now'>,
): Promise<void> {
  const row = await sealedOf(tx, town, caseId)
  if (!row || after.data['outcome'] !== 'granted') return
  const { result } = await getMatter(tx, town, row.matter_code, String(after.data['matterFrom']))
  if (result.licence) await remember(tx, platform, town, { number, digest: row.id_digest, facts: {}, papers: [result.licence], now })
}

/** An accepted case teaches the town what it brought; the next one is not asked for it. */
async function learn(tx: Tx, platform: Platform, { town, caseId, number, after, action, now }: Change): Promise<void> {
  if (action.key === 'deliver' || action.key === 'collect') return learnResult(tx, platform, { town, caseId, number, after, now })
  if (action.key !== 'accept') return
  const row = await sealedOf(tx, town, caseId)
  if (!row) return
  const applicant = openApplicant(platform, caseId, row.sealed)
  const matter = await getMatter(tx, town, row.matter_code, String(after.data['matterFrom']))
  const contact = { 'applicant.name': applicant.name, 'applicant.phone': applicant.phone, 'applicant.address': applicant.address }
  await remember(tx, platform, town, {
    number,
    digest: row.id_digest,
    facts: { ...sharedFacts(matter, applicant.form), ...Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== '')) },
    // Only papers that other matters know by the same licence code: a lease for this shop says nothing about the next.
    papers: materialsOf(after.data).flatMap((m) => (m.state === 'have' && m.licence ? [m.licence] : [])),
    now,
  })
}

const says: Readonly<Record<string, (number: string, data: Readonly<Record<string, unknown>>) => string>> = {
  accept: (number) => `您的申请 ${number} 已受理。`,
  'accept-by-law': (number) => `您的申请 ${number} 自收到之日起视为受理。`,
  'notify-correction': (number) => `您的申请 ${number} 需要补正，请凭受理号和查询码查看全部内容，一次补齐。`,
  'start-special': (number, data) => `您的申请 ${number} 进入特别程序（${String(data['specialName'] ?? '')}），所需时间不计入办理期限。`,
  'grant-extension': (number) => `您的申请 ${number} 经批准延长办理期限，理由见告知书。`,
  decide: (number) => `您的申请 ${number} 已作出决定，可以领取。`,
  'sole-decide': (number) => `您的申请 ${number} 已作出决定，可以领取。`,
  terminate: (number) => `您的申请 ${number} 已终止办理，理由见通知书。`,
}

/** A short message by the town's own port; who left no phone has the paper. */
async function tellApplicant(tx: Tx, platform: Platform, { town, caseId, number, action, after, act }: Change): Promise<void> {
  const words = says[action.key]?.(number, { ...after.data, specialName: act.input['special'] })
  if (!words) return
  const row = await sealedOf(tx, town, caseId)
  const phone = row ? openApplicant(platform, caseId, row.sealed).phone : ''
  if (/^1\d{10}$/.test(phone)) await sendOut(tx, platform, town, { channel: 'sms', address: phone, words })
}

/** Keeps the list's row, the paper and what the town learned in step with the case. */
const record: CaseEffect = {
  name: 'service.record',
  run: async (tx, change, platform) => {
    await rowAfter(tx, change)
    await bundleAfter(tx, change)
    await keepPaper(tx, platform, change)
    await learn(tx, platform, change)
    await tellApplicant(tx, platform, change)
  },
}

/** A false promise is told to whoever keeps credit (rules.md §5.4 告知承诺). */
const promise: CaseEffect = {
  name: 'service.promise',
  run: async (tx, { town, caseId, number, title, act }) => {
    if (act.input['kept'] === true) return
    await publish(tx, town, promiseBroken, { caseId, number, title, at: new Date(act.at).toISOString() }, [`a:${town}`])
  },
}

/** 行政许可法 art. 79: obtained by fraud and touching safety, no application for three years. */
const bar: CaseEffect = {
  name: 'service.bar',
  run: async (tx, { town, caseId, act }) => {
    if (act.input['ground'] !== 'fraud' || act.input['safety'] !== true) return
    const row = await sealedOf(tx, town, caseId)
    if (!row) return
    await tx.query(
      `insert into service.bar (town, id_digest, matter_code, until_day, why) values ($1, $2, $3, $4, $5)
       on conflict (town, id_digest, matter_code) do update set until_day = greatest(service.bar.until_day, excluded.until_day), why = excluded.why`,
      [
        town,
        row.id_digest,
        row.matter_code,
        addDays(addMonths(dateOf(act.at), 36), -1),
        '以不正当手段取得许可被撤销（《行政许可法》第七十九条）',
      ],
    )
  },
}

export const serviceEffects = [record, promise, bar]
