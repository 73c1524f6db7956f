import { addWorkdays, dateOf } from '#core/calendar/contract.ts'
import { bigrams } from '#platform/contract/bigrams.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { parseDay } from '#core/calendar/contract.ts'
import { maskPhone } from '#core/party/contract.ts'
import { getCalendar } from '#core/calendar/server/index.ts'
import type { CaseFile, CaseState } from '#core/case/contract.ts'
import { act, open } from '#core/case/server/index.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import type { CaseDraft, CaseReceipt } from '../../case.ts'
import { type CaseMaterial, changed, checklist } from '../../case-material.ts'
import { failService } from '../../faults.ts'
import type { MatterLimit, MatterVersion } from '../../matter.ts'
import { getMatter } from '../matter/index.ts'
import { type Sealed, checkNumber, digestCode, digestName, digestNumber, sealApplicant, shownName, shownNumber } from './applicant.ts'
import { findBar, heldPapers } from './known.ts'
import { makeCode, nextCaseNumber } from './numbers.ts'
import { receiptPaper } from './papers.ts'

export interface Taking {
  readonly draft: CaseDraft
  readonly actor: Actor
  readonly now: Date
  readonly at?: Date
  readonly terminal?: string
  /** Parts of a one-thing share its id and its code. */
  readonly bundle?: {
    readonly id: string
    readonly code: string
    readonly joint: boolean
    /** Papers a sibling makes, by key, with its matter: not asked for. */
    readonly siblings: ReadonlyMap<string, string>
    /** Working days until the chain comes to it. */
    readonly promiseDays: number
  }
  readonly agencyId?: string
  /** Photos of papers sent along; they lie with the opening. */
  readonly files?: readonly CaseFile[]
}

/** In working days, whatever its unit: what rates are made of. */
export const inWorkdays = ({ n, unit }: MatterLimit): number => (unit === 'working-day' ? n : Math.round((n * 5) / 7))

/** The area a case is in: a village matter lies in the village that took it, everything else in the town. */
function areaOf({ actor, draft }: Taking, matter: MatterVersion): string {
  return matter.level === 'village' || draft.channel === 'village' ? (actor.areas[0] ?? actor.town) : actor.town
}

/** What the case's process reads: nothing of it tells more of a person than the mask. */
function dataOf(taking: Taking, matter: MatterVersion, materials: readonly CaseMaterial[], now: Date): Record<string, unknown> {
  const { draft } = taking
  const name = shownName(draft.applicant)
  const instant = matter.handling === 'instant'
  const renews = draft.renewsUntil
  // art. 50: silence counts for who asked thirty days before the end.
  const left = renews ? parseDay(renews) - parseDay(dayOf(now)) : 0
  return {
    title: `${matter.name} · ${name}`,
    matter: matter.code,
    matterFrom: matter.from,
    matterName: matter.name,
    level: matter.level,
    channel: draft.channel,
    applicant: name,
    areaCode: areaOf(taking, matter),
    soleOfficer: matter.soleOfficer,
    special: matter.special,
    joint: taking.bundle?.joint ?? false,
    materials,
    legalLimit: matter.statutory,
    promiseLimit: taking.bundle
      ? { n: taking.bundle.promiseDays, unit: 'working-day' }
      : instant
        ? { n: 0, unit: 'working-day' }
        : matter.promised,
    resultName: matter.result.name,
    ...(matter.result.validMonths ? { validMonths: matter.result.validMonths } : {}),
    ...(renews && left >= 30 ? { untilExpiry: { n: left, unit: 'calendar-day' } } : {}),
  }
}

/** @throws Fault service.channel-closed, service.kind-not-served, service.form-incomplete, service.matter-changed */
function checkDraft(draft: CaseDraft, matter: MatterVersion): void {
  if (draft.matterFrom !== undefined && draft.matterFrom !== matter.from) throw failService('service.matter-changed')
  // The counter takes everything (前台综合受理); other doors only what they are open for.
  if (draft.channel !== 'hall' && !matter.channels.includes(draft.channel)) throw failService('service.channel-closed')
  if (!matter.applicants.includes(draft.applicant.kind)) throw failService('service.kind-not-served')
  const open = matter.form.filter(({ key, required }) => required && (draft.form[key] === undefined || draft.form[key] === ''))
  if (open.length > 0)
    throw failService('service.form-incomplete', {
      fields: open.map(({ key, title }) => ({ path: `form.${key}`, message: `请填写${title}` })),
    })
}

/**
 * Takes an application in (收件), and accepts it at once where the window says so; in the caller's transaction. The same `actionId` again answers
 * the first receipt, without the code: it is told once.
 * @throws Fault service.matter-missing, service.number-wrong, service.barred, service.exclusive-taken and those of {@link checkDraft}
 */
