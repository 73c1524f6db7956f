import { create } from 'qrcode'
import sharp from 'sharp'
import { type Canvas, LEADING, MM, type Type } from './canvas.ts'
import type { Align, Card, Picture } from './paper.ts'

/** Pixels of the longer side: 150 dots an inch at a full page's width. */
const LONGEST = 1100

/** Any picture as an upright JPEG of paper size; undefined for one that cannot be read. */
async function forPaper(bytes: Uint8Array): Promise<Buffer | undefined> {
  try {
    return await sharp(bytes, { limitInputPixels: 100_000_000 })
      .rotate()
      .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 80 })
      .toBuffer()
  } catch {
    return undefined
  }
}

/** Pictures in columns, each with its caption under it; one that cannot be read says so in its place. */
export async function drawPictures(canvas: Canvas, pictures: readonly Picture[], columns: number, heightMm: number): Promise<void> {
  const type: Type = { size: 8.5, weight: 400 }
  const gap = 3 * MM
  const width = (canvas.width - gap * (columns - 1)) / columns
  const height = heightMm * MM
  for (let at = 0; at < pictures.length; at += columns) {
    const row = pictures.slice(at, at + columns)
    const captions = row.map(({ caption = '' }) => (caption === '' ? [] : canvas.lines(caption, width, type)))
    const under = Math.max(...captions.map((lines) => lines.length)) * type.size * LEADING
    canvas.need(height + under + gap)
    for (const [i, { bytes }] of row.entries()) {
      const x = canvas.left + i * (width + gap)
      const jpeg = await forPaper(bytes)
      if (jpeg) canvas.doc.image(jpeg, x, canvas.y, { fit: [width, height], align: 'center', valign: 'center' })
      else canvas.line('（图片无法读取）', x, canvas.y + height / 2, type, { width, align: 'center' })
      canvas.doc.lineWidth(0.5).strokeColor('#999').rect(x, canvas.y, width, height).stroke()
      for (const [n, text] of captions[i]!.entries()) {
        canvas.line(text, x, canvas.y + height + 2 + n * type.size * LEADING, type, { width, align: 'center' })
      }
    }
    canvas.y += height + under + gap
  }
}

/** A QR code as squares, sharp at any size; level M stands some dirt, which labels outdoors see. */
export function drawQr(canvas: Canvas, text: string, x: number, y: number, size: number): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  // The standard asks for four modules of quiet around it.
  const unit = size / (modules.size + 8)
  canvas.doc.fillColor('#000')
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.data[row * modules.size + column]) canvas.doc.rect(x + (column + 4) * unit, y + (row + 4) * unit, unit, unit)
    }
  }
  canvas.doc.fill()
}

/** A QR code in the flow, with a line under it. */
export function drawQrBlock(canvas: Canvas, text: string, sizeMm: number, caption = '', align: Align = 'left'): void {
  const type: Type = { size: 8.5, weight: 400 }
  const size = sizeMm * MM
  const lines = caption === '' ? [] : canvas.lines(caption, size, type)
  canvas.need(size + lines.length * type.size * LEADING)
  const spare = canvas.width - size
  const x = canvas.left + (align === 'center' ? spare / 2 : align === 'right' ? spare : 0)
  drawQr(canvas, text, x, canvas.y, size)
  canvas.y += size
  for (const line of lines) {
    canvas.line(line, x, canvas.y, type, { width: size, align: 'center' })
    canvas.y += type.size * LEADING
  }
  canvas.y += 2 * MM
}

/** The signing unit and the day, with the seal over them (骑年盖月), or the ring it is stamped into. */
export async function drawSeal(canvas: Canvas, unit: string, day: string, picture?: Uint8Array): Promise<void> {
  const size = 42 * MM
  const type: Type = { size: 10.5, weight: 400 }
  canvas.need(size + 2 * MM)
  const width = 70 * MM
  const x = canvas.left + canvas.width - width
  const seal =
    picture &&
    (await sharp(picture)
      .resize({ width: 600, height: 600, fit: 'inside' })
      .png()
      .toBuffer()
      .catch(() => undefined))
  const ringX = x + width / 2
  const ringY = canvas.y + size / 2
  if (seal) canvas.doc.image(seal, ringX - size / 2, canvas.y, { fit: [size, size], align: 'center', valign: 'center' })
  else {
    canvas.doc
      .lineWidth(0.7)
      .strokeColor('#b8b8b8')
      .dash(3, { space: 3 })
      .circle(ringX, ringY, size / 2)
      .stroke()
      .undash()
    canvas.line('（盖章处）', x, ringY - size / 2 + 5 * MM, { size: 8.5, weight: 400 }, { width, align: 'center', color: '#6b6b6b' })
  }
  canvas.line(unit, x, ringY - type.size, type, { width, align: 'center' })
  canvas.line(day, x, ringY + type.size * 0.8, type, { width, align: 'center' })
  canvas.y += size + 2 * MM
}

/** Cards in a grid with thin lines to cut along. */
export function drawCards(canvas: Canvas, cards: readonly Card[], columns: number, heightMm: number): void {
  const height = heightMm * MM
  const width = canvas.width / columns
  const pad = 2 * MM
  for (let at = 0; at < cards.length; at += columns) {
    canvas.need(height)
    for (const [i, card] of cards.slice(at, at + columns).entries()) {
      const x = canvas.left + i * width
      canvas.doc.lineWidth(0.3).strokeColor('#aaa').dash(2, { space: 2 }).rect(x, canvas.y, width, height).stroke().undash()
      const square = card.qr === undefined ? 0 : Math.min(height - 2 * pad, width * 0.45)
      if (card.qr !== undefined) drawQr(canvas, card.qr, x + pad, canvas.y + (height - square) / 2, square)
      const textX = x + pad + (square === 0 ? 0 : square + pad)
      const textWidth = x + width - pad - textX
      const lines = card.lines.flatMap(({ text, size = 9, bold = false }) => {
        const type: Type = { size, weight: bold ? 700 : 400 }
        return canvas.lines(text, textWidth, type).map((line) => ({ line, type }))
      })
      let y = canvas.y + Math.max(pad, (height - lines.reduce((sum, { type }) => sum + type.size * 1.4, 0)) / 2)
      for (const { line, type } of lines) {
        // What does not fit is left out rather than printed over the next label.
        if (y + type.size > canvas.y + height) break
        canvas.line(line, textX, y, type)
        y += type.size * 1.4
      }
    }
    canvas.y += height
  }
}
