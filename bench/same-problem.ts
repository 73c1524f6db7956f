import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { defaultCatalogue } from '#modules/incident/classes/catalogue.ts'
import { suggestClass } from '#modules/incident/classes/suggest.ts'
import { blockKeys, probeKeys } from '#modules/incident/likeness/block-keys.ts'
import { fingerprint } from '#modules/incident/likeness/report.ts'
import type { Fingerprint } from '#modules/incident/likeness/report.ts'
import { scorer, thresholds } from '#modules/incident/likeness/score.ts'
import { countGrams, noCounts } from '#modules/incident/likeness/text.ts'
import type { GramCounts } from '#modules/incident/likeness/text.ts'
import { broader, dataIsHere, readHotline, readLetters } from './same-problem-data.ts'
import type { RealReport } from './same-problem-data.ts'

// Replays real reports in order of time. Each looks for candidates among the earlier ones exactly as the server does
// (keys, at most 30 rows a key, 30 cases, score); then truth is applied: what the officers merged is one case
// from then on. Thresholds and weights were chosen on the hotline before `split`. The later part was clean for the first
// measurement only (recall@5 0.852 there); then its misses were read too, so today's later figures lean a little to the bright side.
// What officers linked is not complete: of 60 offers in the later part that they had not linked, judged by eye, about 40
// were the same problem or the same place failing again. A case never seen closing counts as closed after 50 h.

const split = Date.parse('2016-10-09T00:00:00+08:00')
const DAY = 86_400_000

interface Kept {
  readonly real: RealReport
  readonly print: Fingerprint
}

interface Offer {
  readonly later: RealReport
  readonly earlier: RealReport
  readonly score: number
  readonly reasons: readonly string[]
}

interface Tally {
  reports: number
  tests: number
  fetched: number
  at1: number
  at3: number
  at5: number
  groups: Map<string, { tests: number; at5: number }>
  reportsOffered: number
  offers: Offer[]
  micros: number[]
}

const tally = (): Tally => ({
  reports: 0,
  tests: 0,
  fetched: 0,
  at1: 0,
  at3: 0,
  at5: 0,
  groups: new Map(),
  reportsOffered: 0,
  offers: [],
  micros: [],
})

interface Options {
  readonly counts: GramCounts
  readonly days: number
  readonly closedDays: number
  /** Whether reports the truth joins are one candidate, as after a merge. */
  readonly merge: boolean
  readonly part: (report: RealReport) => Tally | undefined
}

function replay(reports: readonly RealReport[], { counts, days, closedDays, merge, part }: Options): void {
  const index = new Map<string, Kept[]>()
  const context = { catalogue: defaultCatalogue, counts }
  for (const real of reports) {
    const started = process.cpuUsage()
    const print = fingerprint(real.report)
    const now = real.report.at
    const shared = new Map<Kept, number>()
    for (const key of probeKeys(print, counts)) {
      let rows = 0
      // On a merge the product moves the keys to the main case, so that one case takes one row of the limit.
      const merged = new Set<string>()
      const kept = index.get(key) ?? []
      for (let i = kept.length - 1; i >= 0 && rows < 30; i--) {
        const other = kept[i]!
        if (now - other.print.at > days * DAY) break
        if (other.real.closedAt !== undefined && now - other.real.closedAt > closedDays * DAY) continue
        shared.set(other, (shared.get(other) ?? 0) + 1)
        const group = merge ? other.real.group : undefined
        if (group === undefined || !merged.has(group)) rows++
        if (group !== undefined) merged.add(group)
      }
    }
    const fetched = newestCases(shared, merge)
    const best = new Map<string, Offer & { at: number }>()
    const scoreOf = scorer(print, context)
    for (const [other] of fetched) {
      const open = other.real.closedAt === undefined || other.real.closedAt > now
      const { score, reasons } = scoreOf({ ...other.print, open })
      const name = merge && other.real.group !== undefined ? other.real.group : other.real.id
      const known = best.get(name)
      if (!known || score > known.score) best.set(name, { later: real, earlier: other.real, score, reasons, at: other.print.at })
    }
    const ranked = [...best.values()].filter((o) => o.score >= thresholds.offer).sort((a, b) => b.score - a.score || a.at - b.at)
    const spent = process.cpuUsage(started)
    const micros = spent.user + spent.system
    const into = part(real)
    if (into)
      record(
        into,
        real,
        ranked,
        fetched.map(([other]) => other.real),
        micros,
      )
    for (const key of blockKeys(print, counts)) {
      const list = index.get(key)
      if (list) list.push({ real, print })
      else index.set(key, [{ real, print }])
    }
    if (real.group !== undefined) seenGroups.add(real.group)
  }
  seenGroups.clear()
}

/** The 30 cases with the most keys in common, newest first among equals; a merged case counts once and brings all its reports. */
function newestCases(shared: ReadonlyMap<Kept, number>, merge: boolean): [Kept, number][] {
  const ordered = [...shared].sort((a, b) => b[1] - a[1] || b[0].print.at - a[0].print.at)
  const names = new Set<string>()
  return ordered.filter(([{ real }]) => {
    const name = merge ? (real.group ?? real.id) : real.id
    if (names.size >= 30 && !names.has(name)) return false
    names.add(name)
    return true
  })
}

const seenGroups = new Set<string>()

