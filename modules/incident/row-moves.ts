import type { Act, ActionDefinition, CaseState } from '#core/case/contract.ts'

const text = (value: unknown): string | null => (typeof value === 'string' && value ? value : null)

/** First-time moments: which columns an action fills if they are still empty. */
export const firsts: Readonly<Record<string, readonly string[]>> = {
  accept: ['accepted_at'],
  'send-check': ['accepted_at'],
  dispatch: ['accepted_at', 'dispatched_at'],
  settle: ['accepted_at', 'dispatched_at', 'signed_at'],
  sign: ['signed_at'],
  contact: ['contacted_at'],
}

/** Moments where the newest counts. */
export const lasts: Readonly<Record<string, string>> = {
  handle: 'handled_at',
  settle: 'handled_at',
  verify: 'verified_at',
  'call-back': 'called_at',
}

export interface Moved {
  readonly action: Pick<ActionDefinition, 'key'>
  readonly act: Pick<Act, 'input'>
  readonly after: CaseState
}

/** What an act adds to the counts of the incident row. */
export function counted({ action, act, after }: Moved): { returns: number; reworks: number; reopened: number } {
  const failed = action.key === 'verify' && act.input['passed'] === false
  const unsolved = action.key === 'call-back' && after.step !== 'closed' && act.input['answer'] === 'not-solved'
  return { returns: action.key === 'return' ? 1 : 0, reworks: failed ? 1 : 0, reopened: action.key === 'reopen' || unsolved ? 1 : 0 }
}

/** The columns an act leaves behind, whatever stood there before; null in `finishDue`, `lead`, `satisfied` and `place` keeps the old value. */
export function columnsAfter({ action, act, after }: Moved) {
  const { data } = after
  const place = Array.isArray(data['place']) ? (data['place'] as number[]) : undefined
  const areaCode = text(data['areaCode']) ?? ''
  return {
    seq: after.seq,
    step: after.step,
    closedAt: after.closedAt,
    result: after.result ?? null,
    classCode: text(data['classCode']) ?? '',
    classTitle: text(data['classTitle']) ?? '',
    grade: text(data['grade']) ?? 'III',
    title: text(data['title']) ?? '',
    address: text(data['address']) ?? '',
    areaCode,
    villageCode: areaCode.slice(0, 12),
    finishDue: after.clocks['finish']?.dueAt ?? null,
    lead: after.tasks.findLast((t) => t.lead)?.unitId ?? after.holder.unitId ?? null,
    outcome: text(data['outcome']),
    answer: text(data['answer']),
    satisfied: text(data['satisfied']),
    shelved: after.step === 'shelved',
    /** A merged case keeps its main one, also when a note or a correction comes, and after it closed with it. */
    main: action.key === 'merge' ? text(act.input['main']) : null,
    keepsMain: after.step === 'merged' || action.key === 'close-with-main',
    voidReason: text(data['voidReason']),
    place: place ?? null,
    leadPerson: after.holder.personId ?? null,
  }
}
