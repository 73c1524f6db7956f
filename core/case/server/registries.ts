import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { registry } from '#platform/contract/registry.ts'
import type { Actor } from '#core/org/contract.ts'
import type { NamedGuard } from '../allowed.ts'
import type { ActionDefinition, Process } from '../process.ts'
import type { Act, CaseState } from '../state.ts'

/** A process a module brings, and who may read its cases. */
export interface ProcessEntry {
  readonly process: Process
  /** The permission whose reach decides which cases a post may see. */
  readonly readPermission: string
}
export const processes = registry<ProcessEntry>('case.processes')

/** Pure rules of a module's own, used by guards of kind `named`. */
export const namedGuards = registry<NamedGuard>('case.named-guards')

/** What one act changed, handed to effects inside the same transaction. */
export interface Change {
  readonly town: string
  readonly caseId: string
  readonly number: string
  readonly title: string
  readonly process: Process
  readonly action: ActionDefinition
  readonly act: Act
  readonly before: CaseState
  readonly after: CaseState
  readonly actor: Actor
  readonly now: Date
}

/** Something a module does when an action that lists it is done: same transaction, so all or nothing. */
export interface CaseEffect {
  readonly name: string
  readonly run: (tx: Tx, change: Change, platform: Platform) => Promise<void>
}
export const caseEffects = registry<CaseEffect>('case.effects')

/** A check with the database at hand, before the act is written; throws a Fault. Named in the definition like an effect. */
export interface CaseCheck {
  readonly process: string
  readonly actions: readonly string[]
  readonly check: (tx: Tx, change: Omit<Change, 'after'>, platform: Platform) => Promise<void>
}
export const caseChecks = registry<CaseCheck>('case.checks')