function record(into: Tally, real: RealReport, ranked: readonly Offer[], fetched: readonly RealReport[], micros: number): void {
  into.reports++
  into.micros.push(micros)
  const shown = ranked.slice(0, thresholds.most)
  if (shown.length > 0) into.reportsOffered++
  into.offers.push(...shown)
  if (real.group === undefined || !seenGroups.has(real.group)) return
  const isHit = (o: Offer): boolean => o.earlier.group === real.group
  const rank = ranked.findIndex(isHit)
  into.tests++
  if (fetched.some((o) => o.group === real.group)) into.fetched++
  if (rank === 0) into.at1++
  if (rank >= 0 && rank < 3) into.at3++
  if (rank >= 0 && rank < 5) into.at5++
  const group = into.groups.get(real.group) ?? { tests: 0, at5: 0 }
  group.tests++
  if (rank >= 0 && rank < 5) group.at5++
  into.groups.set(real.group, group)
}

const share = (hit: number, of: number): number => (of === 0 ? 0 : Math.round((hit / of) * 1000) / 1000)
const percentile = (values: readonly number[], p: number): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)] ?? 0)

function summary(t: Tally) {
  const linked = t.offers.filter((o) => o.later.group !== undefined && o.later.group === o.earlier.group).length
  const macro = [...t.groups.values()].reduce((sum, g) => sum + g.at5 / g.tests, 0)
  return {
    reports: t.reports,
    tests: t.tests,
    groups: t.groups.size,
    recallFetched: share(t.fetched, t.tests),
    recallAt1: share(t.at1, t.tests),
    recallAt3: share(t.at3, t.tests),
    recallAt5: share(t.at5, t.tests),
    recallAt5PerGroup: share(macro, t.groups.size),
    reportsWithOffer: share(t.reportsOffered, t.reports),
    offersPerReport: share(t.offers.length, t.reports),
    offersLinkedByOfficers: share(linked, t.offers.length),
    cpuMicrosP50: percentile(t.micros, 0.5),
    cpuMicrosP99: percentile(t.micros, 0.99),
  }
}

function runHotline(reports: readonly RealReport[], counts: GramCounts) {
  const before = tally()
  const after = tally()
  replay(reports, { counts, days: 30, closedDays: 7, merge: true, part: ({ report }) => (report.at < split ? before : after) })
  return { before, after }
}

/** Of letters in a cluster: is another of it offered; of offers made to them: do they stay in the cluster. */
function runLetters(letters: readonly RealReport[], counts: GramCounts) {
  const all = tally()
  replay(letters, { counts, days: 400, closedDays: 400, merge: false, part: () => all })
  const among = all.offers.filter((o) => o.later.group !== undefined || o.earlier.group !== undefined)
  const inside = among.filter((o) => o.later.group === o.earlier.group).length
  return { all, result: { ...summary(all), clusterPrecision: share(inside, among.length), offersTouchingClusters: among.length } }
}

/** Whether the class suggested from the words alone falls into the officer's category, by family or 小类. */
function runSuggest(reports: readonly RealReport[]) {
  const family = (code: string): string => {
    const found = defaultCatalogue.classes.find((c) => c.code === code)
    return found?.family ?? found?.code.slice(0, 5) ?? ''
  }
  let tests = 0
  const hits = [0, 0]
  for (const { report, meaning } of reports) {
    if (report.classCode === undefined || report.text.length < 4) continue
    tests++
    const wanted = [family(report.classCode), ...(broader[report.classCode] ?? [])]
    const found = suggestClass(meaning, defaultCatalogue, 3).map((s) => family(s.code))
    if (wanted.includes(found[0] ?? '-')) hits[0]!++
    if (found.some((f) => wanted.includes(f))) hits[1]!++
  }
  return { tests, familyFirst: share(hits[0]!, tests), familyInThree: share(hits[1]!, tests) }
}

if (!dataIsHere()) {
  console.log('same-problem: ../shared/data/incidents is not there, nothing measured')
} else {
  const hotline = readHotline()
  const letters = readLetters()
  // Counts from the older part only, as a town would have them.
  const learned = countGrams(hotline.filter((r) => r.report.at < split).map((r) => fingerprint(r.report).grams))
  const learnedLetters = countGrams(letters.slice(0, letters.length / 2).map((r) => fingerprint(r.report).grams))
  const plain = runHotline(hotline, noCounts)
  const counted = runHotline(hotline, learned)
  const letterRun = runLetters(letters, learnedLetters)
  const result = {
    date: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      commit: commit(),
    },
    thresholds,
    hotline: {
      splitAt: '2016-10-09',
      chosenOn: summary(counted.before),
      heldOut: summary(counted.after),
      heldOutWithoutCounts: summary(plain.after),
    },
    letters: letterRun.result,
    suggestClass: runSuggest(hotline),
  }
  console.log(JSON.stringify(result, undefined, 2))
  if (process.argv.includes('--show')) show(counted.after, letterRun.all)
  else save(result)
}

/** A look at what is offered: for judging by eye what the officers did not link. */
function show(...tallies: readonly Tally[]): void {
  for (const t of tallies) {
    const offers = t.offers.filter((o) => o.later.group === undefined || o.later.group !== o.earlier.group)
    const step = Math.max(1, Math.floor(offers.length / 60))
    for (const o of offers.filter((_, i) => i % step === 0)) {
      console.log(o.score, o.reasons.join('；'))
      for (const r of [o.earlier, o.later])
        console.log(
          '   ',
          new Date(r.report.at + 8 * 3_600_000).toISOString().slice(5, 16),
          r.report.address ?? '',
          '|',
          r.category,
          '|',
          r.report.text.slice(0, 80).replace(/\s+/gu, ' '),
        )
    }
  }
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

function save(result: unknown): void {
  const folder = new URL('results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const file = new URL('same-problem.json', folder)
  const runs: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  writeFileSync(file, `${JSON.stringify([...(Array.isArray(runs) ? runs : []), result], undefined, 2)}\n`)
}
