import { create } from 'qrcode'

export interface Qr {
  readonly path: string
  /** [column, row] of every dark square. */
  readonly squares: readonly (readonly number[])[]
  readonly size: number
}

/** The dark squares of a QR code as one SVG path, in a square of `size` units with the quiet zone the standard asks for. */
export function qrPath(text: string): Qr {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  const squares: number[][] = []
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.data[row * modules.size + column]) squares.push([column + quiet, row + quiet])
    }
  }
  const path = squares.map((at) => `M${at.join(' ')}h1v1h-1z`).join('')
  return { path, squares, size: modules.size + quiet * 2 }
}

/**
 * The receipt as one picture to keep in the album: code, number and query code. PNG, because built-in browsers save
 * that by a long press and many do not save SVG.
 * @returns a data URL; undefined where the browser has no canvas
 */
export function receiptPicture({ squares, size }: Qr, lines: readonly string[]): string | undefined {
  const canvas = document.createElement('canvas')
  const draw = canvas.getContext('2d')
  if (!draw) return undefined
  const width = 640
  const scale = Math.floor(width / size)
  canvas.width = width
  canvas.height = scale * size + 60 + lines.length * 48
  draw.fillStyle = '#fff'
  draw.fillRect(0, 0, canvas.width, canvas.height)
  draw.fillStyle = '#000'
  const left = (width - scale * size) / 2
  draw.save()
  draw.translate(left, 20)
  draw.scale(scale, scale)
  draw.beginPath()
  for (const [x = 0, y = 0] of squares) draw.rect(x, y, 1, 1)
  draw.fill()
  draw.restore()
  draw.textAlign = 'center'
  lines.forEach((line, i) => {
    draw.font = `${i === 0 ? 'bold ' : ''}34px sans-serif`
    draw.fillText(line, width / 2, scale * size + 60 + i * 48, width - 40)
  })
  return canvas.toDataURL('image/png')
}
