import type { Problem } from '#platform/contract/problem.ts'

// Types only from the contracts: zod and the process definitions would be three times the rest of the page.

/** A refused or lost request in words a resident understands. Status 0: nothing came back. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly way: string
  readonly fields: readonly { readonly path: string; readonly message: string }[]

  constructor(problem: Pick<Problem, 'title' | 'status' | 'code'> & Partial<Problem>) {
    super(problem.detail ?? problem.title)
    this.status = problem.status
    this.code = problem.code
    this.way = problem.way ?? ''
    this.fields = problem.fields ?? []
  }

  /** It may have arrived or not, or will later: the same send again is right. */
  get worthRetry(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
  }
}

const silence = () =>
  new Refused({
    title: '没有连上网络',
    status: 0,
    code: 'platform.unreachable',
    way: '内容已经保存在这部手机上，网络恢复后点“再发一次”，不会重复',
  })

/** The words for whatever was thrown. */
export function faultOf(error: unknown): Refused {
  if (error instanceof Refused) return error
  return new Refused({ title: '页面出了问题', status: 0, code: 'public.broken', way: '内容已经保存，请刷新页面后再发一次' })
}

/** What a server, or a proxy before it, answered when it was not the expected thing. */
export function problemOf(status: number, body: unknown): Refused {
  if (body && typeof body === 'object' && 'title' in body && 'code' in body) return new Refused(body as Problem)
  return new Refused({ title: '服务暂时不可用', status, code: 'platform.unknown', way: '内容已经保存，请过一会儿再发一次' })
}

const PATIENCE_MS = 30_000

/**
 * Sends JSON below `/api` and reads JSON back.
 * @throws Refused
 */
export async function request<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silence()), PATIENCE_MS)
  })
  try {
    const answer = fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'x-requested-with': 'sihe',
        'x-terminal': 'public',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const response = await Promise.race([answer, patience])
    const read: unknown = await Promise.race([response.json().catch(() => undefined), patience])
    if (!response.ok) throw problemOf(response.status, read)
    return read as T
  } catch (error) {
    throw error instanceof Refused ? error : silence()
  } finally {
    clearTimeout(timer)
  }
}

/** A UUID version 4 without `crypto.randomUUID`, which old browsers and plain HTTP lack. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => (b + 256).toString(16).slice(1)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
