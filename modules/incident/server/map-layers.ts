import type { LayerCard, LayerKind, LayerPoint, Position, Tone } from '#core/area/contract.ts'
import type { LayerAnswer, LayerAsk, MapLayer } from '#core/area/server/index.ts'
import { type CaseRow, cardsOf } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { Id } from '#platform/contract/id.ts'
import { type Grade, gradeTitles } from '../classes/class.ts'
import { Parameters } from './filter-sql.ts'
import { scopeOf, shifted } from './list.ts'

const DAY = 86_400_000
const gradeTones: Readonly<Record<Grade, Tone>> = { I: 'critical', II: 'urgent', III: 'normal', IV: 'low' }
const toneOfGrade = (grade: string): Tone => gradeTones[grade as Grade] ?? 'normal'

const gradeKinds: readonly LayerKind[] = [
  ...Object.entries(gradeTones).map(([key, tone]) => ({ key, title: gradeTitles[key as Grade], tone })),
  { key: 'done', title: '24 小时内办结', tone: 'good' },
]

/** Steps as a dispatcher groups them: what waits for whom. */
const stages = {
  late: { title: '已超时', tone: 'late', steps: [] },
  intake: { title: '待受理派单', tone: 'urgent', steps: ['acceptance', 'check', 'dispatch', 'voiding'] },
  sign: { title: '待签收', tone: 'normal', steps: ['sign'] },
  handling: { title: '处置中', tone: 'low', steps: ['handling', 'extension'] },
  checking: { title: '待核验回访', tone: 'good', steps: ['verification', 'callback'] },
  aside: { title: '待裁定、挂账', tone: 'officer', steps: ['ruling', 'escalated', 'shelved', 'merged'] },
} as const satisfies Record<string, { title: string; tone: Tone; steps: readonly string[] }>
type Stage = keyof typeof stages
const stageKinds: readonly LayerKind[] = Object.entries(stages).map(([key, { title, tone }]) => ({ key, title, tone }))
const toneOfStage = (stage: string): Tone => stages[stage as Stage]?.tone ?? 'quiet'
const stageCases = Object.entries(stages)
  .filter(([, { steps }]) => steps.length > 0)
  .map(([key, { steps }]) => `when c.step in (${steps.map((step) => `'${step}'`).join(', ')}) then '${key}'`)
  .join(' ')

/** What this post may see, with a place, in the box: the conditions every statement of a layer shares. */
function conditions(p: Parameters, actor: Actor, box: LayerAsk['box']): string | undefined {
  const scope = scopeOf(actor)
  if (scope === 'none') return undefined
  const all = [`c.town = ${p.add(actor.town)}`, `i.town = c.town`, `c.process = 'incident'`, 'i.place is not null']
  if (scope !== 'all') all.push(`(${scope.map((branch) => `(${shifted(branch, p)})`).join(' or ')})`)
  if ((actor.reach.get('incident.confidential.read') ?? []).length === 0) all.push('not c.confidential')
  if (box) {
    const [west, south, east, north] = box.map((degrees) => `${p.add(degrees)}::float8`)
    all.push(`i.place <@ box(point(${west}, ${south}), point(${east}, ${north}))`)
  }
  return all.join(' and ')
}

const tables = `"case".card c join incident.incident i on i.town = c.town and i.case_id = c.id`

/**
 * The incidents of a moment by grade. Open ones are read from the open cases, those closed since from the index of closing moments:
 * a month back in a town of a million old incidents reads the month.
 */
function byGrade(p: Parameters, { actor, at, now, box }: LayerAsk): string | undefined {
  const shared = conditions(p, actor, box)
  if (shared === undefined) return undefined
  const moment = `${p.add(at)}::timestamptz`
  const since = `${p.add(new Date(at.getTime() - DAY))}::timestamptz`
  const closedSince = `select i.case_id as id, i.place, i.title, i.opened_at, case when i.closed_at > ${moment} then i.grade else 'done' end as kind
      from ${tables} where ${shared} and i.opened_at <= ${moment} and i.closed_at > ${since} and c.closed_at is not null and (i.closed_at > ${moment} or c.result is distinct from 'invalid')`
  const open = `select i.case_id as id, i.place, i.title, i.opened_at, i.grade as kind from ${tables} where ${shared} and c.closed_at is null`
  // Of this very moment nothing is newer; without the condition the open cases alone decide.
  return `${open}${at.getTime() < now.getTime() ? ` and i.opened_at <= ${moment}` : ''} union all ${closedSince}`
}

function byStage(p: Parameters, { actor, box, now }: LayerAsk): string | undefined {
  const shared = conditions(p, actor, box)
  if (shared === undefined) return undefined
  return `select i.case_id as id, i.place, i.title, i.opened_at, case when c.due_at < ${p.add(now)}::timestamptz then 'late' ${stageCases} else 'aside' end as kind from ${tables} where ${shared} and c.closed_at is null`
}

