import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Tx } from '#platform/server/database.ts'
import { cleanName } from '#platform/server/files/names.ts'
import type { Platform } from '#platform/server/module.ts'
import { type Paper, renderPaper } from '#platform/server/pdf/index.ts'
import { CaseFile } from '../../form.ts'
import { MANIFEST, type PackageManifest, type PackedFile, SEAL } from '../../package.ts'
import type { CaseRow } from '../store.ts'
import { type ActionRow, sealedOf } from '../verify.ts'
import { signManifest } from './signature.ts'

/** Every file the acts carry, wherever in an answer it stands, once each, with the acts that carry it. */
export function filesOfActs(acts: readonly { readonly seq: number; readonly input: unknown }[]): PackedFile[] {
  const found = new Map<string, { name: string; acts: number[] }>()
  const look = (value: unknown, seq: number): void => {
    if (Array.isArray(value)) return value.forEach((each) => look(each, seq))
    if (value === null || typeof value !== 'object') return
    const file = CaseFile.safeParse(value)
    if (!file.success) return Object.values(value).forEach((each) => look(each, seq))
    const known = found.get(file.data.sha256)
    if (!known) found.set(file.data.sha256, { name: file.data.name, acts: [seq] })
    else if (!known.acts.includes(seq)) known.acts.push(seq)
  }
  for (const { seq, input } of acts) look(input, seq)
  return [...found].map(([sha256, { name, acts: seqs }], i) => ({
    path: `证据/${String(i + 1).padStart(4, '0')}-${cleanName(name)}`,
    sha256,
    name,
    acts: seqs,
  }))
}

export interface PackageOrder {
  readonly row: CaseRow
  readonly town: { readonly code: string; readonly name: string; readonly demo: boolean }
  readonly madeAt: Date
  readonly madeBy: string
  readonly reason: string
  readonly dossier: Paper
}

/**
 * The package as a stream: manifest, its seal, the dossier, every original. Originals flow through from the store one after another, so that
 * 200 MB of video need no more memory than a photo.
 */
export async function writePackage(tx: Tx, platform: Platform, order: PackageOrder): Promise<Readable> {
  const { row } = order
  const rows = await tx.query<ActionRow>(`select * from "case".action where town = $1 and case_id = $2 order by seq`, [row.town, row.id])
  return Readable.from(pack(platform, order, rows))
}

/** Nothing here asks the database: the transaction is over when the first byte goes out. */
async function* pack(
  platform: Platform,
  { row, town, dossier, ...order }: PackageOrder,
  rows: readonly ActionRow[],
): AsyncGenerator<Buffer> {
  const pdf = Buffer.from(await renderPaper(dossier))
  const originals = filesOfActs(rows)
  const dossierFile: PackedFile = { path: '案卷.pdf', sha256: createHash('sha256').update(pdf).digest('hex'), acts: [] }
  const manifest: PackageManifest = {
    format: 'sihe-case-package',
    version: 1,
    madeAt: order.madeAt.toISOString(),
    madeBy: order.madeBy,
    reason: order.reason,
    town,
    case: { id: row.id, number: row.number, title: row.title, process: row.process, processVersion: row.version, step: row.step },
    acts: rows.map((act) => ({ entry: { ...sealedOf(row.town, act) }, prev: act.prev_hash, hash: act.hash })),
    files: [dossierFile, ...originals],
  }
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
  const zip = new ZipFile()
  const stamp = { mtime: order.madeAt }
  zip.addBuffer(bytes, MANIFEST, stamp)
  zip.addBuffer(Buffer.from(`${JSON.stringify(signManifest(platform.config.dataDir, bytes), null, 1)}\n`), SEAL, stamp)
  zip.addBuffer(pdf, dossierFile.path, { ...stamp, compress: false })
  for (const { path, sha256 } of originals)
    // Photos and films are compressed already.
    zip.addReadStreamLazy(path, { ...stamp, compress: false }, (give) => {
      platform.files.open(sha256).then(
        (stream) => give(null, stream),
        (error: unknown) => give(error, Readable.from([])),
      )
    })
  zip.end()
  for await (const chunk of zip.outputStream) yield chunk as Buffer
}
