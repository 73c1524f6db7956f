import type { z } from 'zod'
import { type Condition, RuleDraft } from '../rule.ts'

/** A rule that comes with the program: `key` for good, where its number is from, and whether anybody confirmed it. */
export interface ShippedRule {
  readonly key: string
  readonly source: string
  readonly example: boolean
  readonly draft: RuleDraft
}

const over = (field: string, op: '>' | '>=' | '<' | '<=', value: number, clear?: number): Condition => ({
  type: 'threshold',
  field,
  op,
  value,
  ...(clear === undefined ? {} : { clear }),
})
const is = (field: string): Condition => ({ type: 'threshold', field, op: '=', value: 1 })
const typed = (text: string): Condition => ({ type: 'expression', text })

type Given = Partial<z.input<typeof RuleDraft>> & { readonly confirmed?: boolean }

function rule(
  key: string,
  kind: string,
  title: string,
  level: RuleDraft['level'],
  condition: Condition,
  source: string,
  more: Given = {},
): ShippedRule {
  const { confirmed = false, ...draft } = more
  return {
    key,
    source: confirmed ? source : `示例：${source}`,
    example: !confirmed,
    draft: RuleDraft.parse({ kind, title, level, condition, ...draft }),
  }
}

const found = (what: string): string => `${what}（网上资料，未经本镇确认）`
const own = '按常用做法拟定，请结合现场设备确认'

/**
 * Thresholds of rules.md §7.4 for the eight kinds. None is a rule of law for this town: all are 示例 until somebody confirms them; those with
 * a standard's number name it, still from memory. Manhole: 15° with less than 2 s ignored, 90° at once.
 */
