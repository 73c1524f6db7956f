import { LIMITS } from './limits.ts'
import { placeOf } from './places.ts'
import type { Finding } from './finding.ts'
import type { Source } from './source.ts'

interface Size {
  readonly path: string
  readonly lines: number
  readonly filled: number
  readonly commentLines: number
}

const sizeOf = (path: string, { text, comments }: Source): Size => ({
  path,
  lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
  filled: text.split('\n').filter((line) => line.trim() !== '').length,
  commentLines: comments.reduce((sum, { lines }) => sum + lines, 0),
})

const sum = (sizes: readonly Size[], of: (size: Size) => number): number => sizes.reduce((total, size) => total + of(size), 0)
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** File sizes, comments, tests beside source and module sizes (architecture: Budgets). */
export function checkBudgets(tree: ReadonlyMap<string, Source>): Finding {
  const sizes = [...tree].map(([path, source]) => sizeOf(path, source))
  const sources = sizes.filter(({ path }) => !placeOf(path).test)
  const problems: string[] = []
  const remarks: string[] = []

  const largest = sizes.reduce((a, b) => (b.lines > a.lines ? b : a), { path: '', lines: 0, filled: 0, commentLines: 0 })
  for (const { path, lines } of sizes) {
    if (lines > LIMITS.largestFile) problems.push(`${path} has ${lines} lines, more than ${LIMITS.largestFile}: split it by noun`)
  }
  const median = medianOf(sources.map(({ lines }) => lines))
  const { medianTarget, commentTarget, commentLimit, testRatio } = LIMITS
  if (median < medianTarget.from || median > medianTarget.to) {
    remarks.push(`the median file has ${median} lines; the target is ${medianTarget.from}–${medianTarget.to}`)
  }

  const comments =
    sum(sources, (s) => s.commentLines) /
    Math.max(
      1,
      sum(sources, (s) => s.filled),
    )
  if (comments < commentLimit.from || comments > commentLimit.to) problems.push(`comments are ${percent(comments)} of the lines`)
  else if (comments < commentTarget.from || comments > commentTarget.to)
    remarks.push(`comments are ${percent(comments)}; the target is 8–15 %`)

  const ratio = testShare(sizes)
  if (ratio < testRatio.failBelow) problems.push(`server tests ÷ source is ${ratio.toFixed(2)}, less than ${testRatio.failBelow}`)
  else if (ratio < testRatio.target) remarks.push(`server tests ÷ source is ${ratio.toFixed(2)}; the target is ${testRatio.target}`)

  for (const [folder, count] of serverFiles(sources)) {
    const most = folder.endsWith('/server (all)') ? LIMITS.moduleServerFiles : LIMITS.serverFolderFiles
    if (count > most) problems.push(`${folder} has ${count} files, more than ${most}`)
  }
  const summary = `${sources.length} source files, median ${median}, largest ${largest.lines} lines; comments ${percent(comments)}; server tests ÷ source ${ratio.toFixed(2)}`
  return { name: 'budgets', summary, problems, remarks }
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Server and shared code of the product's floors; web pages are tested by the browser stories instead. */
function testShare(sizes: readonly Size[]): number {
  const server = sizes.filter(({ path }) => {
    const { floor, part } = placeOf(path)
    return floor !== 'tools' && (part === 'server' || part === 'pure' || floor === 'town')
  })
  const tests = server.filter(({ path }) => placeOf(path).test)
  const source = sum(server, (s) => s.lines) - sum(tests, (s) => s.lines)
  return sum(tests, (s) => s.lines) / Math.max(1, source)
}

function serverFiles(sources: readonly Size[]): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const { path } of sources) {
    const { floor, room, part } = placeOf(path)
    if (floor !== 'modules' || part !== 'server') continue
    add(path.slice(0, path.lastIndexOf('/')))
    add(`modules/${room}/server (all)`)
  }
  return counts
}
