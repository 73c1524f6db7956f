import { create } from 'qrcode'

/** The dark squares of a QR code as one SVG path, in a square of `size` units with the quiet zone the standard asks for. */
export function qrPath(text: string): { readonly path: string; readonly size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const quiet = 4
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.data[row * modules.size + column]) path += `M${column + quiet} ${row + quiet}h1v1h-1z`
    }
  }
  return { path, size: modules.size + quiet * 2 }
}

/**
 * The receipt as one picture to keep in the album: code, number and query code. PNG, because built-in browsers save
 * that by a long press and many do not save SVG.
 * @returns a data URL; undefined where the browser has no canvas
 */
export function receiptPicture({ path, size }: ReturnType<typeof qrPath>, lines: readonly string[]): string | undefined {
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
  draw.fill(new Path2D(path))
  draw.restore()
  draw.textAlign = 'center'
  lines.forEach((line, i) => {
    draw.font = `${i === 0 ? 'bold ' : ''}34px sans-serif`
    draw.fillText(line, width / 2, scale * size + 60 + i * 48, width - 40)
  })
  return canvas.toDataURL('image/png')
}
