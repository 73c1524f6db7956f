import { Readable } from 'node:stream'
import type { MultipartFile } from '@fastify/multipart'
import {
  type StoredFile,
  failFile,
  findArriving,
  readFile,
  readThumb,
  sendPart,
  uploadFile,
  uploadPublicFile,
} from '../../contract/files.ts'
import type { Principal } from '../../contract/principal.ts'
import { type Call, type Route, routeFor } from '../module.ts'
import { getReadable } from './access.ts'
import { arrivedBytes, takePart } from './parts.ts'
import { iconFor } from './icon.ts'
import { type Family, kindOf, largest } from './kinds.ts'
import { contentDisposition, extensionOf } from './names.ts'
import { findRange } from './range.ts'
import { saveUpload } from './save.ts'
import { thumbnail } from './thumbnails.ts'

const route = routeFor<Principal>()
type UploadCall = Call<typeof uploadFile> | Call<typeof uploadPublicFile>

async function receive({ request, platform, actor, query, now }: UploadCall, families?: readonly Family[]) {
  // One more than we take: at its limit the parser cuts the file off in silence, and half a file must not pass as one.
  const limits = { fileSize: largest(families) + 1, files: 1 }
  const part: MultipartFile | undefined = request.isMultipart() ? await request.file({ limits }) : undefined
  if (!part) throw failFile('platform.file-missing')
  return saveUpload(platform.db.read, platform.files, {
    town: actor.town,
    subject: actor.subject,
    stream: part.file,
    name: part.filename,
    at: now,
    expected: query.sha256,
    ...(families && { families }),
  })
}

/** What a browser shows by itself without running anything. */
const shownInPlace = /^(image|video|audio)\/|^application\/pdf$/

/** The kept name with the extension of the true content, so that nothing is saved as what it is not. */
function downloadName(file: StoredFile): string {
  const { extensions } = kindOf(file.mime)
  return extensions.includes(extensionOf(file.name)) ? file.name : `${file.name}.${extensions[0]}`
}

async function send({ params, actor, platform, request, reply }: Call<typeof readFile>) {
  const file = await getReadable(platform, actor, params.sha256)
  const { family } = kindOf(file.mime)
  const etag = `"${file.sha256}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  // Text may be compressed on its way out, and a range of compressed bytes is not a range of the file.
  const ranged = family !== 'text' && (request.headers['if-range'] ?? etag) === etag
  const range = ranged ? findRange(request.headers.range, file.size) : undefined
  reply
    .type(file.mime)
    .header('content-disposition', contentDisposition(shownInPlace.test(file.mime) ? 'inline' : 'attachment', downloadName(file)))
  if (family !== 'text') reply.header('accept-ranges', 'bytes').header('content-length', range ? range.to - range.from + 1 : file.size)
  if (range) reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${file.size}`)
  // A HEAD wants the headers only: fetch no bytes for it.
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : await platform.files.open(file.sha256, range))
}

async function sendThumb({ params, query, actor, platform, request, reply }: Call<typeof readThumb>) {
  const file = await getReadable(platform, actor, params.sha256)
  const { family } = kindOf(file.mime)
  const etag = `"${file.sha256}-${query.size}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache')
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const bytes = family === 'image' ? await thumbnail(platform.files, file.sha256, query.size) : undefined
  return bytes ? reply.type('image/webp').send(bytes) : reply.type('image/svg+xml').header('x-thumbnail', 'icon').send(iconFor(family))
}

/** What this reader may already have whole is not asked for again. */
async function lookFor({ params, actor, platform }: Call<typeof findArriving>) {
  const file = await getReadable(platform, actor, params.sha256).catch(() => undefined)
  if (file) return { have: file.size, file: { ...file, known: true } }
  return { have: await arrivedBytes(platform.files, { town: actor.town, subject: actor.subject, sha256: params.sha256 }) }
}

async function receivePart({ request, platform, actor, params, query, now }: Call<typeof sendPart>) {
  const limits = { fileSize: largest() + 1, files: 1 }
  const part: MultipartFile | undefined = request.isMultipart() ? await request.file({ limits }) : undefined
  if (!part) throw failFile('platform.file-missing')
  const of = { town: actor.town, subject: actor.subject, sha256: params.sha256 }
  return takePart(platform.db.read, platform.files, { ...of, ...query, name: query.name ?? part.filename, stream: part.file, at: now })
}

export const fileRoutes: readonly Route[] = [
  route(findArriving, lookFor),
  route(sendPart, receivePart),
  route(uploadFile, (call) => receive(call)),
  route(uploadPublicFile, (call) => receive(call, ['image', 'audio', 'video'])),
  route(readFile, send),
  route(readThumb, sendThumb),
]
