import type { Endpoint, EndpointSpec, InputOf, ReplyOf } from '#platform/contract/endpoint.ts'
import { Problem } from '#platform/contract/problem.ts'
import { addressOf } from './call.ts'
import { ProblemError, networkProblem } from './problem-error.ts'
import { sessionEnded } from './session-ended.ts'
import { terminal } from './terminal.ts'

export interface UploadOptions {
  /** 0–1 as bytes leave. */
  readonly progress?: (share: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Sends one file to an `upload` endpoint. XMLHttpRequest, because `fetch` cannot tell how far an upload is.
 * @throws ProblemError
 */
export function upload<E extends Endpoint<EndpointSpec>>(
  endpoint: E,
  input: InputOf<E>,
  file: File,
  options: UploadOptions = {},
): Promise<ReplyOf<E>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, addressOf(endpoint, input as { query?: unknown }))
    request.setRequestHeader('x-terminal', terminal())
    request.setRequestHeader('x-requested-with', 'sihe')
    request.responseType = 'json'
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) options.progress?.(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve(request.response as ReplyOf<E>)
      const parsed = Problem.safeParse(request.response)
      if (request.status === 401) sessionEnded.tell()
      reject(new ProblemError(parsed.success ? parsed.data : { ...networkProblem(), title: '上传没有成功', status: request.status }))
    }
    request.onerror = () => reject(new ProblemError(networkProblem()))
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    options.signal?.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file, file.name)
    request.send(form)
  })
}

/** Where a stored photo is read: a thumbnail of 320 or 1280 pixels, or the original. */
export function fileAddress(sha256: string, size?: 320 | 1280): string {
  return size === undefined ? `/api/files/${sha256}` : `/api/files/${sha256}/thumb?size=${size}`
}
