import type { Endpoint, EndpointSpec, InputOf, ReplyOf } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { contact } from './contact.ts'
import { ProblemError, networkProblem, readProblem } from './problem-error.ts'
import { isDeserted } from './presence.ts'
import { sessionEnded } from './session-ended.ts'
import { terminal } from './terminal.ts'

export interface CallOptions {
  /** One key per intent: give the same one on every retry, so that a repeated tap is answered once. Default: a new one. */
  readonly actionId?: string | undefined
  /** A read that must be a POST (candidates while typing) keeps no answer on the server. */
  readonly reads?: boolean
  /** Made by the page itself (live refresh): does not count as activity for the idle limit. */
  readonly background?: boolean
  readonly signal?: AbortSignal | undefined
}

interface Parts {
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
}

const entriesOf = (value: unknown): [string, unknown][] => (value !== null && typeof value === 'object' ? Object.entries(value) : [])

/** The address of an endpoint below `/api`: path parameters filled in, repeated query values repeated, empty ones left out. */
export function addressOf(endpoint: Pick<Endpoint, 'path'>, parts: Parts): string {
  let path = endpoint.path
  for (const [key, value] of entriesOf(parts.params)) path = path.replace(`:${key}`, encodeURIComponent(String(value)))
  const query = new URLSearchParams()
  for (const [key, value] of entriesOf(parts.query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '' && one !== false) query.append(key, one === true ? '1' : String(one))
    }
  }
  const text = query.toString()
  return `/api${path}${text === '' ? '' : `?${text}`}`
}

/**
 * Calls an endpoint of a contract; input and reply are typed by it.
 * @throws ProblemError with the server's Chinese words; status 0 when the network did not answer
 */
export async function call<E extends Endpoint<EndpointSpec>>(
  endpoint: E,
  input: InputOf<E>,
  options: CallOptions = {},
): Promise<ReplyOf<E>> {
  const parts = input as Parts
  const headers: Record<string, string> = { accept: 'application/json', 'x-terminal': terminal(), 'x-requested-with': 'sihe' }
  if (parts.body !== undefined) headers['content-type'] = 'application/json'
  if (options.background || isDeserted()) headers['x-background'] = '1'
  if (endpoint.method !== 'GET' && !options.reads) headers['idempotency-key'] = options.actionId ?? newId()
  let response: Response
  const sent = Date.now()
  try {
    response = await fetch(addressOf(endpoint, parts), {
      method: endpoint.method,
      headers,
      credentials: 'same-origin',
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    contact.failed()
    throw new ProblemError(networkProblem())
  }
  contact.heard(response, sent)
  if (!response.ok) {
    const problem = await readProblem(response)
    if (problem.status === 401 && problem.code === 'platform.not-signed-in') sessionEnded.tell()
    throw new ProblemError(problem)
  }
  // A line that breaks inside the answer, or a hotspot's own page: not answered, and asking again is safe.
  return (await response.json().catch(() => {
    throw new ProblemError(networkProblem())
  })) as ReplyOf<E>
}
