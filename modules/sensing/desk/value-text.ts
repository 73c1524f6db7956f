import type { LiveValue } from '../live-value.ts'

/** `12.4 °C`; flags have no unit and read 是 or 否. */
export function valueText({ value, unit }: Pick<LiveValue, 'value' | 'unit'>, flag = false): string {
  if (flag) return value ? '是' : '否'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  const number = Number(value.toFixed(digits)).toLocaleString('zh-CN')
  return unit ? `${number} ${unit}` : number
}
