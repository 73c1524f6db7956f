import { usccCheckSymbol } from '#core/party/contract.ts'
import type { Channel, FormField, Material, MatterType, MatterVersion } from '#modules/service/contract.ts'
import { type Domain, domains } from './names.ts'
import { birthFields, firmFields, papers, personFields, wants } from './papers.ts'

/** The numbers of features.md 138–145 and rules.md §5.3; what the list shows is computed again from each matter's facts. */
export const quotas = { total: 302, noMeeting: 209, online: 168, agency: 134, village: 39 } as const

/** From this day the catalogue of the invented town stands; the reform day is when a paper fell away in some matters. */
const since = '2024-01-01'
const reform = '2026-01-01'

interface Plan {
  readonly domain: Domain
  readonly code: string
  readonly name: string
  readonly type: MatterType
  readonly village: boolean
  readonly instant: boolean
  readonly firm: boolean
  /** Its place in the whole list. */
  readonly index: number
}

const typeWords: readonly (readonly [RegExp, MatterType])[] = [
  [/补贴|补助|救助|津贴|待遇申领|供养|优待金|奖励金|扶助|慰问/u, '05'],
  [/奖励/u, '08'],
  [/许可|审批|核准|核发|审查/u, '01'],
  [/登记|认定|确认|签发|换领|补领|申领/u, '07'],
  [/备案|报备|报告/u, '10'],
]

