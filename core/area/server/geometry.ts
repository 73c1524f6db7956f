import { Worker } from 'node:worker_threads'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Area } from '../area.ts'
import { failArea } from '../fault.ts'
import type { Finding } from '../finding.ts'
import type { ImportPlan } from '../geometry-job.ts'
import type { AreaFormat } from '../import-format.ts'
import type { ImportOptions } from '../import-options.ts'

export type GeometryJob =
  | { readonly kind: 'check'; readonly areas: readonly Area[]; readonly at: string }
  | { readonly kind: 'compare'; readonly before: readonly Area[]; readonly after: readonly Area[]; readonly at: string }
  | {
      readonly kind: 'import'
      readonly bytes: Uint8Array
      readonly options: ImportOptions
      readonly existing: readonly Area[]
      readonly consent: 'all' | readonly string[]
    }

export interface ReadImport extends ImportPlan {
  readonly format: AreaFormat
  readonly columns: string[]
  /** What the file itself says its coordinates are in, when it does. */
  readonly crs?: string
}

export type GeometryAnswer =
  | { readonly kind: 'check' | 'compare'; readonly findings: Finding[] }
  | ({ readonly kind: 'import' } & ReadImport)
  | { readonly kind: 'refused'; readonly code: 'area.file-unreadable'; readonly detail: string }

/** The demo town is checked in a second or two, 114 tangled counties in ten; a file that needs longer than this is no ordinary one. */
const LIMIT_MS = 60_000

/** A workbook of 20 MB can unfold to gigabytes: the worker dies of it, not the server. */
const LIMIT_MB = 768

/** Two at once leave the server a thread to answer with. */
const MOST = 2
let running = 0

/**
 * Polygon arithmetic beside the server's own thread: the libraries are known to run for ever on some tangles, so a job is ended after
 * `limitMs`.
 * @throws Fault area.too-tangled when time or memory run out, area.file-unreadable, platform.busy when others are at it
 */
export async function runGeometry(job: GeometryJob, limitMs = LIMIT_MS): Promise<Exclude<GeometryAnswer, { kind: 'refused' }>> {
  if (running >= MOST) throw failPlatform('platform.busy', { detail: '正在检查其他人提交的边界' })
  running++
  try {
    const answer = await ask(job, limitMs)
    if (answer.kind === 'refused') throw failArea(answer.code, { detail: answer.detail })
    return answer
  } finally {
    running--
  }
}

/** Reads a file and says what keeping it would do; see `runGeometry`. */
export async function readImport(job: Omit<Extract<GeometryJob, { kind: 'import' }>, 'kind'>): Promise<ReadImport> {
  const answer = await runGeometry({ kind: 'import', ...job })
  if (answer.kind !== 'import') throw new Error('a worker answered another job')
  return answer
}

function ask(job: GeometryJob, limitMs: number): Promise<GeometryAnswer> {
  const worker = new Worker(new URL('./geometry-worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: LIMIT_MB },
  })
  return new Promise<GeometryAnswer>((resolve, reject) => {
    const timer = setTimeout(() => reject(failArea('area.too-tangled')), limitMs)
    worker.once('message', resolve)
    worker.once('error', (error: Error & { code?: string }) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? failArea('area.too-tangled', { detail: '文件展开后太大，内存不够' }) : error),
    )
    worker.once('exit', () => reject(failArea('area.too-tangled')))
    worker.once('exit', () => clearTimeout(timer))
  }).finally(() => worker.terminate())
}
