import type { ComponentType } from 'react'
import { lazy } from 'react'
import type { Field } from '#core/case/contract.ts'
import { ChoiceInput, ChoicesInput, YesNoInput } from './ChoiceInputs.tsx'
import { DateInput, DateTimeInput } from './DateInputs.tsx'
import { LimitInput } from './LimitInput.tsx'
import { PersonInput } from './PersonInput.tsx'
import { JsonInput, LongTextInput, NumberInput, TextInput } from './TextInputs.tsx'
import { UnitInput, UnitsInput } from './UnitInputs.tsx'
import { FilesInput } from './FilesInput.tsx'
import type { FieldInputProps } from './registries.ts'

const PlaceInput = lazy(() => import('./PlaceInput.tsx').then((m) => ({ default: m.PlaceInput })))

/** How each kind of field is asked unless a module contributes a better way. */
export const builtInputs: Readonly<Record<Field['kind'], ComponentType<FieldInputProps>>> = {
  text: TextInput,
  'long-text': LongTextInput,
  choice: ChoiceInput,
  choices: ChoicesInput,
  'yes-no': YesNoInput,
  number: NumberInput,
  date: DateInput,
  datetime: DateTimeInput,
  limit: LimitInput,
  unit: UnitInput,
  units: UnitsInput,
  person: PersonInput,
  files: FilesInput,
  place: PlaceInput,
  // A module that has cases and classes to choose from contributes their pickers.
  case: TextInput,
  class: TextInput,
  json: JsonInput,
}
