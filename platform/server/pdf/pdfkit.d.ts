// pdfkit ships no types; only what canvas.ts draws with is declared here.
declare module 'pdfkit' {
  interface TextOptions {
    readonly lineBreak: false
  }
  export default class PDFDocument {
    constructor(options: {
      readonly size: readonly [number, number]
      readonly margin: number
      readonly bufferPages: boolean
      readonly autoFirstPage: boolean
      readonly font: null
      readonly info: Readonly<Record<string, string | Date>>
      readonly lang?: string
    })
    /** Private: see Canvas.#face. */
    readonly _fontFamilies: Record<string, unknown>
    on(event: 'data', hear: (bytes: Uint8Array) => void): this
    on(event: 'end', hear: () => void): this
    on(event: 'pageAdded', hear: () => void): this
    addPage(): this
    switchToPage(page: number): this
    bufferedPageRange(): { readonly start: number; readonly count: number }
    end(): void
    registerFont(name: string, source: Uint8Array): this
    font(path: string): this
    fontSize(points: number): this
    widthOfString(text: string): number
    text(text: string, x: number, y: number, options: TextOptions): this
    fillColor(color: string): this
    strokeColor(color: string): this
    lineWidth(points: number): this
    opacity(share: number): this
    dash(points: number, options?: { readonly space: number }): this
    undash(): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(x: number, y: number, width: number, height: number): this
    circle(x: number, y: number, radius: number): this
    stroke(): this
    fill(): this
    save(): this
    restore(): this
    rotate(degrees: number, options: { readonly origin: readonly [number, number] }): this
    image(
      bytes: Uint8Array,
      x: number,
      y: number,
      options: { readonly fit: readonly [number, number]; readonly align?: 'center'; readonly valign?: 'center' },
    ): this
  }
}
