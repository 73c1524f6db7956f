import { mkdtempSync, chmodSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { demoPassword } from '#core/org/contract.ts'
import { keepResult } from './machine.ts'
import { startProgram } from './program.ts'
import { Wire } from './wire.ts'

// Memory of the default start: our process and its embedded PostgreSQL with the demo town, after somebody signed in and opened the lists. PSS, so that
// what PostgreSQL's processes share is counted once. Linux only. `node bench/memory.ts [--settle=20]`

const settle = Number(process.argv.find((each) => each.startsWith('--settle='))?.slice(9) ?? '20')

const numbers = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return '' // gone meanwhile
  }
}

const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0)
const pssMb = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024

/** The process and all below it; PostgreSQL may have left its parent, so its own are found by the data folder. */
function family(pid: number, dataDir: string): { node: number[]; postgres: number[] } {
  const all = numbers()
  const roots = all.filter((each) => read(each, 'cmdline').includes(dataDir) && read(each, 'comm').startsWith('postgres'))
  const below = (root: number): number[] => [root, ...all.filter((each) => parentOf(each) === root).flatMap(below)]
  const postgres = new Set(roots.flatMap(below))
  return { node: below(pid).filter((each) => !postgres.has(each)), postgres: [...postgres] }
}

const sum = (pids: readonly number[]): number => Math.round(pids.reduce((total, pid) => total + pssMb(pid), 0))

const folder = mkdtempSync(join(tmpdir(), 'sihe-memory-'))
chmodSync(folder, 0o755) // PostgreSQL runs as another user when started by root
try {
  const begun = performance.now()
  const program = await startProgram({ DATA_DIR: folder, TOWN: 'demo' }, process.execArgv)
  const startSeconds = Math.round((performance.now() - begun) / 100) / 10
  try {
    const now = () => {
      const { node, postgres } = family(program.pid, folder)
      return { node: sum(node), postgres: sum(postgres), processes: node.length + postgres.length, total: sum(node) + sum(postgres) }
    }
    const atStart = now()
    const wire = new Wire(program.port)
    const { cookie } = await wire.call('POST', '/session', { login: 'zhiban', password: demoPassword })
    for (const path of ['/incidents', '/incidents/counts', '/incidents?state=all&sort=opened&q=%E8%B7%AF%E7%81%AF'])
      await wire.call('GET', path, undefined, cookie)
    await delay(settle * 1000)
    wire.end()
    keepResult('memory', { unit: 'MB, proportional set size', startSeconds, atStart, afterUse: now(), aim: 400 })
  } finally {
    await program.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
