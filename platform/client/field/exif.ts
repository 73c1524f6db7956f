/** The EXIF segment of a JPEG (marker, length, content), with its turn set to none; undefined when it has none. */
export function exifOf(jpeg: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength)
  if (jpeg.length < 4 || view.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; at + 4 < jpeg.length && jpeg[at] === 0xff;) {
    const marker = jpeg[at + 1]!
    const length = view.getUint16(at + 2)
    if (marker === 0xda) return undefined
    // "Exif\0\0"
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966 && at + 2 + length <= jpeg.length) {
      const segment = jpeg.slice(at, at + 2 + length)
      unturn(new DataView(segment.buffer, 10))
      return segment
    }
    at += 2 + length
  }
  return undefined
}

/** The smaller picture is drawn upright, so the tag that says "turn me" must go (TIFF tag 0x0112 in the first directory). */
function unturn(tiff: DataView): void {
  try {
    const little = tiff.getUint16(0) === 0x4949
    const directory = tiff.getUint32(4, little)
    const count = tiff.getUint16(directory, little)
    for (let i = 0; i < count; i++) {
      const entry = directory + 2 + i * 12
      if (tiff.getUint16(entry, little) === 0x0112) tiff.setUint16(entry + 8, 1, little)
    }
  } catch {
    // A directory cut short: the evidence that can be read is still worth keeping.
  }
}

/** A JPEG with this EXIF segment put behind its first two bytes: time and place of the shot survive the shrinking. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(jpeg.length + exif.length)
  whole.set(jpeg.subarray(0, 2))
  whole.set(exif, 2)
  whole.set(jpeg.subarray(2), 2 + exif.length)
  return whole
}
