import { dayText } from '#platform/client/time.ts'
import type { MatterVersion } from '../../matter.ts'

const flagKeys = ['soleOfficer', 'agentAllowed', 'cityWide', 'example'] as const

/** What the editor holds: a version flattened for a form; what the form does not show is taken over from the version before. */
export interface MatterDraft extends Omit<
  MatterVersion,
  'to' | 'basis' | 'result' | 'flow' | 'questions' | (typeof flagKeys)[number] | 'fees'
> {
  readonly basis: string
  readonly resultName: string
  readonly flags: readonly (typeof flagKeys)[number][]
  readonly fees: readonly { name: string; yuan: number; basis: string }[]
}

const tomorrow = (now: number) => dayText(now + 86_400_000)

export function draftOf(matter: MatterVersion, now: number): MatterDraft {
  const { basis, result, fees, to: _to, flow: _flow, questions: _questions, soleOfficer, agentAllowed, cityWide, example, ...rest } = matter
  const flags = { soleOfficer, agentAllowed, cityWide, example }
  return {
    ...rest,
    // What is not in force yet may be written over on its own day.
    from: matter.from > dayText(now) ? matter.from : tomorrow(now),
    basis: basis.join('\n'),
    resultName: result.name,
    flags: flagKeys.filter((key) => flags[key]),
    fees: fees.map(({ name, cents, basis: why }) => ({ name, yuan: cents / 100, basis: why })),
  }
}

export const blankDraft = (now: number): Partial<MatterDraft> => ({
  from: dayText(now),
  type: '20',
  level: 'town',
  applicants: ['person'],
  handling: 'promised',
  visits: 0,
  channels: ['hall'],
  conditions: [],
  materials: [],
  form: [],
  special: [],
  fees: [],
  flags: [],
  promised: { n: 5, unit: 'working-day' },
  statutory: { n: 20, unit: 'working-day' },
})

const filled = <K extends string>(key: K, value: string | undefined) =>
  value?.trim() ? ({ [key]: value.trim() } as Record<K, string>) : {}

/** The draft as a version to publish. */
export function matterOf(draft: MatterDraft, latest: MatterVersion | undefined): Omit<MatterVersion, 'to'> {
  const { basis, resultName, flags, fees, basicCode, implementationCode, visitReason, where, phone, exclusiveBy, ...rest } = draft
  const has = (key: (typeof flagKeys)[number]) => flags.includes(key)
  return {
    ...rest,
    code: draft.code.trim().toUpperCase(),
    ...filled('basicCode', basicCode),
    ...filled('implementationCode', implementationCode),
    ...filled('visitReason', visitReason),
    ...filled('where', where),
    ...filled('phone', phone),
    ...filled('exclusiveBy', exclusiveBy),
    basis: basis
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
    fees: fees.map(({ name, yuan, basis: why }) => ({ name, cents: Math.round(yuan * 100), basis: why })),
    result: { ...(latest?.result ?? { kind: 'record' }), name: resultName || '办理结果' },
    ...(latest?.flow ? { flow: latest.flow } : {}),
    ...(latest?.questions ? { questions: latest.questions } : {}),
    soleOfficer: has('soleOfficer'),
    agentAllowed: has('agentAllowed'),
    cityWide: has('cityWide'),
    example: has('example'),
  }
}
