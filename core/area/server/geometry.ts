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

/** A worker that answered waits so long for the next job: drawing a border asks again within seconds, and starting one takes half a second. */
const IDLE_MS = 30_000

interface Hand {
  readonly worker: Worker
  /** Who hears of this worker now. */
  hear: { answered: (answer: GeometryAnswer) => void; ended: (error: Error & { code?: string }) => void } | undefined
  leave: NodeJS.Timeout | undefined
}
const idle = new Set<Hand>()

function newHand(): Hand {
  const worker = new Worker(new URL('./geometry-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: LIMIT_MB } })
  const hand: Hand = { worker, hear: undefined, leave: undefined }
  const ended = (error: Error): void => {
    idle.delete(hand)
    hand.hear?.ended(error)
  }
  worker.on('message', (answer: GeometryAnswer) => hand.hear?.answered(answer))
  worker.on('error', ended)
  worker.on('exit', () => ended(failArea('area.too-tangled')))
  return hand
}

function rest(hand: Hand): void {
  hand.hear = undefined
  hand.worker.unref()
  hand.leave = setTimeout(() => {
    idle.delete(hand)
    void hand.worker.terminate()
  }, IDLE_MS).unref()
  idle.add(hand)
}

function takeHand(): Hand {
  const [hand] = idle
  if (!hand) return newHand()
  idle.delete(hand)
  clearTimeout(hand.leave)
  hand.worker.ref()
  return hand
}

/** One that failed or took too long is never asked again: who knows what it still turns over. */
async function ask(job: GeometryJob, limitMs: number): Promise<GeometryAnswer> {
  const hand = takeHand()
  let timer: NodeJS.Timeout | undefined
  try {
    const answer = await new Promise<GeometryAnswer>((answered, reject) => {
      timer = setTimeout(() => reject(failArea('area.too-tangled')), limitMs)
      const ended = (error: Error & { code?: string }): void =>
        reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? failArea('area.too-tangled', { detail: '文件展开后太大，内存不够' }) : error)
      hand.hear = { answered, ended }
      hand.worker.postMessage(job)
    })
    rest(hand)
    return answer
  } catch (error) {
    hand.hear = undefined
    void hand.worker.terminate()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
