import {
  type OldOrder,
  type OldOrderRules,
  type RelivedOrder,
  introduceSystem,
  keepOldOrders,
  knownNumbers,
  oldOrderRules,
  reliveAll,
} from '#modules/incident/server/index.ts'
import { findClass } from '#modules/incident/contract.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { rowMapper } from './map-row.ts'
import { type Mapping, namedColumns } from './mapping.ts'
import { type FileRow, type RowsFile, openRows } from './read-rows.ts'
import { type Outcome, type RowReport, type RowResult, openReport } from './row-report.ts'

export interface ImportRequest {
  readonly town: string
  readonly file: string
  readonly mapping: Mapping
  readonly dryRun: boolean
  /** Commits every few thousand rows instead of once: for files too big for one transaction; run again after a break, it goes on. */
  readonly batches: boolean
  readonly reportFile: string
  readonly asideFile: string
  /** Told after every thousand rows. */
  readonly onRows?: (rows: number) => void
}

export interface ImportResult {
  readonly rows: number
  readonly counts: Readonly<Record<Outcome, number>>
  /** Reason → how many rows. */
  readonly reasons: ReadonlyMap<string, number>
  /** The first rows set aside. */
  readonly first: readonly RowResult[]
}

const batchSize = 1000
const shown = 20

interface Planned {
  readonly row: FileRow
  readonly order: OldOrder | undefined
  readonly number: string
  readonly reasons: readonly string[]
}

/** Every row with what it will become, but for what is here already. */
async function* plan(file: RowsFile, mapping: Mapping, now: number): AsyncGenerator<Planned> {
  const map = rowMapper(mapping, file.header, now)
  const lines = new Map<string, number>()
  for await (const row of file.rows) {
    const mapped = map(row)
    if (!('order' in mapped)) {
      yield { row, order: undefined, ...mapped }
      continue
    }
    const { number } = mapped.order
    const before = lines.get(number)
    if (before === undefined) lines.set(number, row.line)
    yield before === undefined
      ? { row, order: mapped.order, number, reasons: [] }
      : { row, order: undefined, number, reasons: [`编号与第 ${before} 行重复`] }
  }
}

async function open({ file, mapping }: ImportRequest): Promise<RowsFile> {
  const opened = await openRows(file, { encoding: mapping.encoding, sheet: mapping.sheet })
  const named = namedColumns(mapping)
  const twice = named.filter((column) => opened.header.indexOf(column) !== opened.header.lastIndexOf(column))
  if (twice.length > 0) throw new Error(`文件里有两列同名，请改名后再导入：${twice.join('、')}`)
  const missing = named.filter((column) => !opened.header.includes(column))
  if (missing.length > 0)
    throw new Error(`映射里的这些列文件中没有：${missing.join('、')}\n文件的列：${opened.header.filter(Boolean).join('、')}`)
  return opened
}

/** Classes and areas of the mapping that this town does not have. @throws Error naming them */
function checkCodes(mapping: Mapping, rules: OldOrderRules): void {
  const classes = Object.values(mapping.classes).filter((code) => !findClass(rules.catalogue, code))
  const areas = Object.values(mapping.areas).filter((code) => !rules.hasArea(code))
  const faults = [
    ...(classes.length > 0 ? [`类别编码不在目录里：${classes.join('、')}`] : []),
    ...(areas.length > 0 ? [`本镇没有这些区域编码：${areas.join('、')}`] : []),
  ]
  if (faults.length > 0) throw new Error(`映射文件有误：\n${faults.map((f) => `  ${f}`).join('\n')}`)
}

/** Counts results and hands them to the report. */
function tally(report: RowReport) {
  const counts: Record<Outcome, number> = { closed: 0, open: 0, known: 0, 'set-aside': 0 }
  const reasons = new Map<string, number>()
  const first: RowResult[] = []
  let rows = 0
  return {
    counts,
    reasons,
    first,
    rows: () => rows,
    async note(result: RowResult, raw: string): Promise<void> {
      rows++
      counts[result.outcome]++
      // Numbers and quoted values differ from row to row; the kind of fault is what counts.
      for (const reason of result.reasons) {
        const kind = reason.startsWith('编号与第') ? '编号与前面的行重复' : reason
        reasons.set(kind, (reasons.get(kind) ?? 0) + 1)
      }
      if (result.outcome === 'set-aside' && first.length < shown) first.push(result)
      await report.note(result, raw)
    },
  }
}

