/** `npm run check`: everything that can be judged without running the product. Name parts to run only those. */
import { checkBoundaries } from './check/boundaries.ts'
import { checkBudgets } from './check/budgets.ts'
import { checkDocs } from './check/docs.ts'
import { checkDocumented } from './check/documented.ts'
import { checkEscapes } from './check/escapes.ts'
import { checkMigrations } from './check/migrations.ts'
import { checkNames } from './check/names.ts'
import { checkFormat, checkGenerated, checkLint, checkTypes } from './check/tools.ts'
import { listFiles, readTree, ROOT } from './check/tree.ts'
import { checkWords } from './check/words.ts'
import type { Finding } from './check/finding.ts'

const paths = listFiles()
const tree = readTree()

const PARTS: Record<string, () => Finding | Promise<Finding>> = {
  format: checkFormat,
  lint: checkLint,
  types: checkTypes,
  boundaries: () => checkBoundaries(tree),
  budgets: () => checkBudgets(tree),
  escapes: () => checkEscapes(tree),
  names: () => checkNames(paths, tree),
  words: () => checkWords(ROOT, paths),
  migrations: () => checkMigrations(ROOT, paths),
  documented: () => checkDocumented(tree),
  docs: () => checkDocs(ROOT, paths),
  generated: checkGenerated,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in PARTS))
if (unknown.length > 0) {
  console.error(`no such part: ${unknown.join(', ')} (there are: ${Object.keys(PARTS).join(', ')})`)
  process.exit(2)
}

const chosen = Object.entries(PARTS).filter(([name]) => wanted.length === 0 || wanted.includes(name))
const findings = await Promise.all(chosen.map(async ([, run]) => run()))
for (const { name, summary, problems, remarks } of findings) {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(11)} ${summary}`)
  for (const problem of problems) console.log(`       ${problem}`)
  for (const remark of remarks ?? []) console.log(`     · ${remark}`)
}
const failed = findings.filter(({ problems }) => problems.length > 0).length
console.log(`check: ${findings.length - failed} of ${findings.length} parts passed`)
process.exit(failed === 0 ? 0 : 1)
