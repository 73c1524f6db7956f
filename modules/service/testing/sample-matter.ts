import type { FormField, Material, MatterVersion } from '../matter.ts'
import type { OneThingVersion } from '../one-thing.ts'

/** A paper with the least said about it. */
export const paper = (key: string, more: Partial<Material> = {}): Material => ({
  key,
  name: `${key}证明文件`,
  source: 'applicant',
  form: 'original',
  copies: 1,
  required: true,
  deferrable: false,
  promisable: false,
  ...more,
})

/** A text field; with `fact` one that other matters share. */
export const field = (key: string, more: Partial<FormField> = {}): FormField => ({
  key,
  title: `栏${key}`,
  kind: 'text',
  required: true,
  ...more,
})

/** A sound matter of five working days, without papers or form. */
export const sampleMatter = (code: string, unitId: string, more: Partial<MatterVersion> = {}): MatterVersion => ({
  code,
  from: '2026-01-01',
  name: `示例事项${code}`,
  type: '01',
  domain: '综合',
  unitId,
  basis: ['《示例条例》第一条'],
  level: 'town',
  applicants: ['person'],
  handling: 'promised',
  statutory: { n: 20, unit: 'working-day' },
  promised: { n: 5, unit: 'working-day' },
  visits: 0,
  channels: ['hall', 'online'],
  conditions: [],
  materials: [],
  form: [],
  special: [],
  fees: [],
  result: { name: '批准文件', kind: 'approval' },
  soleOfficer: false,
  agentAllowed: false,
  cityWide: false,
  example: true,
  ...more,
})

/** A one-thing of some matters, all for everybody and none waiting for another. */
export const sampleThing = (code: string, codes: readonly string[], more: Partial<OneThingVersion> = {}): OneThingVersion => ({
  code,
  from: '2026-01-01',
  name: `示例一件事${code}`,
  summary: '示例',
  applicants: 'person',
  situations: [],
  items: codes.map((one, order) => ({ code: one, order, dependsOn: [], optional: false })),
  bundle: { name: '结果', delivery: 'together' },
  example: true,
  ...more,
})
