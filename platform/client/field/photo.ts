import type { DeviceStore } from '../outbox/device-store.ts'
import type { OutgoingFile } from '../outbox/item.ts'
import { sha256Of } from '../outbox/seal.ts'
import { exifOf, withExif } from './exif.ts'

/** Long side in pixels: a licence plate at ten metres is still read, and a village's 3G carries it in seconds. */
const LONG_SIDE = 1_920
const QUALITY = 0.82
/** Smaller ones go as they are. */
const SMALL = 600 * 1024

async function shrunk(photo: Blob): Promise<{ bytes: Uint8Array<ArrayBuffer>; mime: string }> {
  const original = new Uint8Array(await photo.arrayBuffer())
  const asIs = { bytes: original, mime: photo.type || 'image/jpeg' }
  if (original.length <= SMALL || !photo.type.startsWith('image/')) return asIs
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(picture.width * scale)
    canvas.height = Math.round(picture.height * scale)
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
    if (!blob || blob.size >= original.length) return asIs
    const small = new Uint8Array(await blob.arrayBuffer())
    const exif = exifOf(original)
    return { bytes: exif ? withExif(small, exif) : small, mime: 'image/jpeg' }
  } catch {
    // createImageBitmap rejects HEIC and broken photos: the file itself is the evidence, the server reads more kinds.
    return asIs
  }
}

/**
 * Puts a photo away on the device, sealed, under the hash of the bytes that will be sent.
 * @throws DOMException QuotaExceededError when the phone is full
 */
export async function keepPhoto(store: DeviceStore, photo: File): Promise<OutgoingFile> {
  const { bytes, mime } = await shrunk(photo)
  const sha256 = await sha256Of(bytes)
  await store.db.files.put({ sha256, at: Date.now(), size: bytes.byteLength, sealed: await store.sealFile(bytes) })
  const stem = photo.name.replace(/\.[^.]*$/, '') || '现场'
  return { sha256, name: mime === 'image/jpeg' ? `${stem}.jpg` : photo.name || '现场', mime, size: bytes.byteLength }
}

/** A picture kept on the device as an address for `<img>`; undefined when it is not here. Give it back with `URL.revokeObjectURL`. */
export async function photoAddress(
  store: DeviceStore,
  { sha256, mime }: Pick<OutgoingFile, 'sha256' | 'mime'>,
): Promise<string | undefined> {
  const row = await store.db.files.get(sha256)
  if (!row) return undefined
  return URL.createObjectURL(new Blob([await store.openFile(row.sealed)], { type: mime }))
}

const isFull = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'QuotaExceededError' || /quota/i.test(error.message) || ('inner' in error && isFull(error.inner)))

/** Words for a failure to keep something: the usual one is a full phone, which an aborted transaction tells only as what lies inside it. */
export function keepFault(error: unknown): string {
  const full = isFull(error)
  return full
    ? '手机存储满了，这一条没有存下来。请先删除手机里不用的照片或视频，页面上的内容还在'
    : '没有存到手机上。内容还在页面上，请再试一次；仍不行请截屏并电话上报'
}
