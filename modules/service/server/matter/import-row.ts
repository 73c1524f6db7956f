import { checkUscc, tidyUscc } from '#core/party/contract.ts'
import type { MatterLimit } from '../../matter.ts'
import { MatterVersion, applicantKinds, handlingKindTitles, matterLevelTitles, matterTypes } from '../../matter.ts'
import type { ImportDefaults } from '../../matter-endpoints.ts'
import { findMatterFaults } from '../../matter-rules.ts'
import { channelsFrom, keyFor } from './sheet-columns.ts'

export type Cells = Readonly<Record<string, string>>

interface Reading {
  readonly cells: Cells
  readonly defaults: ImportDefaults
  /** Names and short names of the town's units. */
  readonly units: ReadonlyMap<string, string>
  readonly from: string
  /** The version in the catalogue: what the file does not say stays as it is. */
  readonly old: MatterVersion | undefined
}

const split = (text: string) =>
  text
    .split(/[;；\n]+/u)
    .map((part) => part.trim())
    .filter(Boolean)
const applicantTitles = Object.fromEntries(Object.entries(applicantKinds).map(([key, { title }]) => [key, title]))

/** Reads one line; `faults` says all that stops it, `filled` what the administrator's defaults gave. */
export function readRow(reading: Reading): { matter?: MatterVersion; filled: string[]; faults: string[] } {
  const { cells, defaults, from, old } = reading
  const faults: string[] = []
  const filled: string[] = []
  const given = (key: string) => cells[key] || undefined
  /** The cell, else what stands already, else a default that is then named. */
  const take = <T>(
    title: string,
    key: string,
    read: (text: string) => T | undefined,
    before: T | undefined,
    fallback?: T,
  ): T | undefined => {
    const text = given(key)
    if (text !== undefined) {
      const value = read(text)
      if (value === undefined) faults.push(`${title}“${text.slice(0, 40)}”看不懂`)
      return value
    }
    if (before !== undefined) return before
    if (fallback === undefined) faults.push(`缺少${title}`)
    else filled.push(title)
    return fallback
  }
  const whole = (text: string) => (/^\d{1,3}(次)?$/u.test(text) ? Number.parseInt(text, 10) : undefined)
  const days = (n: number | undefined): MatterLimit | undefined => (n === undefined ? undefined : { n, unit: 'working-day' })
  const unit = (text: string) => reading.units.get(text)

  const body = given('body')
  const checked = body === undefined ? undefined : checkUscc(tidyUscc(body))
  if (checked && !checked.ok) faults.push(`实施主体代码有误：${checked.message}`)
  const unitId =
    given('unit') && !unit(given('unit')!)
      ? unitByDefault(reading, filled, faults)
      : take('实施主体', 'unit', unit, old?.unitId, defaults.unit)
  const promised = take('承诺办结时限', 'promised', limitFrom, old?.promised, days(defaults.promised))
  const channels = take('办理渠道', 'channels', channelsFrom, old?.channels, ['hall'])
  const draft = {
    code: (cells['code'] ?? '').toUpperCase(),
    from,
    name: cells['name'],
    type: take('事项类型', 'type', typeFrom, old?.type),
    domain: take(
      '分类',
      'domain',
      (text) => (text === '未分类' ? defaults.domain : text.slice(0, 30)),
      old?.domain,
      defaults.domain ?? '未分类',
    ),
    unitId,
    basis: take('设定依据', 'basis', split, old?.basis, defaults.basis ? [defaults.basis] : undefined),
    level: take('行使层级', 'level', (text) => keyFor(matterLevelTitles, text) ?? levels[text], old?.level, 'town'),
    applicants: take('服务对象', 'applicants', (text) => kindsFrom(text), old?.applicants, ['person', 'company']),
    handling: take(
      '办件类型',
      'handling',
      (text) => keyFor(handlingKindTitles, text),
      old?.handling,
      promised?.n === 0 ? 'instant' : 'promised',
    ),
    statutory: take('法定办结时限', 'statutory', limitFrom, old?.statutory, days(defaults.statutory)),
    promised,
    visits: take('到现场次数', 'visits', whole, old?.visits, defaults.visits),
    ...optional('visitReason', given('visitReason') ?? old?.visitReason ?? (defaults.visits ? '当面核验申请人身份' : undefined)),
    ...optional('basicCode', given('basicCode') ?? old?.basicCode),
    ...optional('implementationCode', given('implementationCode') ?? old?.implementationCode),
    channels,
    materials: given('materials') ? papersFrom(given('materials')!, old) : (old?.materials ?? []),
    conditions: old?.conditions ?? [],
    form: old?.form ?? [],
    special: old?.special ?? [],
    fees: old?.fees ?? [],
    result: given('result')
      ? { ...old?.result, name: given('result'), kind: old?.result.kind ?? 'approval' }
      : (old?.result ?? { name: '办理结果', kind: 'record' }),
    soleOfficer: old?.soleOfficer ?? false,
    ...optional('exclusiveBy', old?.exclusiveBy),
    agentAllowed: given('agent') === undefined ? (old?.agentAllowed ?? false) : given('agent') === '是',
    cityWide: given('cityWide') === undefined ? (old?.cityWide ?? false) : given('cityWide') === '是',
    ...optional('flow', old?.flow),
    ...optional('where', old?.where),
    ...optional('phone', old?.phone),
    ...optional('questions', old?.questions),
    example: old?.example ?? false,
  }
  if (faults.length > 0) return { filled, faults }
  const parsed = MatterVersion.safeParse(draft)
  if (!parsed.success) return { filled, faults: parsed.error.issues.map(({ path, message }) => `${String(path[0])}：${message}`) }
  return { matter: parsed.data, filled, faults: findMatterFaults(parsed.data).map(({ message }) => message) }
}