export async function take(tx: Tx, platform: Platform, taking: Taking): Promise<CaseReceipt> {
  const { draft, actor, now, bundle } = taking
  const { town } = actor
  const at = taking.at ?? now
  const day = dayOf(at)
  const matter = await getMatter(tx, town, draft.matterCode, day)
  checkNumber(draft.applicant.kind, draft.applicant.number)
  checkDraft(draft, matter)
  const digest = digestNumber(platform, draft.applicant.number)
  const [held, bar] = await Promise.all([heldPapers(tx, town, digest), findBar(tx, town, digest, matter.code, day)])
  if (bar) throw failService('service.barred', { detail: `${bar.why}，至 ${bar.until_day} 不得再次申请这个事项` })
  const siblings = bundle?.siblings ?? new Map<string, string>()
  // What is held is the town's to say: a page that says so itself is not believed.
  const changes = draft.changes.filter(({ state }) => state !== 'held')
  const materials = changed(checklist(matter, held), changes).map((material) => {
    const maker = material.state === 'missing' ? siblings.get(material.key) : undefined
    return maker ? { ...material, state: 'held' as const, from: `同办：${maker}` } : material
  })
  const heldCount = checklist(matter, held).filter(({ state }) => state === 'held').length
  const caseId = newId(at.getTime())
  const number = await nextCaseNumber(platform, town, at)
  const code = bundle?.code ?? makeCode()
  const opened = await open(tx, platform, {
    process: 'service',
    caseId,
    number,
    actor,
    actionId: draft.actionId,
    now,
    at,
    ...(taking.terminal ? { terminal: taking.terminal } : {}),
    data: { ...dataOf(taking, matter, materials, at), ...(taking.files?.length ? { files: taking.files } : {}) },
    files: (taking.files ?? []).map((file) => ({ ...file, field: 'files' })),
    beside: ({ state }) => keep(tx, platform, { taking, matter, state, caseId, number, code, digest, heldCount }),
  })
  if (opened.replayed) return receiptOf(opened.caseId, opened.number, opened.state, true)
  await receiptPaper(tx, platform, { town, caseId, number, matter, materials, now })
  if (!draft.accept) return { ...receiptOf(caseId, number, opened.state, false), code }
  const { state } = await act(tx, platform, {
    caseId,
    action: 'accept',
    // The list was settled with the opening; sent again so that the gate sees it.
    input: {},
    actor,
    actionId: newId(),
    now,
    at,
    ...(taking.terminal ? { terminal: taking.terminal } : {}),
  })
  return { ...receiptOf(caseId, number, state, false), code }
}

function receiptOf(id: string, number: string, state: CaseState, replayed: boolean): CaseReceipt {
  const due = state.clocks['promise']?.dueAt
  return {
    id,
    number,
    step: state.step,
    accepted: state.data['accepted'] === true,
    ...(due === undefined ? {} : { promiseDue: dateOf(due - 1) }),
    replayed,
  }
}

interface Keeping {
  readonly taking: Taking
  readonly matter: MatterVersion
  readonly state: CaseState
  readonly caseId: string
  readonly number: string
  readonly code: string
  readonly digest: Buffer
  readonly heldCount: number
}

async function keep(
  tx: Tx,
  platform: Platform,
  { taking, matter, state, caseId, number, code, digest, heldCount }: Keeping,
): Promise<void> {
  const { draft, actor, bundle } = taking
  const { applicant } = draft
  const sealed: Sealed = { ...applicant, form: draft.form, object: draft.object ?? '' }
  const exclusive = matter.exclusiveBy ? (draft.object ?? String(draft.form[matter.exclusiveBy] ?? '')).replaceAll(/\s/g, '') : ''
  const exclusiveKey = exclusive ? fieldCipher(platform.config.dataDir).digest(`object/${exclusive}`) : null
  const notify = state.clocks['notify']?.dueAt
  const kept = await tx.query(
    `insert into service.office_case (town, case_id, number, code_digest, matter_code, matter_from, matter_name, matter_type, unit_id, level, channel,
       applicant_kind, applicant_name, name_digest, id_digest, id_mask, phone_mask, sealed, area_code, opened_by, one_thing_id, agency_id, joint,
       exclusive_key, step, opened_at, legal_days, promise_days, held_count, visits, next_due, next_clock, grams)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30,
       $31, 'notify', $32)
     on conflict do nothing returning 1 as ok`,
    [
      actor.town,
      caseId,
      number,
      digestCode(platform, number, code),
      matter.code,
      matter.from,
      matter.name,
      matter.type,
      matter.unitId,
      matter.level,
      draft.channel,
      applicant.kind,
      shownName(applicant),
      digestName(platform, applicant.name),
      digest,
      shownNumber(applicant),
      applicant.phone ? maskPhone(applicant.phone) : '',
      sealApplicant(platform, caseId, sealed),
      String(state.data['areaCode']),
      actor.personId || null,
      bundle?.id ?? null,
      taking.agencyId ?? null,
      bundle?.joint ?? false,
      exclusiveKey,
      state.step,
      new Date(state.openedAt),
      inWorkdays(matter.statutory),
      matter.handling === 'instant' ? 0 : inWorkdays(matter.promised),
      heldCount,
      draft.channel === 'hall' || draft.channel === 'village' ? 1 : 0,
      notify === undefined ? null : new Date(notify),
      bigrams(`${matter.name} ${applicant.kind === 'person' ? '' : applicant.name}`),
    ],
  )
  if (kept.length > 0) return
  const [other] = await tx.query<{ number: string }>(
    `select number from service.office_case where town = $1 and matter_code = $2 and exclusive_key = $3 and open`,
    [actor.town, matter.code, exclusiveKey],
  )
  throw failService('service.exclusive-taken', { detail: `同一标的已有办件 ${other?.number ?? ''} 正在办理` })
}

/** The latest day a deferred paper may be promised for: the promised decision day (rules.md §5.4). */
export async function lastDeferral(tx: Tx, town: string, data: Readonly<Record<string, unknown>>, at: number): Promise<string> {
  const calendar = await getCalendar(tx, town)
  const limit = data['promiseLimit'] as { n: number; unit: string } | undefined
  const day = dateOf(at)
  if (limit?.unit === 'calendar-day') return dateOf(at + limit.n * 86_400_000)
  return addWorkdays(calendar, day, limit?.n ?? 0)
}
