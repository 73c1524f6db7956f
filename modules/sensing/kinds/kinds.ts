import type { z } from 'zod'
import { Kind, type KindField } from '../kind.ts'

type FieldInput = z.input<typeof KindField>
const number = (key: string, title: string, unit: string, min: number, max: number, ...alias: string[]): FieldInput => ({
  key,
  title,
  unit,
  min,
  max,
  alias,
})
const flag = (key: string, title: string, ...alias: string[]): FieldInput => ({ key, title, min: 0, max: 1, flag: true, alias })

/** What any device may say of itself (rules.md §7.3). */
const own: FieldInput[] = [
  number('battery', '电量', '%', 0, 100, 'batteryLevel', 'pct', 'battery_level'),
  number('batteryV', '电池电压', 'V', 0, 60, 'BatV', 'battery_voltage', 'v'),
  number('rssi', '信号强度', 'dBm', -200, 20, 'RSSI'),
  number('snr', '信噪比', 'dB', -50, 60, 'SNR'),
  flag('tamper', '防拆'),
  flag('fault', '自报故障'),
  flag('lowBattery', '低电量'),
]

/**
 * The kinds of rules.md §7.4, 1–8, and one for everything else. Ranges are what the instrument can say at all, not limits. Component and
 * incident classes: §7.4 “alarm → event mapping” (proposal) with the classes of the shipped catalogue, all 示例 until the town confirms.
 */
