import { type APIRequestContext, expect, request } from '@playwright/test'
import sharp from 'sharp'
import { actOnCase } from '#core/case/contract.ts'
import { type Session, demoPassword, signIn } from '#core/org/contract.ts'
import { listIncidents } from '#modules/incident/contract.ts'
import type { Endpoint, EndpointSpec, InputOf, ReplyOf } from '#platform/contract/endpoint.ts'
import { type UploadedFile, uploadFile } from '#platform/contract/files.ts'
import { newId } from '#platform/contract/id.ts'

/** Somebody of the demo town at the first of their posts, working over HTTP while the story watches a page. */
export interface Staff {
  readonly session: Session
  readonly unitId: string
  /** Calls an endpoint by its contract; fails the story with the server's words when it is refused. */
  call<E extends Endpoint<EndpointSpec>>(endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>>
  act(caseId: string, action: string, input?: Record<string, unknown>): Promise<ReplyOf<typeof actOnCase>>
  upload(picture: Buffer): Promise<{ sha256: string; name: string; mime: string }>
  /** The case of a number, as soon as this post sees it. */
  caseOf(number: string): Promise<string>
}

function addressOf(path: string, { params, query }: { params?: Record<string, string>; query?: Record<string, unknown> }): string {
  const filled = path.replaceAll(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
  const pairs = Object.entries(query ?? {}).map(([key, value]): [string, string] => [key, String(value)])
  return `/api${filled}${pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''}`
}

async function send<E extends Endpoint<EndpointSpec>>(http: APIRequestContext, endpoint: E, input: InputOf<E>): Promise<ReplyOf<E>> {
  const { body, ...parts } = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: object }
  const answer = await http.fetch(addressOf(endpoint.path, parts), { method: endpoint.method, ...(body ? { data: body } : {}) })
  expect(answer.ok(), `${endpoint.method} ${endpoint.path}: ${await answer.text()}`).toBe(true)
  return (await answer.json()) as ReplyOf<E>
}

/** Signs a demo account in by its login (paidan, chuzhi2, hecha, huifang, zhiban, zhongcai …). */
export async function staffOf(login: string, baseURL: string | undefined): Promise<Staff> {
  const http = await request.newContext({ ...(baseURL ? { baseURL } : {}), extraHTTPHeaders: { 'x-requested-with': 'e2e' } })
  const session = await send(http, signIn, { body: { login, password: demoPassword } })
  const post = session.posts.find((p) => p.id === session.postId) ?? session.posts[0]
  const call: Staff['call'] = (endpoint, input) => send(http, endpoint, input)
  return {
    session,
    unitId: post?.unitId ?? '',
    call,
    act: (caseId, action, input = {}) => call(actOnCase, { params: { id: caseId }, body: { actionId: newId(), action, input } }),
    async upload(buffer) {
      const answer = await http.fetch(`/api${uploadFile.path}`, {
        method: 'POST',
        multipart: { file: { name: 'photo.jpg', mimeType: 'image/jpeg', buffer } },
      })
      expect(answer.ok(), await answer.text()).toBe(true)
      const { sha256, name, mime } = (await answer.json()) as UploadedFile
      return { sha256, name, mime }
    },
    async caseOf(number) {
      const { rows } = await call(listIncidents, { query: { state: 'all', q: number } })
      expect(rows.map((row) => row.number)).toContain(number)
      return rows.find((row) => row.number === number)!.id
    },
  }
}

/** A photo as a phone takes it, with time, place and camera; another `seed` is another picture. */
export function phonePhoto(seed = 1): Promise<Buffer> {
  const hole = `<svg width="900" height="675"><rect y="380" width="900" height="295" fill="#6c6c6c"/><ellipse cx="${300 + ((seed * 97) % 300)}" cy="500" rx="130" ry="52" fill="#1d1d1d"/></svg>`
  return sharp({ create: { width: 900, height: 675, channels: 3, background: { r: (seed * 53) % 256, g: 130, b: 110 } } })
    .composite([{ input: Buffer.from(hole) }])
    .withExif({
      IFD0: { Make: 'HUAWEI' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 58/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 38/1 0/1' },
    })
    .jpeg({ quality: 80 })
    .toBuffer()
}
