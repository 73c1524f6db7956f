import { ProblemError } from '../problem-error.ts'
import type { ItemFault } from './item.ts'

/** What a failed try means for the item. */
export interface Verdict {
  readonly fault: ItemFault
  /** `refused`: the person must look; `later`: this item waits, others go on; `line`: nobody gets through now. */
  readonly next: 'refused' | 'later' | 'line'
}

/** 401: sign in again; 408, 425, 429: too slow, too early, too often. Everything else 4xx is an answer. */
const PASSING: ReadonlySet<number> = new Set([401, 408, 425, 429])

const ways: Readonly<Record<number, string>> = { 401: '登录已过期，重新登录后自动发送', 429: '服务器忙，稍后自动再试' }

/** Reads a failure. Something that is no answer of the server at all (a bug of ours, a broken body) is the person's to see. */
export function verdictOf(error: unknown): Verdict {
  if (!(error instanceof ProblemError)) {
    const text = error instanceof Error ? error.message : String(error)
    return { fault: { status: 0, code: 'field.broken', text: `这一条的内容无法发送：${text}` }, next: 'refused' }
  }
  const { status, code, problem } = error
  const text = ways[status] ?? [problem.detail ?? problem.title, problem.way].filter(Boolean).join('。')
  const fault = { status, code, text: status === 0 ? '没有连上中心，有信号后自动发送' : text }
  if (status === 0 || status === 401 || status === 502 || status === 503 || status === 504) return { fault, next: 'line' }
  const answered = status >= 400 && status < 500 && !PASSING.has(status)
  return { fault, next: answered ? 'refused' : 'later' }
}

const FIRST_MS = 2_000
const LONGEST_MS = 300_000

/** Capped exponential wait with jitter, so that a village coming out of a tunnel does not knock all at once. @param dice 0–1 */
export const waitAfter = (tries: number, dice: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10)) * (0.5 + dice / 2)