const shipped: z.input<typeof Kind>[] = [
  {
    key: 'manhole',
    title: '智慧井盖',
    main: 'tilt',
    heartbeat: 21_600,
    battery: true,
    keep: 'medium',
    component: '0103',
    classCode: 'B011402',
    upkeepClass: 'B0103',
    fields: [
      number('tilt', '倾角', '°', 0, 180, 'angle'),
      number('vibration', '振动', 'g', 0, 50),
      number('waterLevel', '水面距井盖', 'm', -1, 50, 'water_level'),
      flag('flooded', '浸水'),
      number('CH4', '甲烷', '%LEL', 0, 100, 'ch4'),
      number('H2S', '硫化氢', 'ppm', 0, 1000, 'h2s'),
      number('CO', '一氧化碳', 'ppm', 0, 5000, 'co'),
      flag('open', '开盖', 'opened'),
    ],
  },
  {
    key: 'hydrant',
    title: '智能消火栓',
    main: 'pressure',
    heartbeat: 14_400,
    battery: true,
    keep: 'medium',
    component: '0113',
    classCode: 'B0113',
    upkeepClass: 'B0113',
    fields: [
      number('pressure', '水压', 'MPa', -0.1, 4),
      number('flow', '流量', 'L/s', 0, 200),
      flag('open', '开启', 'opened'),
      number('tilt', '倾角', '°', 0, 180, 'angle'),
      number('temp', '温度', '℃', -60, 100, 'temperature'),
    ],
  },
  {
    key: 'lamp',
    title: '智慧路灯',
    main: 'power',
    heartbeat: 3600,
    battery: false,
    keep: 'short',
    component: '0118',
    classCode: 'B011802',
    upkeepClass: 'B0118',
    fields: [
      number('voltage', '电压', 'V', 0, 500),
      number('current', '电流', 'A', 0, 200),
      number('power', '功率', 'W', 0, 20_000),
      number('PF', '功率因数', '', -1, 1, 'powerFactor'),
      number('energy', '电量', 'kWh', 0, 1e8),
      flag('switch', '开灯指令', 'powerState'),
      number('dim', '调光', '%', 0, 100),
      number('leak', '漏电', 'mA', 0, 5000),
      number('tilt', '倾角', '°', 0, 180),
    ],
  },
  {
    key: 'water-level',
    title: '积水液位',
    main: 'level',
    heartbeat: 600,
    battery: false,
    keep: 'long',
    component: '0603',
    classCode: 'E0406',
    upkeepClass: 'B0104',
    fields: [
      number('level', '水深', 'cm', 0, 2000, 'depth'),
      number('rain', '雨强', 'mm/h', 0, 500),
      number('rate', '涨幅', 'cm/min', -500, 500),
    ],
  },
  {
    key: 'smoke',
    title: '独立烟感',
    main: 'temp',
    heartbeat: 86_400,
    battery: true,
    keep: 'short',
    component: '0113',
    classCode: 'B0113',
    upkeepClass: 'B0113',
    fields: [
      flag('smoke', '烟雾报警'),
      number('temp', '温度', '℃', -60, 300, 'temperature'),
      flag('removed', '被拆除'),
      flag('mute', '消音'),
      flag('selfTest', '自检'),
      number('dirt', '污染度', '%', 0, 100),
    ],
  },
  {
    key: 'electric',
    title: '智慧用电',
    main: 'residual',
    heartbeat: 900,
    battery: false,
    keep: 'medium',
    component: '0116',
    classCode: 'B0116',
    upkeepClass: 'B0116',
    fields: [
      number('residual', '剩余电流', 'mA', 0, 100_000),
      number('cable1', '线缆温度1', '℃', -60, 300),
      number('cable2', '线缆温度2', '℃', -60, 300),
      number('cable3', '线缆温度3', '℃', -60, 300),
      number('Ia', 'A相电流', 'A', 0, 10_000),
      number('Ib', 'B相电流', 'A', 0, 10_000),
      number('Ic', 'C相电流', 'A', 0, 10_000),
      number('Ua', 'A相电压', 'V', 0, 1000),
      number('Ub', 'B相电压', 'V', 0, 1000),
      number('Uc', 'C相电压', 'V', 0, 1000),
      number('load', '负载率', '倍', 0, 20),
      number('arc', '电弧', '半波/秒', 0, 10_000),
    ],
  },
  {
    key: 'water-quality',
    title: '水质监测',
    main: 'DO',
    heartbeat: 14_400,
    battery: false,
    keep: 'long',
    component: '0310',
    classCode: 'E0404',
    upkeepClass: 'B0308',
    fields: [
      number('pH', '酸碱度', '', 0, 14, 'ph'),
      number('DO', '溶解氧', 'mg/L', 0, 50),
      number('CODMn', '高锰酸盐指数', 'mg/L', 0, 1000),
      number('NH3N', '氨氮', 'mg/L', 0, 1000, 'NH3-N', 'nh3n'),
      number('TP', '总磷', 'mg/L', 0, 1000),
      number('turbidity', '浊度', 'NTU', 0, 10_000),
      number('conductivity', '电导率', 'µS/cm', 0, 200_000),
      number('temp', '水温', '℃', -10, 100),
    ],
  },
  {
    key: 'noise-dust',
    title: '噪声扬尘',
    main: 'Leq',
    heartbeat: 300,
    battery: false,
    keep: 'medium',
    component: '0308',
    classCode: 'E0302',
    upkeepClass: 'B0308',
    fields: [
      number('Leq', '等效声级', 'dB(A)', 0, 200),
      number('Lmax', '最大声级', 'dB(A)', 0, 200),
      number('PM25', '细颗粒物', 'µg/m³', 0, 20_000, 'PM2.5', 'pm25'),
      number('PM10', '可吸入颗粒物', 'µg/m³', 0, 20_000, 'pm10'),
      number('TSP', '总悬浮颗粒物', 'µg/m³', 0, 50_000),
      number('wind', '风速', 'm/s', 0, 100),
      number('temp', '温度', '℃', -60, 100),
      number('humidity', '湿度', '%', 0, 100),
    ],
  },
  {
    // Delivers for the devices behind it: a network server, a SensorThings service. Not one of the eight kinds of things in the street.
    key: 'gateway',
    title: '接入网关',
    main: 'rssi',
    heartbeat: 3600,
    battery: false,
    keep: 'short',
    component: '2198',
    classCode: '',
    upkeepClass: '',
    fields: [],
  },
  {
    key: 'other',
    title: '其他设备',
    main: 'value',
    heartbeat: 3600,
    battery: false,
    keep: 'medium',
    component: '2199',
    classCode: '',
    upkeepClass: '',
    fields: [{ key: 'value', title: '数值' }],
  },
]

export const kinds: readonly Kind[] = shipped.map((kind) => Kind.parse({ ...kind, fields: [...kind.fields, ...own] }))

const byKey = new Map(kinds.map((kind) => [kind.key, kind]))
export const findKind = (key: string): Kind | undefined => byKey.get(key)

/** The kind of a device, `other` for one that an older version knew. */
export const kindOf = (key: string): Kind => byKey.get(key) ?? byKey.get('other')!

const fields = new Map(
  kinds.map((kind) => [kind.key, new Map(kind.fields.flatMap((f) => [f.key, ...f.alias].map((name) => [name, f] as const)))]),
)

/** The field a device means by this name; undefined for one the kind does not list. */
export const findField = (kind: string, name: string): KindField | undefined => fields.get(kind)?.get(name)
export const fieldTitle = (kind: string, name: string): string => findField(kind, name)?.title ?? name
export const fieldUnit = (kind: string, name: string): string => findField(kind, name)?.unit ?? ''
