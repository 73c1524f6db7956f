import { inflateSync } from 'node:zlib'

// A TextDecoder's latin1 is Windows-1252, which changes bytes; Buffer's is not.
const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/** Glyph number → text, as the font's ToUnicode table says. */
function readUnicodeTable(table: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, body] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/gu)) {
    for (const [, from, , list] of body!.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/giu)) {
      for (const [n, [, code]] of [...list!.matchAll(/<([0-9a-f ]*)>/giu)].entries()) {
        const units = (code ?? '').replaceAll(' ', '').match(/.{4}/gu) ?? []
        found.set((parseInt(from!, 16) + n).toString(16).padStart(4, '0'), String.fromCharCode(...units.map((unit) => parseInt(unit, 16))))
      }
    }
  }
  return found
}

/**
 * The text of each page of a PDF made by `renderPaper`, without blanks and line ends. Reads only what pdfkit writes: it is
 * the check that a paper can be searched and copied, not a PDF reader.
 */
export function pdfPages(bytes: Uint8Array): string[] {
  const file = latin(bytes)
  const objects = new Map<string, string>()
  for (const [, id, body] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/gu)) objects.set(id!, body!)
  const stream = (id: string): string => {
    const body = objects.get(id) ?? ''
    const start = body.indexOf('stream\n') + 'stream\n'.length
    const raw = body.slice(start, body.lastIndexOf('\nendstream'))
    const data = Buffer.from(raw, 'latin1')
    return body.includes('/FlateDecode') ? latin(inflateSync(data)) : raw
  }
  const tables = new Map<string, Map<string, string>>()
  const tableOf = (fontId: string): Map<string, string> => {
    let table = tables.get(fontId)
    const unicode = /\/ToUnicode (\d+) 0 R/u.exec(objects.get(fontId) ?? '')?.[1]
    if (!table) tables.set(fontId, (table = unicode === undefined ? new Map<string, string>() : readUnicodeTable(stream(unicode))))
    return table
  }
  const tree = [...objects.values()].find((body) => body.includes('/Type /Pages')) ?? ''
  const kids = /\/Kids \[([^\]]*)\]/u.exec(tree)?.[1] ?? ''
  return [...kids.matchAll(/(\d+) 0 R/gu)].map(([, pageId]) => {
    const page = objects.get(pageId!) ?? ''
    const resources = objects.get(/\/Resources (\d+) 0 R/u.exec(page)?.[1] ?? '') ?? page
    const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/gu)].map(([, name, id]) => [name!, id!]))
    const content = stream(/\/Contents (\d+) 0 R/u.exec(page)?.[1] ?? '')
    let table = new Map<string, string>()
    const lines: string[] = []
    for (const [, font, glyphs] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>\s*-?[\d.]*\s*)+)\] TJ/giu)) {
      if (font !== undefined) table = tableOf(fonts.get(font) ?? '')
      else
        lines.push(
          (glyphs!.match(/<[0-9a-f]*>/giu) ?? [])
            .flatMap((hex) => hex.slice(1, -1).match(/.{4}/gu) ?? [])
            .map((glyph) => table.get(glyph.toLowerCase()) ?? '')
            .join(''),
        )
    }
    return lines.join('').replaceAll(/\s/gu, '')
  })
}
