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
