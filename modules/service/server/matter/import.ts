import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { failFile } from '#platform/contract/files.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call } from '#platform/server/module.ts'
import { readCsvTable, readXlsxTable } from '#core/area/server/index.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { listUnits } from '#core/org/server/index.ts'
import { failService } from '../../faults.ts'
import type { MatterVersion } from '../../matter.ts'
import type { ImportDefaults, ImportLine, previewMatters } from '../../matter-endpoints.ts'
import { compareMatters } from '../../matter-compare.ts'
import { publish } from './edit.ts'
import { type Cells, readRow } from './import-row.ts'
import { sheetColumns } from './sheet-columns.ts'

const bytesMost = 20 * 1024 * 1024

/** Headers with what they mean, and every line as text. @throws Fault service.matter-file */
export async function readSheet(
  bytes: Uint8Array,
): Promise<{ columns: string[]; ignored: string[]; rows: { line: number; cells: Cells }[] }> {
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b
  const table = zipped ? await readXlsxTable(bytes) : readCsvTable(bytes)
  if (!table.ok) throw failService('service.matter-file', { detail: table.reason })
  const headers = Object.keys(table.rows[0]?.fields ?? {})
  const meaning = new Map(headers.flatMap((header) => [[header, keyOfHeader(header)] as const]))
  const known = new Set(meaning.values())
  if (!known.has('code') || !known.has('name'))
    throw failService('service.matter-file', { detail: '第一行应为列名，至少有“事项编码”“事项名称”' })
  return {
    columns: headers.filter((header) => meaning.get(header) !== undefined),
    ignored: headers.filter((header) => meaning.get(header) === undefined),
    rows: table.rows.map(({ place, fields }) => ({
      line: Number(/\d+/u.exec(place)?.[0] ?? 0),
      cells: Object.fromEntries(
        Object.entries(fields).flatMap(([header, value]) => {
          const key = meaning.get(header)
          return key === undefined ? [] : [[key, (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)).trim()]]
        }),
      ),
    })),
  }
}

const keyOfHeader = (header: string) =>
  sheetColumns.find(({ names }) => names.some((name) => name.toLowerCase() === header.toLowerCase()))?.key

/** Line by line what would become of a file; nothing is written. */
export async function previewRows(
  tx: Tx,
  {
    town,
    rows,
    defaults,
    today,
  }: { town: string; rows: readonly { line: number; cells: Cells }[]; defaults: ImportDefaults; today: string },
): Promise<ImportLine[]> {
  const from = defaults.from ?? today
  const units = new Map((await listUnits(tx, town, from)).flatMap(({ id, name, short }) => [[short, id] as const, [name, id] as const]))
  const known = await latestOf(
    tx,
    town,
    rows.map(({ cells }) => cells['code'] ?? ''),
  )
  const seen = new Map<string, number>()
  return rows.map(({ line, cells }): ImportLine => {
    const code = (cells['code'] ?? '').toUpperCase()
    const old = known.get(code)
    const { matter, filled, faults } = readRow({ cells, defaults, units, from, old })
    const earlier = seen.get(code)
    if (code && earlier !== undefined) faults.push(`事项编码与第 ${earlier} 行重复`)
    seen.set(code, earlier ?? line)
    const changed = old && matter ? compareMatters(old, matter).length > 0 : true
    if (old && changed && from <= today) faults.push('这个事项今天在用，修改最早从明天起：请把启用日期改到明天')
    if (old && changed && old.from > from) faults.push(`已排定 ${old.from} 起的版本`)
    const sound = faults.length === 0 && matter !== undefined
    return {
      line,
      effect: sound ? (old ? (changed ? 'change' : 'same') : 'add') : 'refused',
      code,
      name: cells['name'] ?? '',
      ...(sound ? { matter } : {}),
      filled,
      faults,
    }
  })
}

async function latestOf(tx: Tx, town: string, codes: readonly string[]): Promise<Map<string, MatterVersion>> {
  const rows = await tx.query<{ spec: MatterVersion }>(
    `select distinct on (code) spec from service.matter where town = $1 and code = any($2) order by code, from_day desc`,
    [town, codes.map((code) => code.toUpperCase())],
  )
  return new Map(rows.map(({ spec }) => [spec.code, spec]))
}

/** @throws Fault platform.file-missing, platform.file-too-large, service.matter-file */
export async function preview({
  request,
  platform,
  actor,
  query,
  now,
}: Call<typeof previewMatters, Actor>): Promise<AnswerOf<typeof previewMatters>> {
  const part = request.isMultipart() ? await request.file({ limits: { fileSize: bytesMost, files: 1 } }) : undefined
  if (!part) throw failFile('platform.file-missing')
  const bytes = await part.toBuffer()
  if (part.file.truncated) throw failFile('platform.file-too-large')
  const { rows, ...columns } = await readSheet(bytes)
  const lines = await previewRows(platform.db.read, { town: actor.town, rows, defaults: query, today: dayOf(now) })
  const count = (effect: ImportLine['effect']) => lines.filter((line) => line.effect === effect).length
  return { ...columns, lines, counts: { add: count('add'), change: count('change'), same: count('same'), refused: count('refused') } }
}

/** Writes what was previewed, all or nothing; each line is checked again, as if it had been typed. @throws Fault service.matter-import */
export async function importAll(
  tx: Tx,
  { town, matters, by, now }: { town: string; matters: readonly MatterVersion[]; by: string; now: Date },
): Promise<{ added: number; changed: number }> {
  const codes = matters.map(({ code }) => code)
  if (new Set(codes).size !== codes.length) throw failService('service.matter-import', { detail: '事项编码重复' })
  const known = await latestOf(tx, town, codes)
  for (const matter of matters) {
    const old = known.get(matter.code)
    await publish(tx, { town, matter, seen: old?.from, by, now, today: dayOf(now) })
  }
  return { added: matters.length - known.size, changed: known.size }
}
