import type { ComponentType } from 'react'
import { registry } from '#platform/contract/registry.ts'
import type { NamedGuard } from '../allowed.ts'
import type { FieldCase } from './field-case.ts'

/** A module's own rules, folded on the phone as on the server. */
export const fieldGuards = registry<NamedGuard>('case.field-guards')

/** What a module draws on the phone's case page: what it is about, where, whom to call. */
export interface FieldCasePart {
  readonly process: string
  readonly part: ComponentType<{ readonly one: FieldCase }>
}
export const fieldCaseParts = registry<FieldCasePart>('case.field-parts')