const optional = <K extends string, T>(key: K, value: T | undefined) => (value === undefined ? {} : ({ [key]: value } as Record<K, T>))

/** A unit that is not the town's: the administrator may name the one that stands for it, and the line says so. */
function unitByDefault({ cells, defaults }: Reading, filled: string[], faults: string[]): string | undefined {
  if (defaults.unit) filled.push(`实施主体（文件中为“${cells['unit']}”）`)
  else faults.push(`实施主体“${cells['unit']}”不在本镇组织机构中`)
  return defaults.unit
}

/** National numbers as some files have them, one digit short. */
const typeFrom = (text: string) => keyFor(matterTypes, text) ?? keyFor(matterTypes, text.padStart(2, '0'))
const levels: Readonly<Record<string, 'town' | 'village'>> = {
  '5': 'town',
  '6': 'village',
  镇: 'town',
  村: 'village',
  乡镇级: 'town',
  村级: 'village',
}

function limitFrom(text: string): MatterLimit | undefined {
  const found = /^(\d{1,3})\s*个?(工作日|自然日|日|天)?$/u.exec(text)
  if (!found) return /当场|即时|即办/u.test(text) ? { n: 0, unit: 'working-day' } : undefined
  return { n: Number(found[1]), unit: found[2] === '自然日' || found[2] === '天' || found[2] === '日' ? 'calendar-day' : 'working-day' }
}

function kindsFrom(text: string): MatterVersion['applicants'] | undefined {
  const found = text
    .split(/[;；,，、]+/u)
    .filter(Boolean)
    .map((word) => keyFor(applicantTitles, word.trim()))
  return found.length > 0 && found.every((kind) => kind !== undefined) ? (found as MatterVersion['applicants']) : undefined
}

/** Papers by name; one the catalogue already has keeps its details. */
function papersFrom(text: string, old: MatterVersion | undefined): MatterVersion['materials'] {
  return split(text).map(
    (name, i) =>
      old?.materials.find((paper) => paper.name === name) ?? {
        ...{ key: `m${i + 1}`, name, source: 'applicant', form: 'original-or-electronic', copies: 1 },
        ...{ required: true, deferrable: false, promisable: false },
      },
  )
}
