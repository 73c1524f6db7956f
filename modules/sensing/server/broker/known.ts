import { createHash } from 'node:crypto'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import type { Mapping, PayloadFormat } from '../../mapping.ts'

/** What the doors and the rules need of a device; kept in memory, since it is asked for with every message. */
export interface Known {
  readonly town: string
  readonly id: string
  readonly key: string
  readonly kind: string
  readonly name: string
  readonly state: string
  readonly format: PayloadFormat
  readonly mapping: Mapping | undefined
  readonly model: string
  readonly aliases: readonly string[]
  readonly heartbeat: number
  readonly place: readonly [number, number] | undefined
  readonly address: string
  readonly areaCode: string
  readonly areaName: string
  readonly ownerId: string | undefined
  readonly upkeepId: string | undefined
  readonly secretHash: string | undefined
  readonly changedAt: number
  /** As the database has it; the ingest writes it when it changes. */
  online: string
}

interface Row {
  town: string
  id: string
  key: string
  kind: string
  name: string
  state: string
  format: PayloadFormat
  mapping: Mapping | null
  model: string
  aliases: string[]
  heartbeat: number
  place: [number, number] | null
  address: string
  area_code: string
  area_name: string
  owner_id: string | null
  upkeep_id: string | null
  secret_hash: string | null
  changed_at: Date
  online: string
}

const columns = `town, id, key, kind, name, state, format, mapping, model, aliases, heartbeat, place, address, area_code, area_name, owner_id, upkeep_id, secret_hash, changed_at, online`

const knownOf = (row: Row): Known => ({
  town: row.town,
  id: row.id,
  key: row.key,
  kind: row.kind,
  name: row.name,
  state: row.state,
  format: row.format,
  mapping: row.mapping ?? undefined,
  model: row.model,
  aliases: row.aliases,
  heartbeat: row.heartbeat,
  place: row.place ?? undefined,
  address: row.address,
  areaCode: row.area_code,
  areaName: row.area_name,
  ownerId: row.owner_id ?? undefined,
  upkeepId: row.upkeep_id ?? undefined,
  secretHash: row.secret_hash ?? undefined,
  changedAt: row.changed_at.getTime(),
  online: row.online,
})

/** Made by us with 128 random bits, so a plain digest is enough: nobody guesses one, and seven thousand reconnects stay cheap. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** An alias is `name` or, for one field of a device, `field=name`. */
export const aliasName = (alias: string): string => alias.slice(alias.indexOf('=') + 1)
export const aliasField = (alias: string): string | undefined => (alias.includes('=') ? alias.slice(0, alias.indexOf('=')) : undefined)

const refreshMs = 1000
const unknownMs = 3000
const unknownMost = 5000

/** The ledger in memory: every device of every town of this installation, kept up with what other processes change. */
export class KnownDevices {
  readonly #platform: Platform
  readonly #byId = new Map<string, Known>()
  readonly #byKey = new Map<string, Known>()
  readonly #bySecret = new Map<string, Known>()
  readonly #byAlias = new Map<string, Known>()
  readonly #unknown = new Map<string, number>()
  #seen = new Date(0)
  #checkedAt = 0
  #refreshing: Promise<void> | undefined
  #loaded = false

  constructor(platform: Platform) {
    this.#platform = platform
  }

  get size(): number {
    return this.#byId.size
  }
  all(): IterableIterator<Known> {
    return this.#byId.values()
  }
  findById(id: string): Known | undefined {
    return this.#byId.get(id)
  }
  /** @param town undefined: whichever town has it, as a device says no town when it connects */
  findByKey(town: string | undefined, key: string): Known | undefined {
    return this.#byKey.get(town === undefined ? key : `${town}/${key}`)
  }
  findByAlias(town: string | undefined, alias: string): Known | undefined {
    return this.#byAlias.get(town === undefined ? alias : `${town}/${alias}`)
  }
  findBySecret(secret: string): Known | undefined {
    return this.#bySecret.get(hashSecret(secret))
  }

  /** Takes in what changed since the last look; at most once a second unless `now`. */
  async refresh(now = false): Promise<void> {
    if (!now && this.#loaded && Date.now() - this.#checkedAt < refreshMs) return
    this.#refreshing ??= this.#read().finally(() => (this.#refreshing = undefined))
    await this.#refreshing
  }

  /** Refreshes for something not found, unless the same was asked for a moment ago: ten thousand made-up ids a minute must not become as many queries. */
  async refreshFor(what: string): Promise<void> {
    const now = Date.now()
    const asked = this.#unknown.get(what)
    if (asked !== undefined && now - asked < unknownMs) return
    if (this.#unknown.size >= unknownMost) this.#unknown.clear()
    this.#unknown.set(what, now)
    if (now - this.#checkedAt < 200) return
    await this.refresh(true)
  }

  async #read(): Promise<void> {
    this.#checkedAt = Date.now()
    const rows = await this.#platform.db.read.query<Row>(
      // A few seconds back: a transaction that began earlier may commit later.
      `select ${columns} from sensing.device where changed_at > $1::timestamptz - interval '10 seconds'`,
      [this.#seen],
    )
    for (const row of rows) {
      const old = this.#byId.get(row.id)
      if (old?.changedAt === row.changed_at.getTime()) continue
      if (old) this.#drop(old)
      this.#keep(knownOf(row))
      if (row.changed_at > this.#seen) this.#seen = row.changed_at
    }
    this.#loaded = true
  }

  #drop(old: Known): void {
    this.#byId.delete(old.id)
    for (const key of [old.key, `${old.town}/${old.key}`]) if (this.#byKey.get(key) === old) this.#byKey.delete(key)
    if (old.secretHash && this.#bySecret.get(old.secretHash) === old) this.#bySecret.delete(old.secretHash)
    for (const alias of old.aliases.map(aliasName))
      for (const key of [alias, `${old.town}/${alias}`]) if (this.#byAlias.get(key) === old) this.#byAlias.delete(key)
  }

  #keep(device: Known): void {
    this.#byId.set(device.id, device)
    this.#byKey.set(device.key, device).set(`${device.town}/${device.key}`, device)
    if (device.secretHash) this.#bySecret.set(device.secretHash, device)
    for (const alias of device.aliases.map(aliasName)) this.#byAlias.set(alias, device).set(`${device.town}/${alias}`, device)
  }
}

const kept = new WeakMap<Platform, KnownDevices>()

/** The process's ledger of a platform. */
export function knownDevices(platform: Platform): KnownDevices {
  let known = kept.get(platform)
  if (!known) kept.set(platform, (known = new KnownDevices(platform)))
  return known
}

/** One device straight from the database. */
export async function findKnown(tx: Tx, town: string, id: string): Promise<Known | undefined> {
  const [row] = await tx.query<Row>(`select ${columns} from sensing.device where town = $1 and id = $2`, [town, id])
  return row && knownOf(row)
}
