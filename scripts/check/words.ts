import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lineAt } from './source.ts'
import type { Finding } from './finding.ts'

// One letter of each word stands in a class, so that this file does not find itself.
const UNFINISHED = /\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b/g
const STUBS = /敬请[期]待|功能[开]发中|待[实]现|not [i]mplemented|coming [s]oon/gi
const MACHINE = /(?<![\w.~-])\/(?:home|Users)\/[a-z][\w-]*\/|[A-Z]:\\Users\\/g
const ORGANISATION = /\b(?:c[l]aude|chat[g]pt|ai [a]gent|sub[a]gent|next [s]ession)\b/gi

const KINDS: readonly [RegExp, string][] = [
  [UNFINISHED, 'unfinished: finish it or leave it out'],
  [STUBS, 'a stub: absent is honest, a stub is not'],
  [MACHINE, 'a path of one machine'],
  [ORGANISATION, 'how the work was organised is no part of the product'],
]

const TEXT = /\.(?:tsx?|sql|md|css|html|json|yml|sh)$/

/** Words that do not belong in the product. */
export function checkWords(root: string, paths: readonly string[]): Finding {
  const texts = paths.filter((path) => TEXT.test(path))
  const problems = texts.flatMap((path) => wordsIn(path, readFileSync(join(root, path), 'utf8'), root.replace(/\/$/, '')))
  return { name: 'words', summary: `${texts.length} texts`, problems }
}

/** Here the repository's own place on this machine, if a text names it, is found as well. */
export function wordsIn(path: string, text: string, root = ''): string[] {
  const here = root.length > 1 && text.includes(root) ? [`${path} names the folder ${root}`] : []
  const found = KINDS.flatMap(([pattern, why]) =>
    [...text.matchAll(pattern)].map((match) => `${path}:${lineAt(text, match.index)} "${match[0]}": ${why}`),
  )
  return [...here, ...found]
}
