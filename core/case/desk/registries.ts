import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import type { CaseDetail, Field } from '#core/case/contract.ts'
import { registry } from '#platform/contract/registry.ts'

/** What a process adds to the case page; each part gets the case and reads its own endpoint. */
export interface CaseView {
  readonly process: string
  /** What happened: words, first photos, class. Top of the wide column. */
  readonly What: ComponentType<{ readonly detail: CaseDetail }>
  /** Where, who told us, what to do with it. The narrow column. */
  readonly Side?: ComponentType<{
    readonly detail: CaseDetail
    readonly act: (action: string, values?: Readonly<Record<string, unknown>>) => void
  }>
}
export const caseViews = registry<CaseView>('case.desk-views')

/** What another module knows of a case, whatever its process: the readings it was opened on. Draws nothing where there is nothing. */
export interface CasePart {
  readonly key: string
  readonly Part: ComponentType<{ readonly detail: CaseDetail }>
}
export const caseParts = registry<CasePart>('case.desk-parts')

export interface FieldInputProps {
  readonly id: string
  readonly field: Field
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly invalid: boolean
  readonly describedBy: string | undefined
}

/** How a kind of field is asked when a module knows better than the engine (its classes, its cases). */
export interface FieldInput {
  readonly kind: Field['kind']
  /** Only for a field of this key: a list of a module's own behind a plain text field. */
  readonly field?: string
  readonly Input: ComponentType<FieldInputProps>
}
export const fieldInputs = registry<FieldInput>('case.desk-field-inputs')

/** Values known before anybody types, each with where it is known from. */
export interface Prefilled {
  readonly values: Readonly<Record<string, unknown>>
  readonly remarks: Readonly<Record<string, string>>
}

/** Fills an action's form from what the module knows: the suggested unit, the class. */
export interface Prefill {
  readonly process: string
  readonly actions: readonly string[]
  readonly fill: (client: QueryClient, detail: CaseDetail, action: string) => Promise<Prefilled>
}
export const prefills = registry<Prefill>('case.desk-prefills')

/**
 * An act that can be taken back for a short time by another act of the process. Only true opposites belong here: what the
 * first told others (a unit that was sent out) is not unsaid by going a step back.
 */
export interface UndoAction {
  readonly process: string
  readonly action: string
  readonly by: string
  readonly input: Readonly<Record<string, unknown>>
  readonly minutes: number
}
export const undoActions = registry<UndoAction>('case.desk-undo-actions')

/** Somebody or something near by that a case may be given to. */
export interface SeatTarget {
  readonly title: string
  readonly unitId?: string | undefined
  readonly personId?: string | undefined
}

/**
 * How a case of this process is handed to somebody straight from the duty room's seat: the action, and its answers. The seat knows no
 * process; `undefined` means that this one cannot be handed to that target.
 */
export interface SeatSend {
  readonly process: string
  readonly action: string
  readonly values: (to: SeatTarget) => Readonly<Record<string, unknown>> | undefined
}
export const seatSends = registry<SeatSend>('case.desk-seat-sends')