function plans(): Plan[] {
  const all: Plan[] = []
  for (const domain of domains)
    for (const [i, marked] of domain.names.split(/\s+/u).entries()) {
      const name = marked.replace(/^[*!#]+/u, '')
      all.push({
        domain,
        code: `${domain.key}-${String(i + 1).padStart(3, '0')}`,
        name,
        type: typeWords.find(([words]) => words.test(name))?.[1] ?? '20',
        village: marked.includes('*'),
        instant: marked.includes('!'),
        firm: marked.includes('#'),
        index: all.length,
      })
    }
  return all
}

/** Takes `n` of a list spread evenly, so that every domain has its share. */
function spread<T>(list: readonly T[], n: number): T[] {
  return list.filter((_, i) => Math.floor(((i + 1) * n) / list.length) > Math.floor((i * n) / list.length))
}

// Whoever is photographed, measured or handed an original has to come once.
const inPerson =
  /身份证|驾驶证|行驶证|号牌|上牌|鉴定|检定|辅助器具|补领|复印|户口簿|更正|现场|体检|注册登记|公证|挖掘|占用|采伐|翻建|危房|开具|抵押/u
const remoteNames = new Set([
  '出生医学证明签发',
  '预防接种证办理',
  '新生儿医疗保险参保登记',
  '社会保障卡申领',
  '出生登记（随父或随母落户）',
  '老年优待证申领',
  '食品经营许可',
  '城乡居民基本医疗保险参保登记',
])

interface Modes {
  readonly comes: ReadonlySet<Plan>
  readonly online: ReadonlySet<Plan>
  readonly agency: ReadonlySet<Plan>
}

function modesOf(all: readonly Plan[]): Modes {
  const comesMost = quotas.total - quotas.noMeeting
  const fixed = (plan: Plan) => remoteNames.has(plan.name)
  const must = all.filter((plan) => !fixed(plan) && inPerson.test(plan.name)).slice(0, comesMost)
  const rest = all.filter((plan) => !fixed(plan) && !must.includes(plan))
  const comes = new Set([...must, ...spread(rest, comesMost - must.length)])
  const remote = all.filter((plan) => !comes.has(plan))
  const sure = remote.filter(fixed)
  const online = new Set([
    ...sure,
    ...spread(
      remote.filter((plan) => !fixed(plan)),
      quotas.online - sure.length,
    ),
  ])
  const slow = all.filter((plan) => !plan.instant)
  const village = slow.filter((plan) => plan.village)
  const agency = new Set([
    ...village,
    ...spread(
      slow.filter((plan) => !plan.village),
      quotas.agency - village.length,
    ),
  ])
  return { comes, online, agency }
}

/** Invented social credit codes of a county that does not exist, with a right check symbol. */
function usccOf(unit: string): string {
  const serial = [...unit].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 99_999_999, 7)
  const body = `11320599${String(serial).padStart(8, '0')}0`
  return body + usccCheckSymbol(body)
}

const promisedDays = (type: MatterType, index: number) =>
  type === '01' ? 5 + (index % 4) : type === '05' ? 8 + (index % 5) : 2 + (index % 4)
const statutoryDays = (type: MatterType) => (type === '01' ? 20 : type === '05' ? 30 : type === '08' ? 30 : 15)

function channelsOf(plan: Plan, { online, comes, agency }: Modes): Channel[] {
  return [
    'hall',
    ...(plan.village ? (['village'] as const) : []),
    ...(online.has(plan) ? (['online', 'phone'] as const) : []),
    ...(plan.instant && plan.index % 3 === 0 ? (['kiosk'] as const) : []),
    ...(comes.has(plan) || online.has(plan) ? [] : (['post'] as const)),
    ...(agency.has(plan) ? (['agent'] as const) : []),
  ]
}

const paperOf = (key: string): Material => ({ key, ...papers[key]! })
const resultKinds: Readonly<Partial<Record<MatterType, MatterVersion['result']['kind']>>> = {
  '01': 'licence',
  '05': 'payment',
  '08': 'payment',
  '07': 'proof',
  '10': 'record',
}

function matterOf(plan: Plan, modes: Modes, unitOf: (key: string) => string): MatterVersion {
  const { domain, name, type, index, instant, firm } = plan
  const want = wants[domain.key]!
  const visits = modes.comes.has(plan) ? 1 : 0
  const keys = [...new Set([...(firm ? ['business'] : ['id']), ...want.papers])]
  const serial = String(index + 1).padStart(5, '0')
  const basicCode = `32${type}${serial}000`
  const promised = instant ? 0 : promisedDays(type, index)
  const statutory = instant ? 1 + (index % 5) : statutoryDays(type)
  const special: MatterVersion['special'] = type === '01' && index % 7 === 3 ? ['专家评审'] : []
  const special2: MatterVersion['special'] = /检疫|检定/u.test(name) ? ['检测'] : special
  const kind = resultKinds[type] ?? (instant ? 'none' : 'record')
  return {
    code: plan.code,
    from: since,
    name,
    basicCode,
    implementationCode: `${usccOf(domain.unit)}0${basicCode}`,
    type,
    domain: domain.name,
    unitId: unitOf(domain.unit),
    basis: [`《示例${domain.name}管理办法》第${(index % 30) + 1}条（示例，以本地实际依据为准）`],
    level: plan.village ? 'village' : 'town',
    applicants: firm ? ['company', 'unincorporated'] : ['person'],
    handling: instant ? 'instant' : 'promised',
    statutory: { n: statutory, unit: 'working-day' },
    promised: { n: promised, unit: 'working-day' },
    visits,
    ...(visits > 0 ? { visitReason: inPerson.test(name) ? '当面核验身份或交验原件' : '现场核对材料' } : {}),
    channels: channelsOf(plan, modes),
    conditions: [
      { key: 'local', question: want.condition[0], needs: true, otherwise: want.condition[1] },
      ...(firm ? [{ key: 'open', question: '单位已依法登记、正常经营吗？', needs: true, otherwise: '请先办理营业执照' }] : []),
    ],
    materials: keys.map(paperOf),
    form: [...(firm ? firmFields : personFields), ...want.fields],
    special: special2,
    fees:
      /补领|换领|号牌|工本/u.test(name) && index % 2 === 0
        ? [{ name: '证件工本费', cents: 1000 + (index % 3) * 1000, basis: '示例收费标准' }]
        : [],
    result: {
      name:
        kind === 'none'
          ? '当场办结'
          : kind === 'payment'
            ? '资金发放到账'
            : `${name.replace(/(申领|补领|换领|申请|初审|核发)$/u, '')}${kind === 'record' ? '回执' : '证件（文书）'}`,
      kind,
      ...(kind === 'licence' ? { validMonths: 36 + (index % 3) * 12 } : {}),
    },
    where: plan.village
      ? '各村（社区）便民服务点；镇便民服务中心综合窗口（示例）'
      : '镇便民服务中心一楼综合窗口，工作日 9:00–17:00（示例）',
    phone: '示例电话 0000-00000000',
    soleOfficer: instant || (type === '10' && index % 2 === 0),
    agentAllowed: modes.agency.has(plan),
    cityWide: index % 4 === 1,
    example: true,
  }
}

/** Steps and a common question, said from the facts as they finally are. */
function withWords(matter: MatterVersion): MatterVersion {
  const { handling, promised, visits, agentAllowed } = matter
  const flow: NonNullable<MatterVersion['flow']> =
    handling === 'instant'
      ? [{ title: '窗口受理并当场办结', who: '窗口人员' }]
      : [
          { title: '受理', who: '窗口人员' },
          ...(promised.n > 1 ? [{ title: '审查', days: promised.n - 1, who: '审批人员' }] : []),
          { title: '决定', days: 1, who: '审批负责人' },
          { title: '送达', who: '综合出件窗口' },
        ]
  const answer = [
    visits > 0 ? '须本人到场一次；行动不便的可以预约上门。' : '可以，带上双方身份证和委托书。',
    ...(agentAllowed ? ['也可以请帮代办员代办，不收费。'] : []),
  ].join('')
  return { ...matter, flow, questions: [{ ask: '可以请家人代办吗？', answer }] }
}

/** Codes the demo town's stories know by name. */
export const knownMatters = {
  /** A licence with a special procedure, 20 working days by law, one per shop address. */
  foodLicence: 'SC-001',
  /** Done at the village from start to end. */
  villageInsurance: 'YB-001',
  /** Done at once, online too. */
  elderCard: 'ZH-022',
  birthCertificate: 'JS-003',
  vaccination: 'JS-005',
  household: 'HJ-005',
  babyInsurance: 'YB-002',
  socialCard: 'SB-006',
} as const

const { baby, sex, born, hospital, mother, motherNumber, father, fatherNumber, follow, weight, photo } = birthFields
const parents: readonly FormField[] = [mother, motherNumber, father, fatherNumber]
const phone = personFields.find(({ key }) => key === 'phone')!
const address = personFields.find(({ key }) => key === 'address')!

/** What single matters have of their own. */
const own: Readonly<Record<string, (matter: MatterVersion) => Partial<MatterVersion>>> = {
  [knownMatters.foodLicence]: (matter) => ({
    special: ['检验', '专家评审'],
    statutory: { n: 20, unit: 'working-day' },
    promised: { n: 8, unit: 'working-day' },
    exclusiveBy: 'address',
    materials: [...matter.materials, paperOf('plan'), paperOf('safety'), paperOf('health')],
    result: { name: '食品经营许可证（示例）', kind: 'licence', validMonths: 60, licence: 'FOOD' },
    conditions: [
      ...matter.conditions,
      { key: 'kitchen', question: '加工场所与厕所、垃圾场保持规定距离吗？', needs: true, otherwise: '请先调整场所布局' },
    ],
  }),
  [knownMatters.birthCertificate]: () => ({
    form: [baby, sex, born, weight, hospital, ...parents, phone],
    materials: [paperOf('id'), paperOf('marriage')],
    result: { name: '出生医学证明', kind: 'licence', licence: 'BIRTH' },
    promised: { n: 1, unit: 'working-day' },
  }),
  [knownMatters.vaccination]: () => ({
    form: [baby, sex, born, mother, phone, address],
    materials: [paperOf('birth'), paperOf('id')],
    result: { name: '预防接种证', kind: 'proof', licence: 'VACCINE' },
    promised: { n: 1, unit: 'working-day' },
  }),
  [knownMatters.household]: () => ({
    form: [baby, sex, born, ...parents, follow, phone, address],
    materials: [paperOf('birth'), paperOf('id'), paperOf('book'), paperOf('marriage')],
    result: { name: '新生儿户口登记页', kind: 'proof', licence: 'BABY-HOUSEHOLD' },
    promised: { n: 3, unit: 'working-day' },
  }),
  [knownMatters.babyInsurance]: () => ({
    form: [baby, sex, born, mother, motherNumber, phone, address],
    materials: [{ ...paperOf('book'), key: 'baby-book', name: '新生儿户口登记页', licence: 'BABY-HOUSEHOLD' }, paperOf('id')],
    promised: { n: 1, unit: 'working-day' },
  }),
  [knownMatters.socialCard]: () => ({
    handling: 'promised',
    form: [{ ...baby, title: '持卡人姓名' }, { ...sex, title: '持卡人性别' }, { ...born, title: '持卡人出生日期' }, photo, phone, address],
    materials: [{ ...paperOf('book'), key: 'baby-book', name: '新生儿户口登记页', licence: 'BABY-HOUSEHOLD' }, paperOf('id')],
    statutory: { n: 15, unit: 'working-day' },
    promised: { n: 5, unit: 'working-day' },
    soleOfficer: false,
  }),
  'ZJ-001': () => ({ exclusiveBy: 'site' }),
  'ZJ-004': () => ({ exclusiveBy: 'site' }),
  'SC-006': () => ({ exclusiveBy: 'address' }),
}

/** The town's matters as they stand, then the earlier versions a reform ended and the few that were stopped. */
export function demoMatters(unitOf: (key: string) => string): MatterVersion[] {
  const all = plans()
  const modes = modesOf(all)
  const standing = all.map((plan) => {
    const matter = matterOf(plan, modes, unitOf)
    return withWords({ ...matter, ...own[plan.code]?.(matter) })
  })
  const changed = spread(
    standing.filter(({ handling }) => handling === 'promised'),
    12,
  )
  const before = changed.map((matter): MatterVersion => ({
    ...matter,
    to: reform,
    materials: [...matter.materials, oldProof],
    promised: { ...matter.promised, n: Math.min(matter.statutory.n, matter.promised.n + 3) },
  }))
  const stopped = ['计划生育证明开具', '居住地变更证明开具', '无业证明开具'].map((name, i): MatterVersion => ({
    ...standing.at(-1)!,
    code: `ZH-${900 + i}`,
    name,
    to: '2025-07-01',
  }))
  return [...standing.map((matter) => (changed.includes(matter) ? { ...matter, from: reform } : matter)), ...before, ...stopped]
}

/** The paper the reform did away with. */
const oldProof: Material = {
  ...{ key: 'village-proof', name: '村（社区）出具的情况证明', source: 'third-party', form: 'original', copies: 1 },
  ...{ required: true, deferrable: false, promisable: false },
}
