import type { Material, MatterLimit, MatterVersion } from './matter.ts'

/** Days a limit is worth when two are compared; a working day is the longer one (seven calendar days hold five). */
const weight = ({ n, unit }: MatterLimit): number => (unit === 'working-day' ? n * 1.4 : n)

const openEnded = /其他(相关|有关|必要)?(材料|资料|证明)|等(材料|资料)$|需要的其他/

/** Whether a paper's name leaves the list open (rules.md §5.2: no "其他材料"). */
export const isOpenEnded = ({ name }: Pick<Material, 'name'>): boolean => openEnded.test(name)

/** What is wrong with a version beyond its shape, each in one sentence with its way out; empty when it may be published. */
export function findMatterFaults(matter: MatterVersion): { readonly field: string; readonly message: string }[] {
  const faults: { field: string; message: string }[] = []
  const say = (field: string, message: string) => faults.push({ field, message })
  if (weight(matter.promised) > weight(matter.statutory)) say('promised', '承诺时限不得长于法定时限，请缩短承诺时限')
  if (matter.handling === 'instant' && matter.promised.n !== 0) say('promised', '即办件当日办结，承诺时限应填 0')
  if (matter.visits > 0 && !matter.visitReason) say('visitReason', '需要到现场的，请写明必须到现场的原因')
  if (matter.to !== undefined && matter.to <= matter.from) say('to', '停用日期应在启用日期之后')
  for (const material of matter.materials)
    if (isOpenEnded(material)) say('materials', `材料清单不得有兜底项：“${material.name}”，请写明具体材料`)
  const keys = matter.materials.map(({ key }) => key)
  if (new Set(keys).size !== keys.length) say('materials', '材料编号重复')
  if (matter.basicCode !== undefined && matter.basicCode.slice(2, 4) !== matter.type) say('basicCode', '基本编码第 3–4 位与事项类型不符')
  return faults
}
