import type { InputOf, ReplyOf } from '#platform/contract/endpoint.ts'
import type { PublicUpload } from '#platform/contract/files.ts'
import type { PublicProgress, addPublicWords, publicTown, ratePublic, reopenPublic, reportPublic } from '../contract.ts'
import { Refused, problemOf, request } from './request.ts'

export type TownInfo = ReplyOf<typeof publicTown>
export type ReportBody = InputOf<typeof reportPublic>['body']
export type ReceiptInfo = ReplyOf<typeof reportPublic>
export type Progress = PublicProgress

const at = (number: string) => `/public/incidents/${encodeURIComponent(number)}`

/** The residents' door, one function an endpoint. All throw `Refused`. */
export const readTown = (): Promise<TownInfo> => request('GET', '/public/town')
export const sendReport = (body: ReportBody): Promise<ReceiptInfo> => request('POST', '/public/incidents', body)
export const readProgress = (number: string, code: string): Promise<Progress> =>
  request('GET', `${at(number)}?code=${encodeURIComponent(code)}`)
export const sendWords = (number: string, body: InputOf<typeof addPublicWords>['body']): Promise<Progress> =>
  request('POST', `${at(number)}/words`, body)
export const sendReopen = (number: string, body: InputOf<typeof reopenPublic>['body']): Promise<Progress> =>
  request('POST', `${at(number)}/reopen`, body)
export const sendRating = (number: string, body: InputOf<typeof ratePublic>['body']): Promise<Progress> =>
  request('POST', `${at(number)}/rating`, body)

/** Where a photo of the progress page is read: a copy without the camera's data. */
export const photoAt = (number: string, code: string, sha256: string, size: 320 | 1280): string =>
  `/api${at(number)}/photos/${sha256}?code=${encodeURIComponent(code)}&size=${size}`

/**
 * Sends one photo. XMLHttpRequest, because `fetch` cannot tell how far it is; the original, because its time and place
 * are evidence the server keeps and strips from every public copy.
 */
export function sendPhoto(file: Blob, name: string, progress: (share: number) => void): Promise<PublicUpload> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open('POST', '/api/public/files')
    sending.setRequestHeader('x-requested-with', 'sihe')
    sending.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    sending.onload = () => {
      let body: unknown
      try {
        body = JSON.parse(sending.responseText)
      } catch {
        body = undefined
      }
      if (sending.status >= 200 && sending.status < 300 && body) resolve(body as PublicUpload)
      else reject(problemOf(sending.status, body))
    }
    const lost = () =>
      reject(new Refused({ title: '照片没有传上去', status: 0, code: 'platform.unreachable', way: '网络恢复后点照片再传' }))
    sending.onerror = lost
    sending.ontimeout = lost
    sending.timeout = 180_000
    const form = new FormData()
    form.append('file', file, name)
    sending.send(form)
  })
}
