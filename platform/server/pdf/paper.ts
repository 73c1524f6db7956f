/** A cell, an answer, a paragraph: text with its own line ends; long words are broken where Chinese type allows. */
export interface Column {
  readonly title: string
  /** Share of the width, of the sum of all shares. */
  readonly width: number
  readonly align?: Align
}
export type Align = 'left' | 'center' | 'right'

/** A picture as its file: JPEG, PNG, WebP, GIF, TIFF; it is turned upright and made small enough for paper. */
export interface Picture {
  readonly bytes: Uint8Array
  readonly caption?: string
}

/** One card of a sheet of labels (asset labels, door plates, seat signs). */
export interface Card {
  /** Drawn at the left, as high as the card allows. */
  readonly qr?: string
  readonly lines: readonly { readonly text: string; readonly size?: number; readonly bold?: boolean }[]
}

/** What stands on the paper, from top to bottom. Lengths in millimetres, type in points. */
export type Block =
  /** `listed`: the table of contents names it with its page. */
  | { readonly kind: 'title'; readonly text: string; readonly above?: string; readonly below?: string; readonly listed?: boolean }
  /** 目录: every listed title of the paper with the page it stands on. */
  | { readonly kind: 'contents' }
  | { readonly kind: 'heading'; readonly text: string }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly size?: number
      readonly bold?: boolean
      readonly align?: Align
      /** Characters the first line is moved in: official papers take 2. */
      readonly indent?: number
    }
  /** Labels and values in rows of one or two pairs, as the head of a file has them. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly { readonly label: string; readonly value: string }[])[] }
  /** The head is repeated on every page; a row longer than a page goes on on the next. */
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[]; readonly size?: number }
  | { readonly kind: 'pictures'; readonly pictures: readonly Picture[]; readonly columns: number; readonly height: number }
  | { readonly kind: 'qr'; readonly text: string; readonly size: number; readonly caption?: string; readonly align?: Align }
  /** Who signs and when, at the right, with the place of the seal: a picture of it, or a dashed ring to stamp into. */
  | { readonly kind: 'seal'; readonly unit: string; readonly day: string; readonly picture?: Uint8Array }
  | { readonly kind: 'cards'; readonly columns: number; readonly height: number; readonly cards: readonly Card[] }
  | { readonly kind: 'space'; readonly height: number }
  | { readonly kind: 'page' }

/** A whole paper as data, so that it can be made in a thread of its own. */
export interface Paper {
  /** In the file's properties and at the left of every head. */
  readonly title: string
  readonly size?: 'A4' | 'A3'
  readonly landscape?: boolean
  /** At the right of every head: a number, a class of secrecy. */
  readonly mark?: string
  /** Where it comes from and when it was made, in every foot. */
  readonly source: string
  readonly madeAt: Date
  /** Prints 示例 across every page: of the demo town, or of a form nobody has confirmed. */
  readonly sample?: boolean
  /** Without head, foot and margins of a document: sheets of labels. */
  readonly bare?: boolean
  readonly blocks: readonly Block[]
}
