import { LIMITS } from './limits.ts'
import { isPublic, placeOf } from './places.ts'
import { lineAt, type Source } from './source.ts'
import type { Finding } from './finding.ts'

const EXPORTED = /^export\s+(?:async\s+)?function\*?\s+(\w+)/gm

/** Exported functions of public files and of shared code with a doc comment directly above: units, shapes, errors. */
export function checkDocumented(tree: ReadonlyMap<string, Source>): Finding {
  let all = 0
  const bare: string[] = []
  for (const [path, source] of tree) {
    const { floor, part, test } = placeOf(path)
    if (test || floor === 'tools' || !(isPublic(path) || part === 'pure' || part === 'client')) continue
    const ends = new Set(source.comments.filter(({ text }) => text.startsWith('/**')).map(({ line, lines }) => line + lines))
    for (const match of source.code.matchAll(EXPORTED)) {
      all++
      const line = lineAt(source.text, match.index)
      if (!ends.has(line)) bare.push(`${path}:${line} ${match[1]}`)
    }
  }
  const share = all === 0 ? 1 : (all - bare.length) / all
  const summary = `${all - bare.length} of ${all} public functions explained`
  const remarks =
    share < LIMITS.documentedTarget ? [`without a doc comment: ${bare.slice(0, 12).join(', ')}${bare.length > 12 ? ' …' : ''}`] : []
  return { name: 'documented', summary, problems: [], remarks }
}
