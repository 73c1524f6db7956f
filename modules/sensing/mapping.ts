import { z } from 'zod'

/** What a device's messages look like. `auto` is not offered: a guess would one day guess differently. */
export const PayloadFormat = z.enum(['sihe', 'thingsboard', 'chirpstack', 'tts', 'sensorthings', 'json', 'decentlab'], {
  error: '数据格式不在可选范围内',
})
export type PayloadFormat = z.infer<typeof PayloadFormat>
export const formatTitles: Readonly<Record<PayloadFormat, string>> = {
  sihe: '四河信封',
  thingsboard: 'ThingsBoard 设备接口',
  chirpstack: 'ChirpStack 上行',
  tts: 'The Things Stack 上行',
  sensorthings: 'OGC SensorThings 观测',
  json: '自定义 JSON（按对照表）',
  decentlab: 'Decentlab 字节（LoRaWAN）',
}

/** One field of ours from somewhere in their JSON. */
export const MappedField = z.object({
  field: z
    .string()
    .trim()
    .regex(/^[A-Za-z_][\w.-]{0,39}$/u, '字段名为 1 至 40 位字母、数字或下划线'),
  /** Dotted path: `data.list[0].v`. */
  path: z.string().trim().min(1, '请填写路径').max(200),
  /** value × scale + offset. */
  scale: z.number().default(1),
  offset: z.number().default(0),
  /** Words that mean a number: `{ "OPEN": 1, "CLOSED": 0 }`. */
  words: z.record(z.string(), z.number()).optional(),
})
export type MappedField = z.infer<typeof MappedField>

/** How plain JSON of a device is read: made on the desk by pasting one sample. */
export const Mapping = z.object({
  fields: z.array(MappedField).min(1, '至少对应一个字段').max(32, '最多 32 个字段'),
  /** Path of the time; left out: the moment it arrived. */
  time: z.string().max(200).optional(),
  timeUnit: z.enum(['iso', 's', 'ms']).default('iso'),
  seq: z.string().max(200).optional(),
  /** Numbers written as text are read; otherwise refused (`number-as-text`). */
  textNumbers: z.boolean().default(false),
})
export type Mapping = z.infer<typeof Mapping>