interface Row {
  readonly id: string
  readonly place: Position
  readonly title: string
  readonly kind: string
}

type Source = (p: Parameters, ask: LayerAsk) => string | undefined

async function answer(ask: LayerAsk, source: Source, toneOf: (kind: string) => Tone, order: string): Promise<LayerAnswer> {
  const p = new Parameters()
  const seen = source(p, ask)
  if (seen === undefined) return { points: [], total: 0, byKind: {} }
  const counts = await ask.tx.query<{ kind: string; n: number }>(`select kind, count(*) as n from (${seen}) s group by kind`, p.values)
  const byKind = Object.fromEntries(counts.map(({ kind, n }) => [kind, n]))
  const { kinds, limit } = ask
  const total = counts.reduce((sum, { kind, n }) => sum + (!kinds || kinds.includes(kind) ? n : 0), 0)
  if (limit === 0 || total === 0) return { points: [], total, byKind }
  const wanted = kinds ? `where kind = any(${p.add(kinds)}::text[])` : ''
  const rows = await ask.tx.query<Row>(
    `select id, place, title, kind from (${seen}) s ${wanted} order by ${order}, opened_at desc limit ${p.add(limit)}`,
    p.values,
  )
  const points = rows.map(({ id, place, title, kind }): LayerPoint => ({ id, at: place, title, kind, tone: toneOf(kind) }))
  return { points, total, byKind }
}

const wordsAt = (time: number | string): string =>
  new Date(new Date(time).getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('-', ' 月 ').replace('T', ' 日 ')

const card =
  (kindOf: (row: CaseRow & { grade: string }, now: Date) => { kind: string; tone: Tone }): MapLayer['card'] =>
  async ({ tx, platform, actor, now, id }): Promise<LayerCard | undefined> => {
    if (!Id.safeParse(id).success) return undefined
    const p = new Parameters()
    const shared = conditions(p, actor, undefined)
    if (shared === undefined) return undefined
    type Found = CaseRow & { grade: string; class_title: string; address: string; place: Position | null }
    const [row] = await tx.query<Found>(
      `select c.*, i.grade, i.class_title, i.address, i.place from ${tables} where ${shared} and c.id = ${p.add(id)}`,
      p.values,
    )
    if (!row?.place) return undefined
    const [view] = await cardsOf(tx, platform, actor.town, [row])
    const line = (label: string, value: string | undefined) => (value ? [{ label, value }] : [])
    return {
      id,
      title: row.title,
      at: row.place,
      ...kindOf(row, now),
      lines: [
        ...line('编号', row.number),
        ...line('类别', row.class_title),
        ...line('等级', gradeTitles[row.grade as Grade]),
        ...line('环节', view?.resultTitle ?? view?.stepTitle),
        ...line('承办', view?.holder.unit?.name ?? view?.holder.role?.title),
        ...line('地址', row.address),
        ...line('上报', wordsAt(row.opened_at.getTime())),
        ...(row.due_at && !row.closed_at ? line(row.due_at < now ? '已超时' : '到期', wordsAt(row.due_at.getTime())) : []),
        ...line('结案', row.closed_at ? wordsAt(row.closed_at.getTime()) : undefined),
      ],
      href: `/cases/${id}`,
      caseId: id,
    }
  }

const shared: Pick<MapLayer, 'group' | 'source' | 'moving' | 'permission' | 'facts'> = {
  group: 'case',
  source: '事件办理记录',
  moving: false,
  permission: 'incident.case.read',
  facts: ['case.acted', 'case.clock-alarmed'],
}

/** Incidents on the one map: by grade, at any moment of the past; and by what they wait for now. */
export const incidentLayers: readonly MapLayer[] = [
  {
    ...shared,
    key: 'incident.grade',
    title: '事件（按等级）',
    kinds: [...gradeKinds],
    dated: true,
    shown: true,
    find: (ask) =>
      answer(ask, byGrade, (kind) => (kind === 'done' ? 'good' : toneOfGrade(kind)), `array_position(array['I','II','III','IV'], kind)`),
    card: card((row) => (row.closed_at ? { kind: 'done', tone: 'good' } : { kind: row.grade, tone: toneOfGrade(row.grade) })),
  },
  {
    ...shared,
    key: 'incident.stage',
    title: '事件（按环节）',
    kinds: [...stageKinds],
    dated: false,
    shown: false,
    find: (ask) => answer(ask, byStage, toneOfStage, `kind = 'late' desc`),
    card: card((row, now) => {
      const late = row.due_at ? row.due_at < now : false
      const stage = late
        ? 'late'
        : (Object.entries(stages).find(([, { steps }]) => steps.some((step) => step === row.step))?.[0] ?? 'aside')
      return { kind: stage, tone: toneOfStage(stage) }
    }),
  },
]
