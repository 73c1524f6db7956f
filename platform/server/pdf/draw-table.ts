import { type Canvas, LEADING, MM, type Type } from './canvas.ts'
import type { Column } from './paper.ts'

const PAD = 1.6 * MM

interface Laid {
  readonly cells: readonly (readonly string[])[]
  readonly type: Type
  readonly fill?: string
}

/** A table with its head on every page; a row that fits on no page is continued on the next. */
export function drawTable(canvas: Canvas, columns: readonly Column[], rows: readonly (readonly string[])[], size = 9.5): void {
  const shares = columns.reduce((sum, { width }) => sum + width, 0)
  const widths = columns.map(({ width }) => (canvas.width * width) / shares)
  const lay = (texts: readonly string[], type: Type, fill?: string): Laid => ({
    cells: columns.map((_, i) => canvas.lines(texts[i] ?? '', widths[i]! - 2 * PAD, type)),
    type,
    ...(fill === undefined ? {} : { fill }),
  })
  const head = columns.some(({ title }) => title !== '')
    ? lay(
        columns.map(({ title }) => title),
        { size, weight: 700 },
        '#eef1f5',
      )
    : undefined
  const headHeight = head ? heightOf(head, 0, Infinity) : 0
  const drawHead = (): void => {
    if (head) drawRow(canvas, columns, widths, head, 0, Infinity)
  }
  const laid = rows.map((texts) => lay(texts, { size, weight: 400 }))
  // A head alone at the foot of a page belongs to nothing: the first line of the first row goes with it.
  canvas.need(headHeight + (laid[0] ? Math.min(heightOf(laid[0], 0, Infinity), size * LEADING + 2 * PAD) : 0))
  drawHead()
  for (const row of laid) {
    let from = 0
    const all = Math.max(1, ...row.cells.map((cell) => cell.length))
    while (from < all) {
      const whole = heightOf(row, from, Infinity)
      if (whole <= canvas.room) {
        drawRow(canvas, columns, widths, row, from, Infinity)
        break
      }
      const fits = Math.floor((canvas.room - 2 * PAD) / (row.type.size * LEADING))
      if (fits < 1 || whole <= canvas.fullRoom - headHeight) {
        canvas.page()
        drawHead()
        continue
      }
      drawRow(canvas, columns, widths, row, from, fits)
      from += fits
    }
  }
  canvas.y += 2 * MM
}

function heightOf({ cells, type }: Laid, from: number, most: number): number {
  const lines = Math.min(most, Math.max(1, ...cells.map((cell) => cell.length - from)))
  return lines * type.size * LEADING + 2 * PAD
}

function drawRow(canvas: Canvas, columns: readonly Column[], widths: readonly number[], row: Laid, from: number, most: number): void {
  const height = heightOf(row, from, most)
  let x = canvas.left
  for (const [i, cell] of row.cells.entries()) {
    const width = widths[i]!
    canvas.box(x, canvas.y, width, height, row.fill)
    for (const [n, text] of cell.slice(from, from + most).entries()) {
      const y = canvas.y + PAD + n * row.type.size * LEADING
      canvas.line(text, x + PAD, y, row.type, { width: width - 2 * PAD, align: columns[i]!.align ?? 'left' })
    }
    x += width
  }
  canvas.y += height
}

/** Label and value side by side, one or two pairs a row; the labels stand on grey. */
export function drawFacts(
  canvas: Canvas,
  rows: readonly (readonly { readonly label: string; readonly value: string }[])[],
  size = 9.5,
): void {
  const label: Type = { size, weight: 700 }
  const value: Type = { size, weight: 400 }
  const labelWidth = 22 * MM
  for (const pairs of rows) {
    const each = canvas.width / pairs.length
    const laid = pairs.map((pair) => ({
      label: canvas.lines(pair.label, labelWidth - 2 * PAD, label),
      value: canvas.lines(pair.value, each - labelWidth - 2 * PAD, value),
    }))
    const lines = Math.max(...laid.map((pair) => Math.max(pair.label.length, pair.value.length)))
    const height = lines * size * LEADING + 2 * PAD
    if (height > canvas.fullRoom) {
      // A text longer than a page cannot stand in a box of one.
      drawTable(
        canvas,
        [
          { title: '', width: 22 },
          { title: '', width: 150 },
        ],
        pairs.map((pair) => [pair.label, pair.value]),
        size,
      )
      continue
    }
    canvas.need(height)
    for (const [i, pair] of laid.entries()) {
      const x = canvas.left + i * each
      canvas.box(x, canvas.y, labelWidth, height, '#eef1f5')
      canvas.box(x + labelWidth, canvas.y, each - labelWidth, height)
      for (const [n, text] of pair.label.entries()) canvas.line(text, x + PAD, canvas.y + PAD + n * size * LEADING, label)
      for (const [n, text] of pair.value.entries()) canvas.line(text, x + labelWidth + PAD, canvas.y + PAD + n * size * LEADING, value)
    }
    canvas.y += height
  }
  canvas.y += 2 * MM
}
