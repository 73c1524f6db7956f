import { readFileSync } from 'node:fs'
import PDFDocument from 'pdfkit'
import { type Weight, findFace, missing, runsOf } from './faces.ts'
import { breakLines, widthOf } from './break-lines.ts'
import type { Align, Paper } from './paper.ts'
import { unwrapWoff } from './woff.ts'

export const MM = 72 / 25.4

/** Points. */
const sizes = { A4: [595.28, 841.89], A3: [841.89, 1190.55] } as const

/** GB/T 9704-2012 §5.2.1 asks 37 mm above and 28 mm at the left of official letters; working papers take less. */
const documentMargins = { top: 20, right: 18, bottom: 18, left: 20 }
const bareMargins = { top: 8, right: 8, bottom: 8, left: 8 }

export interface Type {
  readonly size: number
  readonly weight: Weight
}
export const plain: Type = { size: 10.5, weight: 400 }

export const LEADING = 1.55

/** The paper being drawn: where the next thing goes, and the few strokes everything is made of. Lengths in points. */
export class Canvas {
  readonly doc: PDFDocument
  readonly width: number
  readonly left: number
  readonly top: number
  readonly bottom: number
  readonly pageWidth: number
  readonly pageHeight: number
  y: number
  readonly #faces = new Set<string>()
  readonly #widths = new Map<string, number>()

  constructor(paper: Paper) {
    const [short, long] = sizes[paper.size ?? 'A4']
    const [width, height] = paper.landscape ? [long, short] : [short, long]
    const margins = paper.bare ? bareMargins : documentMargins
    this.pageWidth = width
    this.pageHeight = height
    this.left = margins.left * MM
    this.top = margins.top * MM
    this.width = width - (margins.left + margins.right) * MM
    this.bottom = height - margins.bottom * MM
    this.doc = new PDFDocument({
      size: [width, height],
      margin: 0,
      bufferPages: true,
      autoFirstPage: false,
      lang: 'zh-CN',
      font: null,
      info: { Title: paper.title, Author: paper.source, Producer: 'Sihe', Creator: 'Sihe', CreationDate: paper.madeAt },
    })
    this.y = this.top
    if (paper.sample) this.doc.on('pageAdded', () => this.#watermark('示例'))
    this.doc.addPage()
  }

  /** Room left on this page. */
  get room(): number {
    return this.bottom - this.y
  }

  get fullRoom(): number {
    return this.bottom - this.top
  }

  page(): void {
    this.doc.addPage()
    this.y = this.top
  }

  /** Begins a page when less than this is left of the current one. */
  need(height: number): void {
    if (height > this.room && this.y > this.top) this.page()
  }

  /** Full-width characters are one em in Noto Sans SC; only others are measured, once. */
  measure(type: Type): (character: string) => number {
    return (character) => {
      const code = character.codePointAt(0)!
      if (code >= 0x2e80 && code <= 0x9fff) return type.size
      const key = `${type.weight}${character}`
      let width = this.#widths.get(key)
      if (width === undefined) {
        const own = findFace(character, type.weight)
        width =
          this.#face(own ?? findFace(missing, type.weight)!)
            .fontSize(1000)
            .widthOfString(own ? character : missing) / 1000
        this.#widths.set(key, width)
      }
      return width * type.size
    }
  }

  lines(text: string, width: number, type: Type, indent = 0): string[] {
    return breakLines(text, width, this.measure(type), indent)
  }

  /** One line of text in a box `width` wide whose top is at `y`. */
  line(
    text: string,
    x: number,
    y: number,
    type: Type,
    { width = 0, align = 'left', color = '#000' }: { width?: number; align?: Align; color?: string } = {},
  ): void {
    const measure = this.measure(type)
    const spare = width - widthOf(text, measure)
    let at = x + (align === 'center' ? spare / 2 : align === 'right' ? spare : 0)
    this.doc.fillColor(color)
    for (const run of runsOf(text, type.weight)) {
      this.#face(run.face).fontSize(type.size).text(run.text, at, y, { lineBreak: false })
      at += widthOf(run.text, measure)
    }
  }

  rule(x1: number, y1: number, x2: number, y2: number, width = 0.5, color = '#444'): void {
    this.doc.lineWidth(width).strokeColor(color).moveTo(x1, y1).lineTo(x2, y2).stroke()
  }

  box(x: number, y: number, width: number, height: number, fill?: string): void {
    if (fill !== undefined) this.doc.fillColor(fill).rect(x, y, width, height).fill()
    this.doc.lineWidth(0.5).strokeColor('#444').rect(x, y, width, height).stroke()
  }

  /**
   * pdfkit takes two fonts of one PostScript name for the same one, and all slices have one name: every character outside
   * the first slice would be lost. So the entry by name goes; the one by path, which it looks up first, stays.
   */
  #face(path: string): PDFDocument {
    if (!this.#faces.has(path)) this.doc.registerFont(path, unwrapWoff(readFileSync(path)))
    this.doc.font(path)
    this.#faces.add(path)
    for (const key of Object.keys(this.doc._fontFamilies)) if (!this.#faces.has(key)) delete this.doc._fontFamilies[key]
    return this.doc
  }

  #watermark(words: string): void {
    const type: Type = { size: Math.min(this.pageWidth, this.pageHeight) / 4, weight: 700 }
    const [x, y] = [this.pageWidth / 2, this.pageHeight / 2]
    this.doc
      .save()
      .opacity(0.07)
      .rotate(-30, { origin: [x, y] })
    this.line(words, 0, y - type.size * 0.7, type, { width: this.pageWidth, align: 'center', color: '#b00020' })
    this.doc.restore()
  }
}
