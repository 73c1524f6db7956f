import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import type { Report } from '#modules/incident/likeness/report.ts'

const folder = new URL('../../shared/data/incidents/', import.meta.url)

export const dataIsHere = (): boolean => existsSync(folder)

/** A report of the real data with what the truth says of it. */
export interface RealReport {
  readonly id: string
  readonly report: Report
  /** The text in mainland words. */
  readonly meaning: string
  /** The officer's category. */
  readonly category: string
  readonly closedAt?: number
  /** Reports of one group are one problem. */
  readonly group?: string
}

type Row = Record<string, string>

function rows(name: string): Row[] {
  const file = readFileSync(new URL(name, folder))
  return parse<Row>(name.endsWith('.gz') ? gunzipSync(file) : file, { columns: true, relax_quotes: true })
}

// The hotline's 76 categories → our classes, by the part before the unit. Ours, for trials only.
const categories: readonly (readonly [RegExp, string])[] = [
  [/路燈白天未熄/u, 'B011803'],
  [/路燈/u, 'B0118'],
  [/號誌/u, 'B0214'],
  [/小廣告/u, 'E0201'],
  [/髒亂清除/u, 'E0102'],
  [/垃圾清運/u, 'E0102'],
  [/公園髒亂|風景區髒亂/u, 'E0106'],
  [/空氣污染|怠速/u, 'S0802'],
  [/噪音|妨害安寧/u, 'S0803'],
  [/路樹/u, 'B0402'],
  [/溝蓋|孔蓋|手孔/u, 'B0114'],
  [/人行道/u, 'E011002'],
  [/路面(下陷|塌陷|掏空)/u, 'E0401'],
  [/路面坑洞|鄉道破損|省道破損|填補不實/u, 'E011001'],
  [/積水/u, 'E0406'],
  [/路面油漬/u, 'E0112'],
  [/公園、綠地設施|風景區設備/u, 'B0409'],
  [/安全島雜草/u, 'B0405'],
  [/停電/u, 'E2103'],
  [/變壓器|漏電/u, 'B0116'],
  [/電線掉落|寬頻管線|管線問題/u, 'E0408'],
  [/流浪犬/u, 'E2101'],
  [/動物受困/u, 'E2104'],
  [/污水管/u, 'E0404'],
  [/違規停車/u, 'E0505'],
  [/佔用道路/u, 'E0507'],
  [/停水/u, 'E2102'],
  [/消防栓/u, 'B0113'],
  [/瓦斯/u, 'E0403'],
]

// Two thirds were never seen closing (the poll's window moved on); 95 % of those that were took less than this.
const usualClosing = 50 * 3_600_000

/** Where one category of the hotline is wider than one of our families: what it takes in besides. */
export const broader: Readonly<Record<string, readonly string[]>> = {
  S0802: ['油烟', '焚烧', '扬尘', '燃气'],
  E0102: ['保洁', 'E0117', 'E0106'],
  E0106: ['垃圾', '绿化', '树木'],
  B0409: ['绿化', '路灯', '树木', 'B0126', 'B0407', 'B0301'],
  E2101: ['E2104'],
  E0408: ['供电', 'B0117'],
  B0116: ['线缆'],
  S0803: ['E0301', 'E0508'],
}

// The hotline speaks the words of another region; they stay out of the product's aliases.
const localWords: readonly (readonly [RegExp, string])[] = [
  [/[號号][誌志]灯?/gu, '信号灯'],
  [/[人手]?孔[盖蓋]|[沟溝][盖蓋]|[人手]孔/gu, '井盖'],
  [/路[树樹]/gu, '行道树'],
  [/[髒脏][亂乱]/gu, '垃圾'],
]

const classOf = (category: string): string | undefined => categories.find(([pattern]) => pattern.test(category))?.[1]

/** The hotline in order of time, with the officers' own duplicate findings as groups. */
export function readHotline(): RealReport[] {
  const parent = new Map<string, string>()
  const root = (id: string): string => {
    let at = id
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up
    return at
  }
  const linked = new Set<string>()
  for (const { case_id = '', refers_to = '', kind } of rows('kcg1999_duplicate_links_a.csv.gz')) {
    if (kind !== 'duplicate') continue
    linked.add(case_id).add(refers_to)
    if (root(case_id) !== root(refers_to)) parent.set(root(case_id), root(refers_to))
  }
  return rows('kcg1999_cases_a.csv.gz')
    .map((row): RealReport => {
      const id = row['case_id'] ?? ''
      const classCode = classOf(row['category'] ?? '')
      const [lat, lng] = [Number(row['lat']), Number(row['lng'])]
      return {
        id,
        category: row['category'] ?? '',
        meaning: localWords.reduce((text, [from, to]) => text.replace(from, to), row['desc'] ?? ''),
        closedAt: row['closed'] ? Date.parse(row['closed']) : Date.parse(row['created'] ?? '') + usualClosing,
        ...(linked.has(id) && { group: root(id) }),
        report: {
          text: row['desc'] ?? '',
          at: Date.parse(row['created'] ?? ''),
          address: row['address'] ?? '',
          area: row['district'] ?? '',
          ...(classCode !== undefined && { classCode }),
          ...(lat && lng && { point: [lng, lat] as const, accuracy: 30 }),
        },
      }
    })
    .filter(({ report }) => Number.isFinite(report.at))
    .toSorted((a, b) => a.report.at - b.report.at)
}

/** Letters to a mayor in order of time; groups are near-truth, made by place words. */
export function readLetters(): RealReport[] {
  const groups = new Map(rows('zh_clusters_a.csv').map((row) => [row['msg_id'] ?? '', row['cluster_keyword'] ?? '']))
  return rows('zh_messages_a.csv.gz')
    .map((row): RealReport => {
      const id = row['msg_id'] ?? ''
      const group = groups.get(id)
      const [day = '', hour = '00:00:00'] = (row['time_raw'] ?? '').replaceAll('/', '-').split(' ')
      const at = Date.parse(`${day.replace(/-(\d)(?=-|$)/gu, '-0$1')}T${hour.padStart(8, '0')}+08:00`)
      return {
        id,
        category: '',
        meaning: '',
        ...(group !== undefined && { group }),
        report: { at, text: `${row['topic'] ?? ''} ${(row['detail'] ?? '').trim()}` },
      }
    })
    .filter(({ report }) => Number.isFinite(report.at))
    .toSorted((a, b) => a.report.at - b.report.at)
}
