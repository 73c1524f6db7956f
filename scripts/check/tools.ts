import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { bin, captureNode } from '../child.ts'
import { ROOT } from './tree.ts'
import type { Finding } from './finding.ts'

const MOST = 40

/** A tool that says by its exit code whether it is content, and prints what is not. */
async function tool(name: string, args: readonly string[]): Promise<Finding> {
  const { code, output } = await captureNode(args)
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
  const summary = lines.at(-1)?.trim() ?? ''
  if (code === 0) return { name, summary: name === 'types' ? 'no errors' : summary, problems: [] }
  const left = lines.length - MOST
  return { name, summary: `exit ${code}`, problems: [...lines.slice(0, MOST), ...(left > 0 ? [`… ${left} more lines`] : [])] }
}

export const checkFormat = async (): Promise<Finding> => tool('format', [bin('oxfmt/bin/oxfmt'), '--check', '.'])
export const checkLint = async (): Promise<Finding> => tool('lint', [bin('oxlint/bin/oxlint'), '-f', 'unix'])
export const checkTypes = async (): Promise<Finding> => tool('types', [bin('typescript/bin/tsc'), '--noEmit', '--pretty', 'false'])

/** Files made by a program must be what the program would make now; each generator compares when given `--check`. */
export async function checkGenerated(): Promise<Finding> {
  const generators = ['scripts/openapi.ts', 'scripts/db-types.ts'].filter((path) => existsSync(join(ROOT, path)))
  const findings: Finding[] = []
  for (const path of generators) findings.push(await tool(path, [path, '--check']))
  const problems = findings.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`))
  return { name: 'generated', summary: generators.length === 0 ? 'no generators' : generators.join(', '), problems }
}
