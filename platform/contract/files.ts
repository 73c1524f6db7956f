import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { failing, faults } from './problem.ts'

/** The SHA-256 of a file's content, 64 small hex digits: its name everywhere. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: '文件编号应为 64 位十六进制的 SHA-256' })
export type Sha256 = z.infer<typeof Sha256>

/** Where and when a photo says it was taken (EXIF). WGS-84 [lng, lat]; a handset may lie, so it is evidence, not truth. */
export const FileEvidence = z.object({
  takenAt: z.iso.datetime({ offset: true }).optional(),
  takenPlace: z.tuple([z.number(), z.number()]).optional(),
  camera: z.string().optional(),
})
export type FileEvidence = z.infer<typeof FileEvidence>

/** A stored file. Its bytes never change. */
export const StoredFile = FileEvidence.extend({
  sha256: Sha256,
  /** Bytes. */
  size: z.int().nonnegative(),
  /** Found from the content, never from the name. */
  mime: z.string(),
  name: z.string(),
  /** Pixels as seen, after the EXIF turn. */
  width: z.int().optional(),
  height: z.int().optional(),
})
export type StoredFile = z.infer<typeof StoredFile>

export const UploadedFile = StoredFile.extend({
  /** The same content had been uploaded before; that first row (name, time, uploader) stands. */
  known: z.boolean(),
})
export type UploadedFile = z.infer<typeof UploadedFile>

/** What a resident learns about an upload: nothing that would tell whether others uploaded the same. */
export const PublicUpload = StoredFile.pick({ sha256: true, size: true, mime: true })
export type PublicUpload = z.infer<typeof PublicUpload>

export const fileFaults = faults({
  'platform.file-missing': { status: 422, title: '没有收到文件', way: '请选择一个文件，以 multipart/form-data 的 file 字段上传' },
  'platform.file-empty': { status: 422, title: '文件是空的', way: '请重新选择文件' },
  'platform.file-type': { status: 415, title: '不接受这种文件', way: '可上传照片、视频、录音、PDF、Word、Excel 和文本文件' },
  'platform.file-lies': { status: 415, title: '文件内容与扩展名不符', way: '请上传原始照片或文件，不要改扩展名' },
  'platform.file-broken': { status: 422, title: '图片已损坏，无法识别', way: '请重新拍摄或重新导出后再上传' },
  'platform.file-pixels': { status: 422, title: '图片像素过多', way: '请把图片缩小到 1.2 亿像素以内再上传' },
  'platform.file-too-large': { status: 413, title: '文件太大', way: '请压缩或分段后再上传' },
  'platform.file-changed': { status: 422, title: '文件在传输中损坏', way: '请重新上传' },
  'platform.file-range': { status: 416, title: '请求的文件区段不存在', way: '按文件大小重新请求' },
})
export const failFile = failing(fileFaults)

const FileParams = z.object({ sha256: Sha256 })
/** Given, the server compares it with what arrived. */
const Expected = z.object({ sha256: Sha256.optional() })
export const thumbSizes = [320, 1280] as const
const ThumbQuery = z.object({
  size: z.enum(['320', '1280'], { error: '缩略图尺寸只能是 320 或 1280' }).default('320').transform(Number),
})

const uploadErrors = [
  'platform.file-missing',
  'platform.file-empty',
  'platform.file-type',
  'platform.file-lies',
  'platform.file-broken',
  'platform.file-pixels',
  'platform.file-too-large',
  'platform.file-changed',
] as const

export const uploadFile = endpoint('POST /files', {
  summary: '上传一个文件（multipart 字段 file），按内容 SHA-256 存放',
  allow: 'signed-in',
  wire: 'upload',
  transaction: 'own',
  query: Expected,
  reply: UploadedFile,
  errors: uploadErrors,
})

export const uploadPublicFile = endpoint('POST /public/files', {
  summary: '群众上报时上传照片、录音或短视频',
  allow: 'public',
  wire: 'upload',
  transaction: 'own',
  perMinute: 20,
  query: Expected,
  reply: PublicUpload,
  errors: uploadErrors,
})

/** How much of a file sent in parts has arrived; `file` once it is whole. */
export const ArrivingFile = z.object({ have: z.int().nonnegative(), file: UploadedFile.optional() })
export type ArrivingFile = z.infer<typeof ArrivingFile>
/** Bytes of one part as our phones send them; a part cut by a dead line costs no more than itself. */
export const partSize = 256 * 1024

export const findArriving = endpoint('GET /files/arriving/:sha256', {
  summary: '分段上传：已收到多少字节（断点续传）',
  allow: 'signed-in',
  params: FileParams,
  reply: ArrivingFile,
})

export const sendPart = endpoint('POST /files/arriving/:sha256', {
  summary: '分段上传：从第 from 字节起的一段（multipart 字段 file）；收齐后按内容校验入库',
  allow: 'signed-in',
  wire: 'upload',
  transaction: 'own',
  params: FileParams,
  query: z.object({
    from: z.coerce.number().int().nonnegative(),
    size: z.coerce.number().int().positive(),
    name: z.string().max(200).optional(),
  }),
  reply: ArrivingFile,
  errors: uploadErrors,
})

export const readFile = endpoint('GET /files/:sha256', {
  summary: '读取原始文件，支持断点（Range）',
  allow: 'signed-in',
  wire: 'file',
  params: FileParams,
  reply: z.unknown(),
  errors: ['platform.not-found', 'platform.file-range'],
})

export const readThumb = endpoint('GET /files/:sha256/thumb', {
  summary: '读取缩略图（WebP，已去除拍摄信息）；不是图片时给出图标',
  allow: 'signed-in',
  wire: 'file',
  params: FileParams,
  query: ThumbQuery,
  reply: z.unknown(),
  errors: ['platform.not-found'],
})
