import { readFileSync, readdirSync } from 'node:fs'

const tick = 10 // milliseconds of one clock tick on Linux

function stat(pid: number): { parent: number; ms: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    // Own time and that of children already gone: connections come and go.
    return { parent: Number(fields[1]), ms: fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0) * tick }
  } catch {
    return undefined // gone meanwhile
  }
}

/**
 * Processor milliseconds a process and its children have used. On a machine shared with others the rate says how much of it we got;
 * this says what the work costs.
 */
export function processorMs(pid: number): number {
  let sum = stat(pid)?.ms ?? 0
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const other = stat(Number(name))
    if (other?.parent === pid) sum += other.ms
  }
  return sum
}
