import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { FastifyRequest } from 'fastify'
import { roleKeys, roleTitles } from '../roles.ts'

export interface Town {
  readonly code: string
  readonly name: string
  readonly demo: boolean
  readonly hosts: readonly string[]
}

const seconds = 5
const known = new WeakMap<Platform, { at: number; towns: Town[] }>()

/** All towns of this installation, at most five seconds old. */
export async function towns(platform: Platform): Promise<Town[]> {
  const now = platform.now().getTime()
  const entry = known.get(platform)
  if (entry && entry.towns.length > 0 && Math.abs(now - entry.at) < seconds * 1000) return entry.towns
  const rows = await platform.db.read.query<Town & { hosts: string[] }>(
    `select town as code, name, demo, hosts from org.town order by town`,
  )
  known.set(platform, { at: now, towns: rows })
  return rows
}

/**
 * The town a request without a session is for: by host name where several are served, else the only one.
 * @throws Fault platform.busy while there is none yet
 */
export async function townOf(request: FastifyRequest, platform: Platform): Promise<Town> {
  const all = await towns(platform)
  const town = all.find((t) => t.hosts.includes(request.hostname)) ?? all[0]
  if (!town) throw failPlatform('platform.busy', { detail: '本镇资料正在准备' })
  return town
}

export async function getTown(platform: Platform, code: string): Promise<Town> {
  const town = (await towns(platform)).find((t) => t.code === code)
  if (!town) throw failPlatform('platform.not-found')
  return town
}

export interface NewTown {
  /** 9-digit division code, first in every key of the town's rows. */
  readonly code: string
  readonly name: string
  readonly demo?: boolean
  readonly hosts?: readonly string[]
}

/** Makes a town with the roles the platform knows. @returns false when it exists already */
export async function createTown(tx: Tx, { code, name, demo = false, hosts = [] }: NewTown): Promise<boolean> {
  const made = await tx.query(
    `insert into org.town (town, name, demo, hosts, data_factor) values ($1, $2, $3, $4, $5) on conflict do nothing returning 1 as ok`,
    [code, name, demo, hosts, demo ? 'off' : 'demanded'],
  )
  await ensureRoles(tx, code)
  return made.length > 0
}

/** Adds roles a newer version of the platform knows and the town does not have yet. */
export async function ensureRoles(tx: Tx, town: string): Promise<void> {
  await tx.query(
    `insert into org.role (town, key, title) select $1, key, title from unnest($2::text[], $3::text[]) as r (key, title) on conflict do nothing`,
    [town, roleKeys, roleKeys.map((key) => roleTitles[key])],
  )
}
