import type ExcelJS from 'exceljs'
import { parse } from 'csv-parse/sync'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { failFile } from '#platform/contract/files.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import { type Actor, dayOf } from '#core/org/contract.ts'
import { listUnits } from '#core/org/server/index.ts'
import { DeviceDraft } from '../device.ts'
import type { previewImport } from '../device-endpoints.ts'
import { failSensing } from '../faults.ts'
import { kinds } from '../kinds/kinds.ts'
import { insertDevices, placeIn, placed, updateDevices } from './devices.ts'

const rowsMost = 20_000
const bytesMost = 20 * 1024 * 1024

/** Column names as towns write them. */
const columns: Readonly<Record<string, readonly string[]>> = {
  key: ['设备编号', '编号', 'key', 'deviceId', 'IMEI'],
  kind: ['种类', '设备种类', '类型', 'kind'],
  name: ['名称', '设备名称', 'name'],
  component: ['部件编码', '部件代码', 'ObjID'],
  lng: ['经度', 'lng', 'longitude'],
  lat: ['纬度', 'lat', 'latitude'],
  address: ['地址', '位置', '安装位置', 'address'],
  owner: ['权属单位', '产权单位', 'DeptName2'],
  upkeep: ['养护单位', '维护单位', 'DeptName3'],
  maker: ['厂家', '厂商', '生产厂家'],
  model: ['型号', 'model'],
  installedOn: ['安装日期', '安装时间'],
  batteryOn: ['电池日期', '换电池日期'],
  format: ['数据格式', 'format'],
  aliases: ['别名', 'devEUI', 'devEui'],
  note: ['备注', 'Note'],
}

type Cells = Readonly<Record<string, string>>

function text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // What Excel in China saves.
    return new TextDecoder('gb18030').decode(bytes)
  }
}

function cellText(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map((piece) => piece.text).join('')
  if ('text' in value) return cellText(value.text)
  if ('result' in value) return cellText(value.result as ExcelJS.CellValue)
  return ''
}

async function tableOf(bytes: Buffer): Promise<string[][]> {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK')
    return parse(text(bytes), { bom: true, relaxColumnCount: true, skipEmptyLines: true, trim: true, maxRecordSize: 100_000 })
  const { default: Excel } = await import('exceljs')
  const book = new Excel.Workbook()
  await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer)
  const table: string[][] = []
  book.worksheets[0]?.eachRow((row) => {
    const cells: string[] = []
    row.eachCell({ includeEmpty: true }, (cell, column) => (cells[column - 1] = cellText(cell.value).trim()))
    table.push(Array.from(cells, (cell) => cell ?? ''))
  })
  return table
}

/** @throws Fault sensing.file-unreadable, sensing.file-too-long */
async function readRows(bytes: Buffer): Promise<{ columns: string[]; rows: Cells[] }> {
  const table = await tableOf(bytes).catch(() => {
    throw failSensing('sensing.file-unreadable')
  })
  const [header, ...body] = table
  if (!header || body.length === 0) throw failSensing('sensing.file-unreadable', { detail: '没有数据行' })
  if (body.length > rowsMost) throw failSensing('sensing.file-too-long')
  const names = header.map(
    (name) => Object.entries(columns).find(([, all]) => all.some((one) => one.toLowerCase() === name.trim().toLowerCase()))?.[0],
  )
  if (!names.includes('key') || !names.includes('name'))
    throw failSensing('sensing.file-unreadable', { detail: '第一行应为列名，至少有“设备编号”“种类”“名称”' })
  return {
    columns: header.filter((_, i) => names[i] !== undefined),
    rows: body.map((cells) => Object.fromEntries(names.flatMap((name, i) => (name ? [[name, cells[i] ?? '']] : [])))),
  }
}