/** Tells of a batch once it is known which of its orders are new. */
async function tell(batch: readonly Planned[], isNew: (number: string) => boolean, note: ReturnType<typeof tally>['note']): Promise<void> {
  for (const { row, order, number, reasons } of batch) {
    const outcome = !order ? 'set-aside' : !isNew(number) ? 'known' : order.closed ? 'closed' : 'open'
    await note({ line: row.line, number, outcome, reasons }, row.raw)
  }
}

const ordersIn = (batch: readonly Planned[]): OldOrder[] => batch.flatMap(({ order }) => (order ? [order] : []))

async function* inBatches(file: RowsFile, mapping: Mapping, now: number): AsyncGenerator<Planned[]> {
  let batch: Planned[] = []
  for await (const planned of plan(file, mapping, now)) {
    batch.push(planned)
    if (batch.length < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** What is done with a batch in two parts: the first runs while the second of the batch before is still under way. */
interface Keeping<T> {
  readonly prepare: (orders: readonly OldOrder[]) => Promise<T>
  /** Answers which numbers are new. */
  readonly keep: (prepared: T) => Promise<(number: string) => boolean>
}

async function keepEach<T>(
  batches: AsyncIterable<Planned[]>,
  { prepare, keep }: Keeping<T>,
  done: (batch: Planned[], isNew: (number: string) => boolean) => Promise<void>,
): Promise<void> {
  const write = async (batch: Planned[], prepared: T) => done(batch, await keep(prepared))
  let writing: Promise<void> = Promise.resolve()
  try {
    for await (const batch of batches) {
      const prepared = await prepare(ordersIn(batch))
      await writing
      writing = write(batch, prepared)
      // Its error is met at the next turn; until then it is nobody's.
      writing.catch(() => undefined)
    }
  } finally {
    // A transaction may not end under a write that still goes on.
    await writing
  }
}

/**
 * Brings a file of old work orders in, or says row by row what would happen. The file is read to its end before the first row is written; then
 * all rows go in one transaction (or in batches, when asked). What is here already is left alone, so running again never doubles.
 * @throws Error in Chinese when the file or the mapping cannot be read; nothing is then written
 */
export async function importCases(platform: Platform, request: ImportRequest): Promise<ImportResult> {
  const { town, mapping } = request
  const { read } = platform.db
  const rules = await oldOrderRules(read, platform, town, mapping.system)
  checkCodes(mapping, rules)
  // A quote left open or a torn archive shows at the end only.
  for await (const _ of plan(await open(request), mapping, rules.now)) void _
  const file = await open(request)
  const report = await openReport(request.reportFile, request.asideFile, file.header.join(file.delimiter), file.delimiter)
  const count = tally(report)
  const known = (orders: readonly OldOrder[]) =>
    knownNumbers(
      read,
      town,
      mapping.system,
      orders.map((o) => o.number),
    )
  const each = <T>(keeping: Keeping<T>) =>
    keepEach(inBatches(file, mapping, rules.now), keeping, async (batch, isNew) => {
      await tell(batch, isNew, count.note)
      request.onRows?.(count.rows())
    })
  const prepare = async (orders: readonly OldOrder[]) => reliveAll(rules, orders, await known(orders))
  const write = async (tx: Tx, relived: readonly RelivedOrder[]) => {
    const fresh = await keepOldOrders(tx, platform, rules, relived)
    return (number: string) => fresh.has(number)
  }
  try {
    if (request.dryRun) {
      await each({ prepare: known, keep: async (here) => (number) => !here.has(number) })
    } else {
      await platform.db.transaction((tx) => introduceSystem(tx, town, mapping.system, mapping.name, mapping.states))
      if (request.batches) await each({ prepare, keep: (relived) => platform.db.transaction((tx) => write(tx, relived)) })
      else await platform.db.transaction((tx) => each({ prepare, keep: (relived) => write(tx, relived) }))
    }
  } finally {
    await report.close()
  }
  return { rows: count.rows(), counts: count.counts, reasons: count.reasons, first: count.first }
}
