import type { Problem } from '#platform/contract/problem.ts'

/** A refused or lost request in words a resident understands. Status 0: nothing came back. */
export class Unanswered extends Error {
  readonly status: number
  readonly code: string
  readonly way: string

  constructor(problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? '服务暂时不可用')
    this.status = problem.status ?? 0
    this.code = problem.code ?? 'platform.unknown'
    this.way = problem.way ?? '请过一会儿再试'
  }
}

const lost = () => new Unanswered({ title: '没有连上网络', way: '网络恢复后再点一次，不会重复取号' })
const patienceMs = 15_000

/** Asks below `/api`. Types only from the contract: zod would be three times the page. @throws Unanswered */
export async function ask<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(lost()), patienceMs)
  })
  try {
    const sent = fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'x-requested-with': 'sihe',
        'x-terminal': 'public-hall',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const response = await Promise.race([sent, patience])
    const read: unknown = await Promise.race([response.json().catch(() => undefined), patience])
    if (response.ok && read !== undefined) return read as T
    throw new Unanswered({ status: response.status, ...(read && typeof read === 'object' ? (read as Partial<Problem>) : {}) })
  } catch (error) {
    throw error instanceof Unanswered ? error : lost()
  } finally {
    clearTimeout(timer)
  }
}

/** The words for whatever was thrown. */
export const faultOf = (error: unknown): Unanswered =>
  error instanceof Unanswered ? error : new Unanswered({ title: '页面出了问题', way: '请刷新页面' })

/** A UUID version 4 without `crypto.randomUUID`, which old browsers and plain HTTP lack. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => (b + 256).toString(16).slice(1)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
