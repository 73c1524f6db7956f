import type { Paper } from './paper.ts'

/** One sticker: what its code opens, what a person reads beside it. */
export interface Label {
  readonly qr: string
  readonly name: string
  /** Smaller, below the name; empty ones are left out. */
  readonly lines: readonly string[]
}

/** Stickers to put on the things in the street: 24 on a sheet of A4, three side by side, as self-adhesive sheets are sold. */
export function labelSheet(about: Pick<Paper, 'title' | 'source' | 'madeAt'>, labels: readonly Label[]): Paper {
  const cards = labels.map(({ qr, name, lines }) => ({
    qr,
    lines: [{ text: name, bold: true, size: 9 }, ...lines.filter((text) => text !== '').map((text) => ({ text, size: 8 }))],
  }))
  return { ...about, bare: true, blocks: [{ kind: 'cards', columns: 3, height: 34, cards }] }
}
