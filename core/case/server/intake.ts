import type { CaseFile } from '../form.ts'
import { registry } from '#platform/contract/registry.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'

/** What one module hands to another to make a case of: an alarm, a finding of a round, a clue for enforcement. */
export interface IntakeReport {
  readonly actor: Actor
  /** Idempotent: the same id again answers the first case. */
  readonly actionId: string
  readonly now: Date
  /** When it was found, if earlier. */
  readonly at?: Date
  readonly description: string
  readonly title?: string
  readonly classCode?: string
  /** I 特急, II 紧急, III 一般, IV 简单; left out: the class decides. */
  readonly grade?: 'I' | 'II' | 'III' | 'IV'
  /** [lng, lat] WGS-84. */
  readonly place?: readonly [number, number]
  /** Metres. */
  readonly accuracy?: number
  readonly address?: string
  readonly files?: readonly CaseFile[]
  /** The door it came through, as the receiving process calls it. */
  readonly channel: 'device' | 'grid' | 'camera' | 'video' | 'public' | 'counter' | 'phone' | 'enterprise' | 'upper'
  /** Facts kept with the case as they are: readings, an episode's beginning, an object's number. */
  readonly facts?: Readonly<Record<string, unknown>>
  readonly terminal?: string
}

export interface IntakeReceipt {
  readonly caseId: string
  readonly number: string
  readonly replayed: boolean
}

/**
 * A module's front door for other modules (转办): they never import one another, so the receiver contributes how a case of
 * its own begins, and the sender keeps the `caseId` and listens to `case.acted`.
 */
export interface CaseIntake {
  /** The receiving process: `incident`, `penalty`. */
  readonly process: string
  readonly title: string
  readonly open: (tx: Tx, platform: Platform, report: IntakeReport) => Promise<IntakeReceipt>
}
export const caseIntakes = registry<CaseIntake>('case.intakes')

/**
 * The intake of a process, if the module that has it is installed.
 * @returns undefined in an installation without that module
 */
export function findIntake(platform: Platform, process: string): CaseIntake | undefined {
  return caseIntakes.from(platform.contributions).find((intake) => intake.process === process)
}
