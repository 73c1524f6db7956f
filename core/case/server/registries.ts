import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Block } from '#platform/server/pdf/index.ts'
import { registry } from '#platform/contract/registry.ts'
import type { Actor } from '#core/org/contract.ts'
import type { NamedGuard } from '../allowed.ts'
import type { ActionDefinition, Process } from '../process.ts'
import type { Act, CaseState } from '../state.ts'
import type { CaseRow } from './store.ts'

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

/** What a module's case tells in its file beside the common head: label and value in the order to be read, personal data masked. */
export interface CaseFileFacts {
  readonly process: string
  readonly facts: (ask: {
    readonly tx: Tx
    readonly platform: Platform
    readonly actor: Actor
    readonly row: CaseRow
  }) => Promise<{ readonly label: string; readonly value: string }[]>
  /** The papers of the file in the order the line of work prescribes (正卷、副卷), between the facts and the course. */
  readonly papers?: (ask: {
    readonly tx: Tx
    readonly platform: Platform
    readonly actor: Actor
    readonly row: CaseRow
    readonly now: Date
  }) => Promise<Block[]>
}
export const caseFileFacts = registry<CaseFileFacts>('case.file-facts')

/**
 * Looks at an act with the database at hand before it is folded: throws a Fault to stop it, or answers the values of
 * the form's derived fields (limits from the class, the grid from the place).
 */
export interface CasePreparation {
  readonly process: string
  readonly actions: readonly string[]
  readonly prepare: (tx: Tx, change: Omit<Change, 'after'>, platform: Platform) => Promise<Record<string, unknown> | undefined>
}
export const casePreparations = registry<CasePreparation>('case.preparations')
