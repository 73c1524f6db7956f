import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { NamedGuard } from '../allowed.ts'
import { failCase } from '../faults.ts'
import { Process } from '../process.ts'
import { validateProcess } from '../validate.ts'
import { type ProcessEntry, namedGuards, processes } from './registries.ts'

/** Definitions never change once published, so a process may keep them for ever. */
const cache = new Map<string, Process>()
const keyOf = (town: string, key: string, version: number) => `${town}/${key}/${version}`

/** The processes and rules the modules brought; read once per platform. */
interface Brought {
  entries: Map<string, ProcessEntry>
  guards: Map<string, NamedGuard>
}
const brought = new WeakMap<Platform, Brought>()

function broughtBy(platform: Platform): Brought {
  let known = brought.get(platform)
  if (!known) {
    known = {
      entries: new Map(processes.from(platform.contributions).map((e) => [e.process.key, e])),
      guards: new Map(namedGuards.from(platform.contributions).map((g) => [g.name, g])),
    }
    brought.set(platform, known)
  }
  return known
}

/** The modules' named guards. */
export const guardsOf = (platform: Platform): ReadonlyMap<string, NamedGuard> => broughtBy(platform).guards

/** The permission that decides who reads cases of this process. */
export function readPermissionOf(platform: Platform, key: string): string {
  return broughtBy(platform).entries.get(key)?.readPermission ?? 'case.case.read-all'
}

/** Every process key whose cases somebody may read by `readPermissionOf`. */
export const processKeys = (platform: Platform): string[] => [...broughtBy(platform).entries.keys()]

/**
 * The definition of one version.
 * @throws Fault case.process-missing
 */
export async function getProcess(tx: Tx, platform: Platform, town: string, key: string, version: number): Promise<Process> {
  const known = cache.get(keyOf(town, key, version))
  if (known) return known
  const shipped = broughtBy(platform).entries.get(key)?.process
  if (shipped?.version === version) return keep(town, shipped)
  const [row] = await tx.query<{ definition: unknown }>(
    `select definition from "case".process where town = $1 and key = $2 and version = $3`,
    [town, key, version],
  )
  if (!row) throw failCase('case.process-missing', { detail: `没有流程“${key}”第 ${version} 版` })
  return keep(town, Process.parse(row.definition))
}

function keep(town: string, process: Process): Process {
  cache.set(keyOf(town, process.key, process.version), process)
  return process
}

/** The version new cases start with: the newest published one, else the one the module ships. */
export async function getCurrentProcess(tx: Tx, platform: Platform, town: string, key: string): Promise<Process> {
  const current = currents.get(`${town}/${key}`)
  if (current && Date.now() - current.at < 10_000) return current.process
  const [row] = await tx.query<{ version: number }>(
    `select version from "case".process where town = $1 and key = $2 and state = 'published' order by version desc limit 1`,
    [town, key],
  )
  const shipped = broughtBy(platform).entries.get(key)?.process
  const version = Math.max(row?.version ?? 0, shipped?.version ?? 0)
  if (!version) throw failCase('case.process-missing', { detail: `没有流程“${key}”` })
  const process = await getProcess(tx, platform, town, key, version)
  currents.set(`${town}/${key}`, { at: Date.now(), process })
  return process
}
const currents = new Map<string, { at: number; process: Process }>()

/** Stores the shipped processes as published versions, refusing a broken one before the first request. */
export async function storeShipped(tx: Tx, platform: Platform, town: string): Promise<void> {
  for (const { process } of broughtBy(platform).entries.values()) {
    const faults = validateProcess(process)
    if (faults.length) throw new Error(`流程“${process.title}”定义有误：\n${faults.map((f) => `${f.at}：${f.text}`).join('\n')}`)
    await tx.query(
      `insert into "case".process (town, key, version, title, definition, state) values ($1, $2, $3, $4, $5, 'published') on conflict do nothing`,
      [town, process.key, process.version, process.title, JSON.stringify(process)],
    )
  }
}
