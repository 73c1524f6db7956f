import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Info, parse } from 'csv-parse'
import { readWorkbook } from './read-workbook.ts'

/** A row as the file has it. */
export interface FileRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** The very text of a CSV row, without its line end. */
  readonly raw: string
}

export interface RowsFile {
  readonly header: readonly string[]
  readonly delimiter: string
  readonly rows: AsyncIterable<FileRow>
}

export interface ReadOptions {
  readonly encoding: 'auto' | 'utf-8' | 'gb18030'
  readonly sheet?: string | undefined
}

const maxRow = 1_000_000

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `没有这个文件：${path}` : `打不开文件 ${path}（${error.code}）`, { cause: error })
  })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What pipeline tells goes to the reader of the last stream as its own error. */
function unpacked(path: string, gzip: boolean): Readable {
  const source = createReadStream(path)
  return gzip ? pipeline(source, createGunzip(), () => undefined) : source
}

/** Whether the whole file is UTF-8; half a file may look like it. */
async function isUtf8(path: string, gzip: boolean): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of unpacked(path, gzip)) decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

async function* textOf(path: string, gzip: boolean, encoding: string): AsyncGenerator<string> {
  // TextDecoder drops a byte order mark by itself.
  const decoder = new TextDecoder(encoding)
  for await (const chunk of unpacked(path, gzip)) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

/** The sign that parts the cells: whichever the header has most of. */
function delimiterOf(header: string): string {
  const count = (sign: string) => header.split(sign).length
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

async function firstLine(path: string, gzip: boolean, encoding: string): Promise<string> {
  let text = ''
  for await (const part of textOf(path, gzip, encoding)) {
    text += part
    const end = text.search(/[\r\n]/u)
    if (end >= 0 || text.length > maxRow) return end >= 0 ? text.slice(0, end) : text
  }
  return text
}

function explain(error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const lines = error instanceof Error && 'lines' in error ? Number(error.lines) : 0
  const where = lines > 0 ? `（约在第 ${lines} 行）` : ''
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE')
    return new Error(`有一个单元格的引号没有闭合${where}，后面的行无法分清，请改正后再导入`, { cause: error })
  if (code.startsWith('Z_')) return new Error('压缩文件已损坏，请重新取得', { cause: error })
  return error instanceof Error ? error : new Error(String(error))
}

async function* csvRows(path: string, gzip: boolean, encoding: string, delimiter: string): AsyncGenerator<FileRow> {
  const parser = parse({
    delimiter,
    relaxColumnCount: true,
    relaxQuotes: true,
    skipEmptyLines: true,
    maxRecordSize: maxRow,
    raw: true,
    info: true,
  })
  const input = Readable.from(textOf(path, gzip, encoding))
  input.on('error', (error) => parser.destroy(error))
  input.pipe(parser)
  let line = 0
  try {
    for await (const one of parser) {
      const { record, raw } = one as { record: string[]; raw: string; info: Info }
      yield { line: ++line, cells: record, raw: raw.replace(/^[\r\n]+|[\r\n]+$/gu, '') }
    }
  } catch (error) {
    throw explain(error)
  }
}

async function withHeader(all: AsyncGenerator<FileRow>, delimiter: string): Promise<RowsFile> {
  const first = await all.next()
  if (first.done) throw new Error('文件是空的：第一行应为列名')
  const header = first.value.cells.map((name) => name.trim())
  return { header, delimiter, rows: all }
}

/**
 * Opens a CSV (also .gz, UTF-8 or GB 18030) or XLSX file. What it is, is told by its bytes, not by its name.
 * @throws Error in Chinese, while reading too
 */
export async function openRows(path: string, { encoding, sheet }: ReadOptions): Promise<RowsFile> {
  const head = await firstBytes(path)
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]))) return withHeader(readWorkbook(path, sheet), ',')
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    throw new Error('这是旧的 .xls 文件，请在 Excel 中另存为 .xlsx 或 CSV')
  const gzip = head[0] === 0x1f && head[1] === 0x8b
  try {
    const chosen = encoding === 'auto' ? ((await isUtf8(path, gzip)) ? 'utf-8' : 'gb18030') : encoding
    const delimiter = delimiterOf(await firstLine(path, gzip, chosen))
    return await withHeader(csvRows(path, gzip, chosen, delimiter), delimiter)
  } catch (error) {
    throw explain(error)
  }
}