export const shippedRules: readonly ShippedRule[] = [
  rule('manhole.tilt', 'manhole', '井盖倾斜', 'critical', over('tilt', '>', 15, 5), found('倾角大于 15°、2 秒以上'), {
    lasting: 2,
    classCode: 'B011402',
  }),
  rule('manhole.off', 'manhole', '井盖翻开或缺失', 'critical', over('tilt', '>=', 90, 15), found('倾角达到 90° 无条件告警'), {
    classCode: 'B011401',
    grade: 'I',
  }),
  rule('manhole.lean', 'manhole', '井盖松动', 'warning', over('tilt', '>', 5, 4), found('倾角大于 5° 预警'), {
    lasting: 1800,
    classCode: 'B011402',
  }),
  rule('manhole.water', 'manhole', '井内水位过高', 'alarm', over('waterLevel', '<=', 0.5, 0.7), own, { lasting: 300, classCode: 'E0404' }),
  rule('manhole.CH4', 'manhole', '井内甲烷超限', 'critical', over('CH4', '>=', 50, 20), own, { lasting: 60 }),
  rule('manhole.CH4-warning', 'manhole', '井内甲烷偏高', 'warning', over('CH4', '>=', 20, 15), own, { lasting: 300 }),
  rule('manhole.H2S', 'manhole', '井内硫化氢超限', 'critical', over('H2S', '>=', 10, 8), own, { lasting: 60 }),
  rule('manhole.CO', 'manhole', '井内一氧化碳超限', 'critical', over('CO', '>=', 24, 20), own, { lasting: 60 }),

  rule(
    'hydrant.low',
    'hydrant',
    '消火栓水压不足',
    'alarm',
    over('pressure', '<', 0.1, 0.14),
    'GB 50974 流量 15 L/s 时不低于 0.10 MPa（凭记忆，待核）',
    { lasting: 600 },
  ),
  rule(
    'hydrant.warning',
    'hydrant',
    '消火栓水压偏低',
    'warning',
    over('pressure', '<', 0.14, 0.16),
    'GB 50974 平时不低于 0.14 MPa（凭记忆，待核）',
    { lasting: 3600 },
  ),
  rule('hydrant.high', 'hydrant', '消火栓超压', 'alarm', over('pressure', '>', 0.6, 0.55), own, { lasting: 300 }),
  rule('hydrant.open', 'hydrant', '消火栓被打开', 'alarm', is('open'), own, { lasting: 60 }),
  rule('hydrant.knocked', 'hydrant', '消火栓被撞倒', 'critical', over('tilt', '>', 30, 10), own, { lasting: 5 }),

  rule('lamp.out', 'lamp', '该亮不亮', 'alarm', typed('switch == 1 && dim > 0 && current < 0.1'), own, {
    lasting: 900,
    quiet: { from: '00:00', to: '06:00' },
    classCode: 'B011802',
  }),
  rule('lamp.stuck', 'lamp', '白天亮灯', 'warning', typed('switch == 0 && current > 0.1'), own, { lasting: 1800, classCode: 'B011803' }),
  rule('lamp.leak', 'lamp', '灯杆漏电', 'critical', over('leak', '>=', 30, 25), own, { lasting: 10, classCode: 'B0118' }),
  rule('lamp.tilt', 'lamp', '灯杆倾斜', 'alarm', over('tilt', '>', 5, 4), own, { lasting: 60, classCode: 'B0118' }),
  rule(
    'lamp.voltage',
    'lamp',
    '供电电压异常',
    'warning',
    {
      type: 'any',
      of: [
        { type: 'threshold', field: 'voltage', op: '<', value: 198 },
        { type: 'threshold', field: 'voltage', op: '>', value: 242 },
      ],
    },
    '220 V ±10 %（拟定）',
    { lasting: 1800 },
  ),

  rule('water-level.cut', 'water-level', '积水断行', 'critical', over('level', '>=', 27, 20), found('积水 27 厘米断行（公开演示代码）'), {
    lasting: 60,
    grade: 'I',
  }),
  rule('water-level.deep', 'water-level', '积水较深', 'alarm', over('level', '>=', 15, 10), own, { lasting: 300 }),
  rule('water-level.shallow', 'water-level', '路面积水', 'warning', over('level', '>=', 10, 7), own, { lasting: 600 }),
  rule(
    'water-level.rising',
    'water-level',
    '积水上涨快',
    'alarm',
    { type: 'rate', field: 'level', op: '>', perMinute: 1, over: 1200 },
    own,
    { lasting: 0 },
  ),
  rule('water-level.offline', 'water-level', '液位计离线', 'warning', { type: 'offline', beats: 3 }, '连续 3 次心跳未到（拟定）', {
    repeatMinutes: 0,
  }),

  rule('smoke.smoke', 'smoke', '烟雾报警', 'critical', is('smoke'), own, { lasting: 0, grade: 'I', repeatMinutes: 3 }),
  rule('smoke.hot', 'smoke', '温度报警', 'critical', over('temp', '>=', 65, 54), 'GB 20517 系列（凭记忆，待核）', {
    lasting: 0,
    grade: 'I',
    repeatMinutes: 3,
  }),
  rule('smoke.warm', 'smoke', '温度偏高', 'warning', over('temp', '>=', 54, 50), 'GB 20517 系列（凭记忆，待核）', { lasting: 60 }),
  rule('smoke.removed', 'smoke', '烟感被拆除', 'alarm', is('removed'), own, { lasting: 60 }),
  rule('smoke.offline', 'smoke', '烟感离线', 'warning', { type: 'offline', beats: 3 }, '连续 3 次心跳未到（拟定）', {
    repeatMinutes: 0,
  }),

  rule('electric.residual', 'electric', '剩余电流超限', 'alarm', over('residual', '>=', 500, 300), 'GB 14287.2（凭记忆，待核）', {
    lasting: 60,
  }),
  rule('electric.residual-warning', 'electric', '剩余电流偏大', 'warning', over('residual', '>=', 300, 250), 'GB 14287.2（凭记忆，待核）', {
    lasting: 300,
  }),
  rule('electric.hot', 'electric', '线缆超温', 'critical', typed('max(cable1, max(cable2, cable3)) >= 70'), 'GB 14287.3（凭记忆，待核）', {
    lasting: 60,
  }),
  rule(
    'electric.warm',
    'electric',
    '线缆温度偏高',
    'warning',
    typed('max(cable1, max(cable2, cable3)) >= 60'),
    'GB 14287.3（凭记忆，待核）',
    { lasting: 300 },
  ),
  rule('electric.overload', 'electric', '电流过载', 'alarm', over('load', '>', 1.2, 1), '额定 1.2 倍持续 60 秒（拟定）', { lasting: 60 }),
  rule('electric.arc', 'electric', '故障电弧', 'critical', over('arc', '>=', 14, 8), 'GB 14287.4（凭记忆，待核）', { lasting: 0 }),

  rule(
    'water-quality.class3',
    'water-quality',
    '水质超Ⅲ类',
    'alarm',
    typed('pH < 6 || pH > 9 || DO < 5 || CODMn > 6 || NH3N > 1 || TP > 0.2'),
    'GB 3838 Ⅲ类（凭记忆，待核；应为断面目标）',
    { lasting: 14_400 },
  ),
  rule(
    'water-quality.near',
    'water-quality',
    '水质接近限值',
    'warning',
    typed('DO < 5.5 || CODMn > 5.4 || NH3N > 0.9 || TP > 0.18'),
    'GB 3838 Ⅲ类限值的 10 % 以内（拟定）',
    { lasting: 28_800 },
  ),
  rule(
    'water-quality.stuck',
    'water-quality',
    '溶解氧读数不变',
    'warning',
    { type: 'stuck', field: 'DO', within: 0.005, seconds: 259_200 },
    '三天不变视为探头故障（拟定）',
  ),

  rule('noise-dust.night', 'noise-dust', '夜间施工噪声', 'alarm', over('Leq', '>', 55, 53), 'GB 12523 夜间 55 dB(A)（凭记忆，待核）', {
    hours: { from: '22:00', to: '06:00' },
    lasting: 900,
    classCode: 'E0301',
  }),
  rule('noise-dust.day', 'noise-dust', '昼间施工噪声', 'warning', over('Leq', '>', 70, 68), 'GB 12523 昼间 70 dB(A)（凭记忆，待核）', {
    hours: { from: '06:00', to: '22:00' },
    lasting: 1200,
    classCode: 'E0301',
  }),
  rule(
    'noise-dust.PM10',
    'noise-dust',
    '工地扬尘',
    'alarm',
    over('PM10', '>', 80, 70),
    found('监测点 80 µg/m³（河北 DB13/2934、江苏 DB32/4437，待核）'),
    { lasting: 3600, classCode: 'E0302' },
  ),
  rule(
    'noise-dust.TSP',
    'noise-dust',
    '总悬浮颗粒物超限',
    'alarm',
    over('TSP', '>', 500, 450),
    found('500 µg/m³（江苏 DB32/4437，待核）'),
    { lasting: 3600, classCode: 'E0302' },
  ),
]
