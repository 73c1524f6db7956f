import { readFile } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'
import { failFile } from '../../contract/files.ts'
import { extensionOf } from './names.ts'

export type Family = 'image' | 'video' | 'audio' | 'document' | 'text'

export interface FileKind {
  readonly mime: string
  readonly family: Family
  /** The first is what a download is called when the name has another. */
  readonly extensions: readonly string[]
}

const megabyte = 1024 * 1024
/** Bytes accepted of each family; a minute of a phone's 1080p video is about 90 MB. */
export const familyLimits: Readonly<Record<Family, number>> = {
  image: 40 * megabyte,
  video: 100 * megabyte,
  audio: 40 * megabyte,
  document: 50 * megabyte,
  text: 20 * megabyte,
}

/** The most bytes any of these families may have. */
export function largest(families: readonly Family[] = Object.keys(familyLimits) as Family[]): number {
  return Math.max(...families.map((family) => familyLimits[family]))
}

const kind = (family: Family, mime: string, ...extensions: string[]): FileKind => ({ mime, family, extensions })
const docx = kind('document', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx')
const xlsx = kind('document', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx')
const heic = kind('image', 'image/heic', 'heic', 'heif')
const m4a = kind('audio', 'audio/mp4', 'm4a', 'm4b')
const text = kind('text', 'text/plain', 'txt', 'log', 'md')
const csv = kind('text', 'text/csv', 'csv')

/** Only what is listed comes in. SVG, HTML and XML are programs to a browser; archives hide anything. */
const kinds: readonly FileKind[] = [
  kind('image', 'image/jpeg', 'jpg', 'jpeg', 'jfif'),
  kind('image', 'image/png', 'png'),
  kind('image', 'image/webp', 'webp'),
  kind('image', 'image/gif', 'gif'),
  heic,
  kind('video', 'video/mp4', 'mp4', 'm4v', 'f4v'),
  kind('video', 'video/quicktime', 'mov', 'qt'),
  kind('video', 'video/webm', 'webm'),
  kind('audio', 'audio/mpeg', 'mp3'),
  m4a,
  kind('audio', 'audio/wav', 'wav'),
  kind('audio', 'audio/aac', 'aac'),
  kind('audio', 'audio/amr', 'amr'),
  kind('document', 'application/pdf', 'pdf'),
  docx,
  xlsx,
  text,
  csv,
]
const byMime = new Map(kinds.map((k) => [k.mime, k]))
for (const alias of ['image/heif', 'image/heic-sequence', 'image/heif-sequence']) byMime.set(alias, heic)
byMime.set('audio/x-m4a', m4a)
byMime.set('image/apng', byMime.get('image/png')!)
byMime.set('video/x-m4v', byMime.get('video/mp4')!)
const byExtension = new Map(kinds.flatMap((k) => k.extensions.map((e) => [e, k] as const)))

/** The stored mime's kind. Only mimes found here are ever stored. */
export function kindOf(mime: string): FileKind {
  return byMime.get(mime) ?? text
}

/** Readable as UTF-8, UTF-16 with its mark, or GB 18030 (what old Windows programs export), without binary characters. */
function isText(bytes: Buffer): boolean {
  const charsets = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030']
  return charsets.some((charset) => {
    try {
      // oxlint-disable-next-line eslint/no-control-regex -- exactly these control characters tell binary from text
      return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(new TextDecoder(charset, { fatal: true }).decode(bytes))
    } catch {
      return false
    }
  })
}

async function textKind(path: string, size: number, extension: string): Promise<FileKind | undefined> {
  if (size > familyLimits.text) return undefined
  const named = byExtension.get(extension)
  if (extension && named?.family !== 'text') return undefined
  const bytes = await readFile(path)
  const start = bytes
    .subarray(0, 200)
    .toString('latin1')
    .replace(/^(\u00ef\u00bb\u00bf)?\s*/, '')
  return /^<[a-z!?]/i.test(start) || !isText(bytes) ? undefined : (named ?? text)
}

/**
 * What a file is, by its content; the name only tells CSV from other text.
 * A photo renamed within its family passes (chat programs save WebP as .jpg); one that is no image at all does not.
 * @throws Fault platform.file-type, platform.file-lies, platform.file-too-large
 */
export async function findKind(path: string, size: number, name: string, families?: readonly Family[]): Promise<FileKind> {
  const extension = extensionOf(name)
  const named = byExtension.get(extension)
  const found = await fileTypeFromFile(path)
  const kind = found ? byMime.get(found.mime) : await textKind(path, size, extension)
  if (!kind || (families && !families.includes(kind.family))) {
    if (named?.family === 'image' && kind?.family !== 'image') throw failFile('platform.file-lies', { detail: `“${name}”的内容不是图片` })
    throw failFile('platform.file-type', { detail: `“${name}”${found ? `的内容是 ${found.mime}` : '的内容无法识别'}` })
  }
  // Recorders write MP4, WebM and 3GP files with sound only: audio and video count as one.
  const sort = (family: Family) => (family === 'audio' ? 'video' : family)
  if (named && sort(named.family) !== sort(kind.family)) {
    throw failFile('platform.file-lies', { detail: `“${name}”的内容是 ${kind.mime}` })
  }
  const limit = familyLimits[kind.family]
  if (size > limit) throw failFile('platform.file-too-large', { detail: `“${name}”超过 ${limit / megabyte} MB` })
  return kind
}
