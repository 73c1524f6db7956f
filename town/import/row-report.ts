import { type WriteStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'

/** What became of a row. */
export type Outcome = 'closed' | 'open' | 'known' | 'set-aside'
export const outcomeTitles: Readonly<Record<Outcome, string>> = {
  closed: '已结案',
  open: '待受理',
  known: '已在本镇，未重复导入',
  'set-aside': '搁置',
}

export interface RowResult {
  readonly line: number
  readonly number: string
  readonly outcome: Outcome
  readonly reasons: readonly string[]
}

// A spreadsheet runs a cell that begins so as a formula (CSV injection, OWASP); an apostrophe makes it text.
const guardCell = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text)
const quoted = (text: string): string => (/[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

async function put(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain')
}

async function end(stream: WriteStream): Promise<void> {
  stream.end()
  await once(stream, 'finish')
}

/** The two files of a run: one line for every row, and the rows set aside as they were, ready to be mended and imported again. */
export interface RowReport {
  note(result: RowResult, raw: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens both files; the byte order mark is for Excel. Ours is guarded against formula cells. The rows set aside keep their very bytes, as in
 * the file they came from: a guard there would come back as data.
 */
export async function openReport(reportFile: string, asideFile: string, rawHeader: string, delimiter: string): Promise<RowReport> {
  const report = createWriteStream(reportFile)
  const aside = createWriteStream(asideFile)
  await Promise.all([once(report, 'open'), once(aside, 'open')])
  await put(report, '\ufeff行号,编号,结果,原因\r\n')
  await put(aside, `\ufeff${['行号', '搁置原因', rawHeader].join(delimiter)}\r\n`)
  return {
    async note({ line, number, outcome, reasons }, raw) {
      const cells = [String(line), number, outcomeTitles[outcome], reasons.join('；')].map((cell) => quoted(guardCell(cell)))
      await put(report, `${cells.join(',')}\r\n`)
      if (outcome === 'set-aside')
        await put(aside, `${[String(line), `"${reasons.join('；').replaceAll('"', '""')}"`, raw].join(delimiter)}\r\n`)
    },
    close: async () => void (await Promise.all([end(report), end(aside)])),
  }
}
