/** The browsers' own detector; Chrome on Android has it, others do not. */
interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>
}
type Maker = new (options: { formats: string[] }) => Detector

const SIDE = 640
let detector: Detector | undefined
let canvas: HTMLCanvasElement | undefined

const sizeOf = (source: HTMLVideoElement | ImageBitmap): [number, number] =>
  source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height]

async function byDetector(source: HTMLVideoElement | ImageBitmap): Promise<string | undefined> {
  const { BarcodeDetector: Made } = globalThis as { BarcodeDetector?: Maker }
  if (!Made) return undefined
  detector ??= new Made({ formats: ['qr_code'] })
  return (await detector.detect(source).catch(() => []))[0]?.rawValue
}

/** The text of the QR code in a picture: by the browser's detector, else by jsQR, which is loaded only then. */
export async function findCode(source: HTMLVideoElement | ImageBitmap): Promise<string | undefined> {
  const found = await byDetector(source)
  if (found) return found
  const [width, height] = sizeOf(source)
  if (width === 0 || height === 0) return undefined
  const scale = Math.min(1, SIDE / Math.max(width, height))
  canvas ??= document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const draw = canvas.getContext('2d', { willReadFrequently: true })
  if (!draw) return undefined
  draw.drawImage(source, 0, 0, canvas.width, canvas.height)
  const { data } = draw.getImageData(0, 0, canvas.width, canvas.height)
  const { default: jsQR } = await import('jsqr')
  return jsQR(data, canvas.width, canvas.height)?.data
}
