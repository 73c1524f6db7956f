import sharp from 'sharp'
import { type FileEvidence, failFile } from '../../contract/files.ts'
import { readEvidence } from './evidence.ts'
import type { FileKind } from './kinds.ts'

// Memory before speed: one thread a picture and no cache keep the whole start inside its budget.
sharp.concurrency(1)
sharp.cache(false)

/** A 108-megapixel phone photo passes; a 20 kB PNG that claims 50,000 × 50,000 does not. */
export const pixelLimit = 120_000_000

export interface PictureFacts extends FileEvidence {
  readonly width?: number
  readonly height?: number
}

/**
 * Reads a picture's header: size as seen, EXIF. Pixels are not decoded.
 * @throws Fault platform.file-pixels for a decompression bomb, platform.file-broken when there is no picture behind the first bytes
 */
export async function readPicture(path: string, kind: FileKind): Promise<PictureFacts> {
  // Our libvips reads HEIC only when it was built with the patented decoder: keep such a photo, it has its evidence.
  const heic = kind.mime === 'image/heic'
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (!header?.width || !header.height) {
    if (heic) return readEvidence(path)
    throw failFile('platform.file-broken')
  }
  if (header.width * header.height > pixelLimit)
    throw failFile('platform.file-pixels', { detail: `图片为 ${header.width} × ${header.height} 像素` })
  const { width, height } = header.autoOrient
  // WebP keeps its EXIF where exifr does not look; libvips hands it over, after a six-byte `Exif\0\0`.
  const exif = kind.mime === 'image/webp' ? header.exif?.subarray(header.exif.subarray(0, 4).toString('latin1') === 'Exif' ? 6 : 0) : path
  return { width, height, ...(exif && (await readEvidence(exif))) }
}
