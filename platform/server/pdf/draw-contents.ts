import { type Canvas, LEADING, type Type } from './canvas.ts'
import type { Block } from './paper.ts'

const type: Type = { size: 10.5, weight: 400 }

/** 目录: its lines are drawn where it stands, its page numbers when all pages are known. */
export class Contents {
  readonly #titles: readonly string[]
  readonly #lines: { readonly page: number; readonly y: number }[] = []
  readonly #pages: number[] = []

  constructor(blocks: readonly Block[]) {
    this.#titles = blocks.flatMap((block) => (block.kind === 'title' && block.listed ? [block.text] : []))
  }

  draw(canvas: Canvas): void {
    for (const [n, title] of this.#titles.entries()) {
      canvas.need(type.size * LEADING)
      const [line = ''] = canvas.lines(`${n + 1}　${title}`, canvas.width - 60, type)
      canvas.line(line, canvas.left, canvas.y, type)
      canvas.rule(canvas.left, canvas.y + type.size * LEADING - 2, canvas.left + canvas.width, canvas.y + type.size * LEADING - 2)
      this.#lines.push({ page: pageOf(canvas), y: canvas.y })
      canvas.y += type.size * LEADING + 3
    }
  }

  /** A listed title is about to be drawn here. */
  passed(canvas: Canvas): void {
    this.#pages.push(pageOf(canvas))
  }

  number(canvas: Canvas): void {
    for (const [n, { page, y }] of this.#lines.entries()) {
      canvas.doc.switchToPage(page)
      canvas.line(String((this.#pages[n] ?? 0) + 1), canvas.left, y, type, { width: canvas.width, align: 'right' })
    }
  }
}

const pageOf = (canvas: Canvas): number => {
  const { start, count } = canvas.doc.bufferedPageRange()
  return start + count - 1
}
