import { type LiveFact } from '../contract/live.ts'
import { type Position, comparePositions, writePosition } from './position.ts'
import type { OutboxRow } from './relay.ts'

/** How much of a fact a reader gets: nothing, that something of this name happened, or all of it. */
export type Hearing = 'none' | 'name' | 'all'

/** What one reader hears, remembered by audience: the modules' rules run once for each, not once for each fact. */
export interface Judge {
  readonly town: string
  /** @param key the audience as one text */
  of(key: string, audience: readonly string[]): Hearing
}

/** Audiences remembered by a reader; a town has some hundred units and areas. */
const mostRemembered = 2_000
/** Characters of one event, about. */
const blockLength = 64 * 1024

export function makeJudge(town: string, hears: (audience: readonly string[]) => boolean, overhears: boolean): Judge {
  const known = new Map<string, Hearing>()
  return {
    town,
    of(key, audience) {
      let hearing = known.get(key)
      if (hearing === undefined) {
        hearing = audience.length === 0 ? 'none' : hears(audience) ? 'all' : overhears ? 'name' : 'none'
        if (known.size >= mostRemembered) known.clear()
        known.set(key, hearing)
      }
      return hearing
    },
  }
}

/** Every part is closed, not only parted: an audience of one empty part is not an audience of nobody. */
export const audienceKey = (audience: readonly string[]): string => {
  let key = ''
  for (const part of audience) key += `${part}\n`
  return key
}

const texts = new WeakMap<OutboxRow, string>()
const names = new WeakMap<OutboxRow, string>()

/** A row as it goes out; made once for all its readers. */
function textOf(row: OutboxRow, hearing: Hearing): string {
  const made = hearing === 'all' ? texts : names
  let text = made.get(row)
  if (text === undefined) {
    const payload = hearing === 'all' ? row.payload : null
    text = JSON.stringify({ id: writePosition(row), name: row.name, payload, at: row.at.toISOString() } satisfies LiveFact)
    made.set(row, text)
  }
  return text
}

/**
 * Rows as blocks of the event stream, several where they are large: a reader whose line breaks goes on after the last whole one. The last id is
 * that of the last row, heard or not. Of rows that are known by name only each name is told once.
 */
export function writeRows(rows: readonly OutboxRow[], hearing: (row: OutboxRow) => Hearing): string {
  let out = ''
  let block: string[] = []
  let length = 0
  const named = new Set<string>()
  const flush = (row: OutboxRow) => {
    if (block.length > 0) out += `id: ${writePosition(row)}\ndata: [${block.join(',')}]\n\n`
    block = []
    length = 0
  }
  for (const row of rows) {
    const heard = hearing(row)
    if (heard === 'none' || (heard === 'name' && named.has(row.name))) continue
    if (heard === 'name') named.add(row.name)
    const text = textOf(row, heard)
    block.push(text)
    length += text.length
    if (length > blockLength) flush(row)
  }
  const last = rows.at(-1)
  if (last) flush(last)
  return out
}

/** What one town's readers get of a batch. */
interface Section {
  readonly rows: OutboxRow[]
  /** Which audience each row has, as a place in `audiences`. */
  readonly audienceOf: Map<OutboxRow, number>
  readonly audiences: { readonly key: string; readonly audience: readonly string[] }[]
  readonly blocks: Map<string, Buffer | undefined>
}

const letters: Readonly<Record<Hearing, string>> = { none: '0', name: '1', all: '2' }
const hearings: Readonly<Record<string, Hearing>> = { '0': 'none', '1': 'name', '2': 'all' }

/**
 * Rows that go out together. Readers who hear the same of them share one encoded buffer: a thousand readers of some dozen roles cost some dozen
 * encodings and a thousand writes.
 */
export class Batch {
  readonly rows: readonly OutboxRow[]
  readonly first: Position
  readonly last: Position
  readonly #sections = new Map<string, Section>()

  /** @param rows at least one, in order */
  constructor(rows: readonly [OutboxRow, ...OutboxRow[]]) {
    this.rows = rows
    const [first] = rows
    const last = rows.at(-1) ?? first
    this.first = { xid: first.xid, seq: first.seq }
    this.last = { xid: last.xid, seq: last.seq }
    const places = new Map<string, number>()
    for (const row of rows) {
      if (row.audience.length === 0) continue
      let section = this.#sections.get(row.town)
      if (!section) {
        section = { rows: [], audienceOf: new Map(), audiences: [], blocks: new Map() }
        this.#sections.set(row.town, section)
      }
      const key = audienceKey(row.audience)
      const place = places.get(`${row.town} ${key}`) ?? section.audiences.push({ key, audience: row.audience }) - 1
      places.set(`${row.town} ${key}`, place)
      section.rows.push(row)
      section.audienceOf.set(row, place)
    }
  }

  /** The bytes for one reader; undefined when nothing of it is theirs. */
  blockFor(judge: Judge): Buffer | undefined {
    const section = this.#sections.get(judge.town)
    if (!section) return undefined
    let mask = ''
    for (const { key, audience } of section.audiences) mask += letters[judge.of(key, audience)]
    if (!section.blocks.has(mask)) section.blocks.set(mask, encode(section, mask, this.last))
    return section.blocks.get(mask)
  }
}

function encode(section: Section, mask: string, last: Position): Buffer | undefined {
  const text = writeRows(section.rows, (row) => hearings[mask[section.audienceOf.get(row)!]!]!)
  if (text === '') return undefined
  const end = section.rows.at(-1)!
  // The place to resume from lies behind rows of other towns too.
  const moved = comparePositions(last, end) > 0 ? `: \nid: ${writePosition(last)}\n\n` : ''
  return Buffer.from(text + moved)
}
