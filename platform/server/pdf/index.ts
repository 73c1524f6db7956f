import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { failPlatform } from '../../contract/problem.ts'
import type { Paper } from './paper.ts'

export { type Label, labelSheet } from './labels.ts'
export type { Align, Block, Card, Column, Paper, Picture } from './paper.ts'

const LIMIT_MS = 60_000
const LIMIT_MB = 384
/** One at a time leaves the second core to the server; a case file takes about a second. */
const MOST_WAITING = 20

let waiting = 0
let last: Promise<unknown> = Promise.resolve()

/**
 * Makes a PDF of a paper, in a thread of its own: opening the font's slices takes hundreds of milliseconds the server
 * must not stand still for. Papers are made one after another.
 * @returns the file's bytes
 * @throws Fault platform.busy when twenty are waiting, or when the paper is larger than time or memory allow
 */
export async function renderPaper(paper: Paper, limitMs = LIMIT_MS): Promise<Uint8Array> {
  if (waiting >= MOST_WAITING) throw failPlatform('platform.busy', { detail: '等待制作的文件太多，请稍后再试' })
  waiting++
  const turn = last.then(() => ask(paper, limitMs))
  last = turn.catch(() => undefined)
  try {
    return await turn
  } finally {
    waiting--
  }
}

function ask(paper: Paper, limitMs: number): Promise<Uint8Array> {
  const worker = new Worker(new URL('./draw-worker.ts', import.meta.url), {
    workerData: paper,
    resourceLimits: { maxOldGenerationSizeMb: LIMIT_MB },
  })
  const tooLarge = () => failPlatform('platform.busy', { detail: '内容太多，未能制成一个文件，请缩小范围分次制作' })
  return new Promise<Uint8Array>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooLarge()), limitMs)
    worker.once('message', resolve)
    worker.once('error', (error: Error & { code?: string }) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error))
    worker.once('exit', () => clearTimeout(timer))
  }).finally(() => worker.terminate())
}

/**
 * The paper made when the answer is sent: a handler that waits for it would keep its transaction open for as long as fonts take on a busy machine.
 * @throws Fault platform.busy at once when twenty are waiting; what fails later breaks the answer off
 */
export function streamPaper(paper: Paper): Readable {
  if (waiting >= MOST_WAITING) throw failPlatform('platform.busy', { detail: '等待制作的文件太多，请稍后再试' })
  return Readable.from(
    (async function* () {
      yield Buffer.from(await renderPaper(paper))
    })(),
  )
}