/** Dates as people type them. */
const dayText = (value: string): string =>
  value.replace(
    /^(\d{4})[年/.](\d{1,2})[月/.](\d{1,2})日?$/u,
    (_, y: string, m: string, d: string) => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`,
  )

function draftOf(cells: Cells, units: ReadonlyMap<string, string>): { draft?: DeviceDraft; faults: string[] } {
  const faults: string[] = []
  const filled = (name: string) => (cells[name] ? { [name]: cells[name] } : {})
  const kind = kinds.find((one) => one.key === cells['kind'] || one.title === cells['kind'])
  if (!kind) faults.push(`没有“${cells['kind'] ?? ''}”这种设备`)
  const unitOf = (name: 'owner' | 'upkeep', title: string) => {
    const found = cells[name] ? units.get(cells[name]) : undefined
    if (cells[name] && !found) faults.push(`${title}“${cells[name]}”不在组织机构中`)
    return found
  }
  const ownerId = unitOf('owner', '权属单位')
  const upkeepId = unitOf('upkeep', '养护单位')
  const has = cells['lng'] || cells['lat']
  const place = [Number(cells['lng']), Number(cells['lat'])]
  if (has && !place.every(Number.isFinite)) faults.push('经纬度应为数字')
  const parsed = DeviceDraft.safeParse({
    key: cells['key'],
    kind: kind?.key ?? 'other',
    name: cells['name'],
    ...filled('component'),
    ...filled('address'),
    ...filled('maker'),
    ...filled('model'),
    ...filled('format'),
    ...filled('note'),
    ...(cells['installedOn'] ? { installedOn: dayText(cells['installedOn']) } : {}),
    ...(cells['batteryOn'] ? { batteryOn: dayText(cells['batteryOn']) } : {}),
    ...(cells['aliases'] ? { aliases: cells['aliases'].split(/[,，;；\s]+/u).filter(Boolean) } : {}),
    ...(has && place.every(Number.isFinite) ? { place } : {}),
    ...(ownerId ? { ownerId } : {}),
    ...(upkeepId ? { upkeepId } : {}),
  })
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => issue.message))
  return parsed.success && faults.length === 0 ? { draft: parsed.data, faults } : { faults }
}

async function unitsByName(tx: Tx, town: string, now: Date): Promise<ReadonlyMap<string, string>> {
  const units = await listUnits(tx, town, dayOf(now))
  return new Map(units.flatMap((unit) => [[unit.name, unit.id] as const, [unit.short, unit.id] as const]))
}

interface Existing {
  id: string
  key: string
  component: string | null
  name: string
  kind: string
  address: string
}

async function existing(tx: Tx, town: string, keys: readonly string[]): Promise<Map<string, Existing>> {
  const rows = await tx.query<Existing>(
    `select id, key, component, name, kind, address from sensing.device where town = $1 and key = any($2)`,
    [town, keys],
  )
  return new Map(rows.map((row) => [row.key, row]))
}

/** Reads a ledger file and says line by line what would become of it. */
export async function preview({
  request,
  platform,
  actor,
  now,
}: Call<typeof previewImport, Actor>): Promise<AnswerOf<typeof previewImport>> {
  const part = request.isMultipart() ? await request.file({ limits: { fileSize: bytesMost, files: 1 } }) : undefined
  if (!part) throw failFile('platform.file-missing')
  const bytes = await part.toBuffer()
  if (part.file.truncated) throw failFile('platform.file-too-large')
  const { columns: found, rows } = await readRows(bytes)
  const { read } = platform.db
  const units = await unitsByName(read, actor.town, now)
  const drafts = rows.map((cells) => ({ cells, ...draftOf(cells, units) }))
  const known = await existing(
    read,
    actor.town,
    drafts.map((one) => one.cells['key'] ?? ''),
  )
  const seen = new Set<string>()
  const lines: AnswerOf<typeof previewImport>['lines'] = []
  for (const [i, { cells, draft, faults }] of drafts.entries()) {
    const key = cells['key'] ?? ''
    if (draft && seen.has(key)) faults.push('编号在文件里重复')
    seen.add(key)
    const where = draft ? await placeIn(read, actor.town, draft.place, now) : undefined
    if (where?.outside) faults.push('位置在镇域外')
    const old = known.get(key)
    const same =
      old &&
      draft &&
      old.name === draft.name &&
      old.kind === draft.kind &&
      old.address === draft.address &&
      (old.component ?? undefined) === draft.component
    lines.push({
      line: i + 2,
      key,
      name: cells['name'] ?? '',
      areaName: where?.areaName ?? '',
      faults,
      effect: faults.length > 0 || !draft ? 'refused' : old ? (same ? 'same' : 'change') : 'add',
      ...(draft && faults.length === 0 ? { draft } : {}),
    })
  }
  const count = (effect: (typeof lines)[number]['effect']) => lines.filter((line) => line.effect === effect).length
  return { columns: found, lines, counts: { add: count('add'), change: count('change'), same: count('same'), refused: count('refused') } }
}

/** Writes what was previewed, all or nothing. @throws Fault sensing.key-taken, sensing.component-taken, sensing.import-faulty */
export async function importAll(
  tx: Tx,
  _platform: Platform,
  actor: Actor,
  drafts: readonly DeviceDraft[],
  now: Date,
): Promise<{ added: number; changed: number }> {
  if (new Set(drafts.map((draft) => draft.key)).size !== drafts.length)
    throw failSensing('sensing.import-faulty', { detail: '设备编号重复' })
  const known = await existing(
    tx,
    actor.town,
    drafts.map((draft) => draft.key),
  )
  const fresh: Awaited<ReturnType<typeof placed>>[] = []
  const changed: Awaited<ReturnType<typeof placed>>[] = []
  for (const draft of drafts) {
    const old = known.get(draft.key)
    const one = await placed(tx, actor.town, draft, now, old?.id)
    ;(old ? changed : fresh).push(one)
  }
  await insertDevices(tx, actor.town, fresh, now)
  return { added: fresh.length, changed: await updateDevices(tx, actor.town, changed, now) }
}
