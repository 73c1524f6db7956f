import { rm } from 'node:fs/promises'
import type { Actor } from '#core/org/contract.ts'
import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { failFile } from '#platform/contract/files.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { arrive } from '#platform/server/files/arrival.ts'
import { cleanName } from '#platform/server/files/names.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import { failArea } from '../fault.ts'
import { MAX_IMPORT_BYTES } from '../import-format.ts'
import type { importAreas, previewAreas } from '../import-endpoints.ts'
import type { ImportOptions } from '../import-options.ts'
import type { PlannedDraft } from '../plan-import.ts'
import { readImport } from './geometry.ts'
import { areasStamp, findImportFile, listAreas, lockAreas, rememberImportFile } from './store.ts'
import { refuseErrors, writeRedraw } from './write-change.ts'

/** Reads an uploaded file, or one uploaded before, and says row by row what would become of it. Nothing is written but the file. */
export async function preview(call: Call<typeof previewAreas, Actor>): Promise<AnswerOf<typeof previewAreas>> {
  const { platform, actor, query } = call
  const { sha256: known, ...given } = query
  const file = await receive(call, known)
  const { read } = platform.db
  const stamp = await areasStamp(read, actor.town)
  const existing = await listAreas(read, actor.town)
  const bytes = await bytesOf(platform, file.sha256)
  const { drafts, columns, format, crs, findings } = await readImport({ bytes, options: optionsOf(given), existing, consent: 'all' })
  return {
    ...file,
    format,
    columns,
    ...(crs === undefined ? {} : { crs }),
    stamp,
    counts: countsOf(drafts),
    drafts: drafts.map(forPreview),
    findings: findings.slice(0, 200),
  }
}

/** Keeps what was previewed and agreed to, in one transaction. */
export async function importPreviewed(call: Call<typeof importAreas, Actor>): Promise<AnswerOf<typeof importAreas>> {
  const { tx, platform, actor, body } = call
  const name = await findImportFile(tx, actor.town, body.sha256)
  if (name === undefined) throw failArea('area.file-gone')
  await lockAreas(tx, actor.town)
  if ((await areasStamp(tx, actor.town)) !== body.stamp)
    throw failPlatform('platform.conflict', { detail: '预览之后，网格边界已被他人调整', way: '请重新预览后再导入' })
  const existing = await listAreas(tx, actor.town)
  const bytes = await bytesOf(platform, body.sha256)
  const plan = await readImport({ bytes, options: body.options, existing, consent: body.consent })
  const same = plan.drafts.filter(({ effect }) => effect === 'same').length
  const { opened, closed } = plan.redraw
  if (opened.length === 0 && same === 0) throw failArea('area.nothing-agreed')
  const accepted = refuseErrors(plan.findings, body.accept)
  if (opened.length > 0)
    await writeRedraw(call, plan.redraw, {
      kind: 'area.areas-imported',
      object: `file:${body.sha256}`,
      reason: body.accept?.reason,
      detail: { name, crs: body.options.crs, consent: body.consent, acceptedErrors: accepted.map(({ text }) => text).slice(0, 50) },
    })
  return {
    added: opened.length - closed.length,
    redrawn: closed.length,
    same,
    leftOut: plan.drafts.length - opened.length - same,
    accepted,
  }
}

async function receive({ request, platform, actor, now }: Call<typeof previewAreas, Actor>, known: string | undefined) {
  const { read } = platform.db
  const part = request.isMultipart() ? await request.file({ limits: { fileSize: MAX_IMPORT_BYTES + 1, files: 1 } }) : undefined
  if (!part) return knownFile(read, actor.town, known)
  const arrival = await arrive(platform.files.scratch, part.file, MAX_IMPORT_BYTES)
  try {
    if (known !== undefined && known !== arrival.sha256) throw failFile('platform.file-changed')
    const name = cleanName(part.filename)
    await platform.files.put(arrival.sha256, arrival.path)
    await rememberImportFile(read, actor.town, { sha256: arrival.sha256, name, size: arrival.size, at: now, by: actor.subject })
    return { sha256: arrival.sha256, name }
  } finally {
    await rm(arrival.path, { force: true })
  }
}

/** Trying another datum or mapping need not send 20 MB again. */
async function knownFile(tx: Tx, town: string, sha256: string | undefined) {
  if (sha256 === undefined) throw failFile('platform.file-missing')
  const name = await findImportFile(tx, town, sha256)
  if (name === undefined) throw failArea('area.file-gone')
  return { sha256, name }
}

async function bytesOf(platform: Platform, sha256: string): Promise<Uint8Array> {
  if (!(await platform.files.has(sha256))) throw failArea('area.file-gone')
  const chunks: Buffer[] = []
  for await (const chunk of await platform.files.open(sha256)) chunks.push(chunk as Buffer)
  return Uint8Array.from(Buffer.concat(chunks))
}

function optionsOf({ fields, ...rest }: Omit<Call<typeof previewAreas>['query'], 'sha256'>): ImportOptions {
  return fields === undefined ? rest : { ...rest, fields }
}

function countsOf(drafts: readonly PlannedDraft[]) {
  const count = (verdict: PlannedDraft['verdict']) => drafts.filter((draft) => draft.verdict === verdict).length
  return { accepted: count('accepted'), repairable: count('repairable'), refused: count('refused') }
}

/** The repaired shape is already the area's own: once over the wire is enough. */
function forPreview(draft: PlannedDraft): PlannedDraft {
  if (!draft.repair) return draft
  const { shape: _, ...repair } = draft.repair
  return { ...draft, repair }
}
