import type { Qr } from '#platform/client/qr.ts'

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
