import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Tx } from './database.ts'

/** A cell of a copied row; a Date goes as an instant, a Buffer as bytea, an array as `text[]`. JSON is the caller's to stringify. */
export type Cell = string | number | boolean | Date | Buffer | readonly string[] | null | undefined

const special = /[\\\t\n\r]/u
const specials = new RegExp(special, 'gu')
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
// Most texts have nothing to escape: asking first is half the price.
const escaped = (text: string): string => (special.test(text) ? text.replace(specials, (c) => escapes[c]!) : text)

/** One array element, always quoted. */
const element = (text: string): string => `"${/["\\]/u.test(text) ? text.replaceAll(/["\\]/gu, String.raw`\$&`) : text}"`

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return String.raw`\N`
  if (typeof cell === 'string') return escaped(cell)
  if (typeof cell === 'number') return String(cell)
  if (typeof cell === 'boolean') return cell ? 't' : 'f'
  if (cell instanceof Date) return cell.toISOString()
  if (Buffer.isBuffer(cell)) return String.raw`\\x${cell.toString('hex')}`
  return escaped(`{${(cell as readonly string[]).map(element).join(',')}}`)
}

/** Rows of one table, to be written with COPY. */
export interface Copy {
  /** `schema.table (column, …)`, trusted text. */
  readonly target: string
  readonly rows: Iterable<readonly Cell[]>
}

/** Rows as PostgreSQL's COPY text format, about 64 KiB at a time: joined strings, since a chunk per row costs more than the row. */
export function* copyText(rows: Iterable<readonly Cell[]>): Generator<string> {
  let text = ''
  for (const row of rows) {
    let line = ''
    for (let i = 0; i < row.length; i++) line += i === 0 ? cellText(row[i]) : `\t${cellText(row[i])}`
    text += `${line}\n`
    if (text.length > 65_536) {
      yield text
      text = ''
    }
  }
  if (text !== '') yield text
}

/** Writes rows already in COPY's text format. @param target `schema.table (column, …)`, trusted text */
export async function copyEncoded(tx: Tx, target: string, text: Iterable<string | Uint8Array>): Promise<void> {
  const { connection } = tx
  if (connection instanceof pg.Pool) throw new Error('COPY needs a transaction')
  await pipeline(Readable.from(text, { objectMode: false }), connection.query(copyFrom(`copy ${target} from stdin`)))
}

/**
 * Writes many rows with COPY inside the caller's transaction: ten times as fast as inserts, but a single repeat of a key fails it all, so only
 * for rows known to be new (imports, generated history).
 */
export async function copyRows(tx: Tx, { target, rows }: Copy): Promise<void> {
  await copyEncoded(tx, target, copyText(rows))
}
