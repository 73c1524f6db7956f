import type { ComponentType } from 'react'
import { registry } from '#platform/contract/registry.ts'
import type { NamedGuard } from '../allowed.ts'
import type { CaseActor, CaseState } from '../state.ts'
import type { FieldCase } from './field-case.ts'

/** A module's own rules, folded on the phone as on the server. */
export const fieldGuards = registry<NamedGuard>('case.field-guards')

/** What a module draws on the phone's case page: what it is about, where, whom to call. */
export interface FieldCasePart {
  readonly process: string
  readonly part: ComponentType<{ readonly one: FieldCase }>
}
export const fieldCaseParts = registry<FieldCasePart>('case.field-parts')

export interface PhoneInputProps {
  readonly one: FieldCase
  readonly answers: Readonly<Record<string, unknown>>
  /** What is wrong with the answers, by field. */
  readonly faults: Readonly<Record<string, string>>
  readonly change: (more: Readonly<Record<string, unknown>>) => void
}

/** How a field is asked on the phone when a module knows better than the engine: arriving is a place, a way and a code at once. */
export interface PhoneInput {
  readonly process: string
  readonly field: string
  /** Fields it answers beside its own; they are not asked again. */
  readonly covers?: readonly string[]
  readonly Input: ComponentType<PhoneInputProps>
}
export const phoneInputs = registry<PhoneInput>('case.phone-inputs')

/** The derived fields the server's preparation would give, where they follow from the case alone: folded before the centre answers. */
export interface FieldPreparation {
  readonly process: string
  readonly action: string
  readonly prepare: (given: {
    readonly state: CaseState
    readonly actor: CaseActor
    readonly input: Readonly<Record<string, unknown>>
  }) => Readonly<Record<string, unknown>>
}
export const fieldPreparations = registry<FieldPreparation>('case.field-preparations')
