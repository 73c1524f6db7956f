import type { Located } from '#core/area/contract.ts'
import { findAction } from '#core/case/contract.ts'
import type { Actor } from '#core/org/contract.ts'
import { type PastAct, type PastCase, type PastRules, actPast, openPast } from '#core/case/server/index.ts'
import type { ClassCatalogue } from '../classes/class.ts'
import { type Beginning, type Told, beginningOf, placeOf } from '../beginning.ts'
import { classFactsOf, distanceOf, reviewLimitOf } from './preparations.ts'

/** Who told of a past incident. Name and phone are sealed when the row is written. */
export interface PastReporter {
  readonly id: string
  readonly at: number
  readonly words: string
  readonly name?: string | undefined
  readonly phone?: string | undefined
  readonly callBack?: boolean
  readonly external?: { readonly system: string; readonly number: string }
}

/** An incident lived through in memory: the case and what the module keeps beside it. */
export interface PastIncident {
  readonly past: PastCase
  readonly told: Told
  readonly begun: Beginning
  readonly openedBy: string
  readonly reporter: PastReporter | undefined
  answeredAt: number | undefined
}

export interface PastReport {
  readonly caseId: string
  readonly number: string
  readonly told: Told
  readonly located: Located | undefined
  readonly actor: Actor
  readonly actionId: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly receivedAt?: number
  readonly terminal?: string
  readonly reporter?: PastReporter | undefined
}

/** Opens an incident of the past as `report` opens a live one; nothing is written yet. */
export function openPastIncident(rules: PastRules, catalogue: ClassCatalogue, given: PastReport): PastIncident {
  const { told, at, actor } = given
  const begun = beginningOf(catalogue, rules.town, given.located, told, at)
  const past = openPast(rules, {
    caseId: given.caseId,
    number: given.number,
    data: begun.data,
    actor,
    actionId: given.actionId,
    at,
    ...(given.receivedAt === undefined ? {} : { receivedAt: given.receivedAt }),
    ...(given.terminal === undefined ? {} : { terminal: given.terminal }),
    files: (told.draft.files ?? []).map((file) => ({ ...file, field: 'files' })),
  })
  return { past, told, begun, openedBy: actor.personId, reporter: given.reporter, answeredAt: undefined }
}

/**
 * Does one act of the past with the values the live preparations would derive. Merged incidents are not closed here: the caller does
 * that with `close-with-main` when the main one closed.
 * `located` says where a corrected place lies.
 * @throws Error when the live engine would refuse it
 */
export function actPastIncident(
  rules: PastRules,
  catalogue: ClassCatalogue,
  incident: PastIncident,
  act: Omit<PastAct, 'derived'> & { readonly located?: Located },
): void {
  const { past } = incident
  const input = act.input ?? {}
  const { data } = past.state
  const derived = {
    ...(act.action === 'accept' || act.action === 'dispatch' || act.action === 'correct' ? classFactsOf(catalogue, input, data) : {}),
    ...(act.action === 'correct' && act.located ? placeOf(act.located, rules.town) : {}),
    ...(act.action === 'verify' ? distanceOf(input, data) : {}),
    ...(act.action === 'shelve' || act.action === 'review' ? reviewLimitOf(input, act.at) : {}),
  }
  actPast(rules, past, { ...act, derived })
  // Merged reports are answered with their main one, at the same instant.
  const answers = act.action === 'close-with-main' || findAction(rules.process, act.action)?.effects?.includes('incident.reply')
  if (answers && past.state.closedAt !== undefined) incident.answeredAt ??= act.at
}
