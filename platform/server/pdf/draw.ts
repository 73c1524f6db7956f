import { Canvas, LEADING, MM, type Type, plain } from './canvas.ts'
import { Contents } from './draw-contents.ts'
import { drawCards, drawPictures, drawQrBlock, drawSeal } from './draw-pictures.ts'
import { drawFacts, drawTable } from './draw-table.ts'
import type { Align, Block, Paper } from './paper.ts'

interface Set extends Type {
  readonly align?: Align
  readonly indent?: number
  readonly after?: number
}

function drawText(canvas: Canvas, text: string, { align = 'left', indent = 0, after = 0, ...type }: Set): void {
  const shift = indent * type.size
  for (const [n, line] of canvas.lines(text, canvas.width, type, shift).entries()) {
    canvas.need(type.size * LEADING)
    canvas.line(line, canvas.left + (n === 0 ? shift : 0), canvas.y, type, { width: canvas.width, align })
    canvas.y += type.size * LEADING
  }
  canvas.y += after
}

async function drawBlock(canvas: Canvas, block: Block, contents: Contents): Promise<void> {
  switch (block.kind) {
    case 'title':
      if (block.listed) contents.passed(canvas)
      if (block.above !== undefined) drawText(canvas, block.above, { size: 11, weight: 400, align: 'center' })
      drawText(canvas, block.text, { size: 18, weight: 700, align: 'center' })
      if (block.below !== undefined) drawText(canvas, block.below, { size: 10, weight: 400, align: 'center' })
      canvas.y += 2.5 * MM
      return
    case 'contents':
      return contents.draw(canvas)
    case 'heading':
      // A heading stays with the two lines after it.
      canvas.need(12 * LEADING * 3)
      canvas.y += 2 * MM
      drawText(canvas, block.text, { size: 12, weight: 700, after: 1 * MM })
      return
    case 'text':
      drawText(canvas, block.text, {
        size: block.size ?? plain.size,
        weight: block.bold ? 700 : 400,
        align: block.align ?? 'left',
        indent: block.indent ?? 0,
        after: 1 * MM,
      })
      return
    case 'facts':
      return drawFacts(canvas, block.rows)
    case 'table':
      return drawTable(canvas, block.columns, block.rows, block.size)
    case 'pictures':
      return drawPictures(canvas, block.pictures, block.columns, block.height)
    case 'qr':
      return drawQrBlock(canvas, block.text, block.size, block.caption, block.align)
    case 'seal':
      return drawSeal(canvas, block.unit, block.day, block.picture)
    case 'cards':
      return drawCards(canvas, block.cards, block.columns, block.height)
    case 'space':
      canvas.y += block.height * MM
      return
    case 'page':
      return canvas.page()
  }
}

const stamp = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
})

/** Head and foot go on last, when the number of pages is known. */
function drawEdges(canvas: Canvas, paper: Paper): void {
  const { start, count } = canvas.doc.bufferedPageRange()
  const type: Type = { size: 8.5, weight: 400 }
  const color = '#333'
  const head = canvas.top - 8 * MM
  const foot = canvas.bottom + 4 * MM
  for (let page = 0; page < count; page++) {
    canvas.doc.switchToPage(start + page)
    canvas.line(paper.title, canvas.left, head, type, { color })
    canvas.line(paper.mark ?? '', canvas.left, head, type, { width: canvas.width, align: 'right', color })
    canvas.rule(canvas.left, head + 14, canvas.left + canvas.width, head + 14)
    canvas.line(`来源：${paper.source}`, canvas.left, foot, type, { color })
    canvas.line(`第 ${page + 1} 页 共 ${count} 页`, canvas.left, foot, type, { width: canvas.width, align: 'center', color })
    canvas.line(`制作时间：${stamp.format(paper.madeAt)}`, canvas.left, foot, type, { width: canvas.width, align: 'right', color })
  }
}

/** Typesets a paper in this thread; `renderPaper` does it in another. Only the glyphs that occur are embedded. */
export async function drawPaper(paper: Paper): Promise<Uint8Array> {
  const canvas = new Canvas(paper)
  const parts: Uint8Array[] = []
  const done = new Promise<void>((resolve) => void canvas.doc.on('data', (bytes) => parts.push(bytes)).on('end', resolve))
  const contents = new Contents(paper.blocks)
  for (const block of paper.blocks) await drawBlock(canvas, block, contents)
  contents.number(canvas)
  if (!paper.bare) drawEdges(canvas, paper)
  canvas.doc.end()
  await done
  return Buffer.concat(parts)
}
