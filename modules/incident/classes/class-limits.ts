import type { Limit } from '#core/calendar/contract.ts'
import type { Provenance } from './class.ts'

export interface ClassLimits {
  readonly makeSafe?: Limit
  readonly finish: Limit
  readonly basis: string
  readonly source: Provenance
}

const hours = (n: number): Limit => ({ n, unit: 'working-hour' })
const days = (n: number): Limit => ({ n, unit: 'working-day' })
const clock = (n: number): Limit => ({ n, unit: 'clock-hour' })

const seen = (finish: Limit, basis: string, makeSafe?: Limit): ClassLimits => ({
  finish,
  basis,
  source: '出处',
  ...(makeSafe && { makeSafe }),
})
const ours = (finish: Limit, basis: string, makeSafe?: Limit): ClassLimits => ({
  finish,
  basis,
  source: '示例',
  ...(makeSafe && { makeSafe }),
})

const lid = ours(clock(24), '示例：井盖破损移位 1 个紧急工作时内看护、6–24 个紧急工作时修复，取 24', clock(1))
const pipe = ours(clock(24), '示例：1 个紧急工作时内看护现场、12–24 个紧急工作时修复，取 24', clock(1))
const street = ours(hours(4), '示例：街面秩序 1–4 个工作时，取 4')

const lids = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '14', '27', '28', '29', '30', '31']

/**
 * Limits by class code: rules.md §1.7. Where two cities differ, the first is the value and the other is told in the
 * basis; a class that is not here takes the limits of its grade. 出处 = a city's published rule, not this town's.
 */
export const classLimits: Readonly<Record<string, ClassLimits>> = {
  ...Object.fromEntries(lids.map((n) => [`B01${n}`, lid])),
  B010201: seen(clock(2), '太原规范：污水井盖丢失 2 小时', clock(1)),
  B0113: ours(clock(12), '示例：消火栓 60 分钟内看护、无需开挖 6–12 小时修复，取 12', clock(1)),
  B0116: ours(clock(24), '示例：电力设施 60 分钟内看护', clock(1)),
  B0117: ours(clock(24), '示例：立杆 60 分钟内看护', clock(1)),
  B011801: seen(days(1), '太原规范：连续 3 盏以上路灯不亮 1 个工作日'),
  B0405: seen(days(5), '城市管理处置规范（一地）：绿地养护 5 个工作日'),
  E0101: seen(days(20), '城市管理处置规范（一地）：责令停工 4 个工作时、处罚 7 个工作日、拆除 20 个工作日；济源市为 15 个工作日', hours(4)),
  E010101: seen(hours(4), '城市管理处置规范（一地）：责令停工 4 个工作时'),
  E010102: seen(days(7), '城市管理处置规范（一地）：处罚 7 个工作日'),
  E010103: seen(days(20), '城市管理处置规范（一地）：拆除 20 个工作日；济源市为 15 个工作日'),
  E0102: seen(hours(4), '城市管理处置规范（一地）：暴露垃圾 4 个工作时；济源市为 1 个工作日'),
  E0103: seen(days(2), '城市管理处置规范（一地）：渣土 2 个工作日；济源市积存渣土 4 个工作日'),
  E010301: seen(hours(4), '城市管理处置规范（一地）：建筑垃圾 4 个工作时'),
  E010302: seen(days(4), '济源市：积存渣土 4 个工作日'),
  E0104: seen(hours(2), '城市管理处置规范（一地）：道路不洁 2 个工作时（8 时起算）；济源市为 5 个工作时'),
  E0105: seen(days(15), '济源市：水域不洁 15 个工作日'),
  E0106: seen(hours(4), '城市管理处置规范（一地）：绿地保洁 4 个工作时'),
  E0401: pipe,
  E0402: pipe,
  E0403: pipe,
  E0406: seen(hours(4), '城市管理处置规范（一地）：路面积水影响通行 4 个工作时'),
  E0408: pipe,
  E0501: street,
  E0504: street,
  E0505: street,
  E0510: seen(clock(2), '太原规范：露天烧烤 1 小时到场、2 小时处置完毕', clock(1)),
}
