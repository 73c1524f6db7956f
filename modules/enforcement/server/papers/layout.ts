import type { Block } from '#platform/server/pdf/index.ts'

export interface Laid {
  readonly title: string
  readonly number: string | undefined
  readonly agency: string
  readonly day: string
  readonly lines: readonly string[]
  readonly listed?: boolean
}

/** Filled lines as blocks: rows of a form, paragraphs, lines to sign on, the seal. */
export function layPaper({ title, number, agency, day, lines, listed }: Laid): Block[] {
  const blocks: Block[] = [
    { kind: 'title', above: agency, text: title, ...(number ? { below: number } : {}), ...(listed ? { listed } : {}) },
  ]
  let rows: { label: string; value: string }[][] = []
  const flush = () => {
    if (rows.length > 0) blocks.push({ kind: 'facts', rows })
    rows = []
  }
  for (const line of lines) {
    if (line.startsWith('|')) {
      rows.push(
        line
          .split('|')
          .map((cell) => cell.trim())
          .filter(Boolean)
          .map((cell) => {
            const at = cell.indexOf('：')
            return at < 0 ? { label: cell, value: '' } : { label: cell.slice(0, at), value: cell.slice(at + 1) }
          }),
      )
      continue
    }
    flush()
    if (line.startsWith('【印章】')) blocks.push({ kind: 'space', height: 6 }, { kind: 'seal', unit: agency, day })
    else if (line.startsWith('【签名】'))
      blocks.push({ kind: 'space', height: 4 }, { kind: 'text', text: `${line.slice(4)}：＿＿＿＿＿＿＿＿＿＿　　年　　月　　日` })
    else if (line.trim() === '') blocks.push({ kind: 'space', height: 3 })
    else blocks.push({ kind: 'text', text: line, indent: line.endsWith('：') ? 0 : 2 })
  }
  flush()
  return blocks
}
