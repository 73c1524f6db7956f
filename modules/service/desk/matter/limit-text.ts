import type { MatterLimit } from '../../matter.ts'

/** A limit as a column has room for it. */
export const limitText = ({ n, unit }: MatterLimit): string => (n === 0 ? '当场' : `${n} ${unit === 'working-day' ? '工作日' : '自然日'}`)
