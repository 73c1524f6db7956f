import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'

export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly node: string
  readonly commit: string
  /** Load averages of 1, 5 and 15 minutes when the bench ended: above the number of cores somebody else was working too. */
  readonly load: readonly number[]
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: new URL('..', import.meta.url), encoding: 'utf8' }).trim(),
    load: loadavg().map((each) => Math.round(each * 10) / 10),
  }
}

/** Adds one run to bench/results/<name>.json, newest last. */
export function keepResult(name: string, result: object): void {
  mkdirSync(new URL('results/', import.meta.url), { recursive: true })
  const file = new URL(`results/${name}.json`, import.meta.url)
  const earlier: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const run = { date: new Date().toISOString(), machine: machine(), ...result }
  writeFileSync(file, `${JSON.stringify([...(Array.isArray(earlier) ? earlier : []), run], undefined, 2)}\n`)
  console.log(JSON.stringify(run, undefined, 2))
}

/** The value below which a share `p` of the values lies, to a hundredth. */
export function percentile(values: readonly number[], p: number): number {
  return Math.round((values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * p)] ?? 0) * 100) / 100
}
