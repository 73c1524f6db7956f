import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './check/tree.ts'

export interface Outcome {
  readonly code: number
  readonly output: string
}

/** The script behind a package's command, so that it runs on this very Node and without a shell. */
export const bin = (path: string): string => join(ROOT, 'node_modules', path)

/** Runs a Node script with our output; gives its exit code (1 when a signal ended it). */
export async function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return exitOf(spawnNode(args, { stdio: 'inherit', env }))
}

/** Runs a Node script and keeps what it prints, both streams in the order they came. */
export async function captureNode(args: readonly string[]): Promise<Outcome> {
  const child = spawnNode(args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
  return { code: await exitOf(child), output }
}

export function spawnNode(args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(process.execPath, [...args], { cwd: ROOT, ...options })
}

export async function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return child.exitCode
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}
