import { lineAt, type Source } from './source.ts'
import type { Finding } from './finding.ts'

// `as any`, `: any`, `<any>`, `any[]`, `Record<string, any>`: the word where a type stands, in code only.
const ANY = /(?:[:<,|&(]\s*|\bas\s+|=>\s*)any\b(?!\s*[:(=.])|\bany\s*\[\]/g
const DOUBLE = /\bas\s+unknown\s+as\b/g
const SUPPRESSION = /(?:oxlint|eslint)-disable\S*|@ts-(?:ignore|expect-error|nocheck)/
// A reason: words after `--` for the linter, after the directive for the compiler.
const LINT_REASON = /(?:oxlint|eslint)-disable\S*\s+[\w/@, -]*?[\w)]\s+--\s+\S.{9,}/s
const TS_REASON = /@ts-expect-error\s*[:-]*\s*\S.{9,}/s

/** Ways around the type checker and the linter: `any`, double assertions, suppressions without a reason. */
export function checkEscapes(tree: ReadonlyMap<string, Source>): Finding {
  let suppressions = 0
  const problems: string[] = []
  for (const [path, source] of tree) {
    for (const match of source.code.matchAll(ANY)) problems.push(`${path}:${lineAt(source.text, match.index)} any`)
    for (const match of source.code.matchAll(DOUBLE)) problems.push(`${path}:${lineAt(source.text, match.index)} as unknown as`)
    for (const { text, line } of source.comments) {
      const directive = SUPPRESSION.exec(text)?.[0]
      if (directive === undefined) continue
      suppressions++
      if (directive === '@ts-ignore' || directive === '@ts-nocheck')
        problems.push(`${path}:${line} ${directive}: use @ts-expect-error with a reason`)
      else if (!(directive.startsWith('@ts') ? TS_REASON : LINT_REASON).test(text)) {
        problems.push(`${path}:${line} ${directive} without a reason (write it after --)`)
      }
    }
  }
  return { name: 'escapes', summary: `${suppressions} suppressions, ${problems.length} without leave`, problems }
}
