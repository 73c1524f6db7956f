import { z } from 'zod'
import type { FieldInputProps } from '#core/case/desk/index.tsx'
import { CaseMaterial } from '../../case-material.ts'
import { MaterialList } from './MaterialList.tsx'
import './service-case.css'

/** The checklist inside an act's form; the act keeps key, state and day, names are only shown. */
export function ChangesInput({ value, onChange }: FieldInputProps) {
  const materials = z.array(CaseMaterial).safeParse(value).data ?? []
  if (materials.length === 0) return <p className="quiet">没有材料。</p>
  return <MaterialList materials={materials} onChange={(next) => onChange(next)} />
}
