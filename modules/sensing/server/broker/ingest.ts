import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { kindOf } from '../../kinds/kinds.ts'
import type { Keep } from '../../kind.ts'
import type { Snapshot } from '../../rules/fold.ts'
import { type Entry, isWatched } from './admit.ts'
import { applyChanges } from '../alarm/alarms.ts'
import { Listening } from './listening.ts'
import { type Known, type KnownDevices, knownDevices } from './known.ts'
import { type Heard, type Latest, flushLive, insertBatch, isRepeat, noteLatest } from '../readings.ts'
import { missedReadings } from './missed.ts'
import { Refusals } from './refusals.ts'
import { keepOfKinds } from '../retention.ts'
import { type DeviceChange, Watcher } from '../alarm/watcher.ts'

/** What became of a message: how many of its readings were new and how many were there already. */
export interface Kept {
  readonly kept: number
  readonly repeated: number
}

interface Waiting {
  readonly entries: readonly Entry[]
  readonly arrivedAt: number
  readonly done: (error: Error | undefined, kept: Kept) => void
}

const batchMost = 2000
const flushMs = 1000
const passMs = 100
const retryMs = 500
/** Devices whose newest values are written at one tick: with thousands of messages a second each waits its turn, or these writes cost as much as the readings. */
const flushMost = 1500
/** The longest turn, and so how far back a start looks for readings the last run had not yet worked into a device. */
const turnMs = 30_000

/**
 * Where every door leads: readings wait here for the next batch; their message is acknowledged when the batch has committed. While the
 * database does not answer nothing is acknowledged, so devices and sockets hold what is not yet kept, and memory does not grow.
 */
export class Ingest {
  readonly platform: Platform
  readonly devices: KnownDevices
  readonly refusals = new Refusals()
  readonly watcher: Watcher
  readonly #listening: Listening
  /** Whether a device could be heard right now; the mqtt service says so when its broker is away. */
  hears: () => boolean = () => true
  readonly #heard = new Map<string, Heard>()
  readonly #dirty = new Set<Heard>()
  readonly #undone = new Set<string>()
  #waiting: Waiting[] = []
  #queued = 0
  /** Cleared in the same turn in which the queue is found empty, or a message put in between would wait for ever. */
  #busy = false
  #working: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #passing: NodeJS.Timeout | undefined
  #keeps = new Map<string, Readonly<Record<string, Keep>>>()
  #keepsAt = 0
  #stopped = false
  #flushing: Promise<void> | undefined
  kept = 0
  /** Milliseconds from arrival to durable of the last messages, a ring. */
  readonly latencies = new Float64Array(4096)
  #latency = 0
  /** Kept in each of the last 60 seconds. */
  readonly #perSecond = new Uint32Array(60)
  #second = 0

  constructor(platform: Platform) {
    this.platform = platform
    this.devices = knownDevices(platform)
    this.watcher = new Watcher(platform)
    this.#listening = new Listening(platform)
  }

  /** Readings under way. */
  get queued(): number {
    return this.#queued
  }

  /** Reads the ledger and the rules and takes up every device where the last run left it. */
  async start(): Promise<void> {
    await this.devices.refresh(true)
    await this.watcher.refresh(Date.now(), true)
    await this.#resume()
    this.#timer = setInterval(
      () => void this.tick().catch((error: unknown) => this.platform.log.warn({ err: error }, 'sensing tick')),
      flushMs,
    )
    this.#timer.unref()
    this.#passing = setInterval(
      () => void this.#pass().catch((error: unknown) => this.platform.log.warn({ err: error }, 'sensing pass')),
      passMs,
    )
    this.#passing.unref()
  }

  /** Leaves the ticking to the caller: for tests, where time passes when they say so. */
  hush(): void {
    clearInterval(this.#timer)
    clearInterval(this.#passing)
  }

  /** Lets what waits be kept, writes the newest values, and ends. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.hush()
    await this.#working
    do await this.flush()
    while (this.#dirty.size > 0)
  }

  /** The length the readings of a device are kept. */
  keepOf(device: Known): Keep {
    return this.#keeps.get(device.town)?.[device.kind] ?? kindOf(device.kind).keep
  }

  /** Keeps the readings of one message. Resolves when they are durable. @throws Error when the process stops before */
  keep(entries: readonly Entry[]): Promise<Kept> {
    return new Promise((resolve, reject) => {
      this.put(entries, (error, kept) => (error ? reject(error) : resolve(kept)))
    })
  }

  /** The same with a callback, for the hot path of the broker. */
  put(entries: readonly Entry[], done: Waiting['done']): void {
    if (this.#stopped) {
      done(new Error('sensing ingest has stopped'), { kept: 0, repeated: 0 })
      return
    }
    this.#waiting.push({ entries, arrivedAt: performance.now(), done })
    this.#queued += entries.length
    if (this.#busy) return
    this.#busy = true
    this.#working = this.#work()
  }

  async #work(): Promise<void> {
    // The messages of one turn of the loop travel together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#waiting.length > 0) {
      let count = 0
      let messages = 0
      while (messages < this.#waiting.length && (messages === 0 || count + this.#waiting[messages]!.entries.length <= batchMost))
        count += this.#waiting[messages++]!.entries.length
      const batch = this.#waiting.slice(0, messages)
      this.#waiting = this.#waiting.slice(messages)
      await this.#run(batch)
      this.#queued -= count
    }
    this.#busy = false
  }

  /** Keeps a batch, however long the database takes to come back; a batch it refuses is halved until the one bad message stands alone. */
  async #run(batch: readonly Waiting[]): Promise<void> {
    for (;;) {
      try {
        const made = await this.#write(batch.flatMap((one) => one.entries))
        const now = performance.now()
        for (const { entries, arrivedAt, done } of batch) {
          this.latencies[this.#latency++ % this.latencies.length] = now - arrivedAt
          const kept = entries.reduce((n, entry) => n + Number(made.has(entry)), 0)
          done(undefined, { kept, repeated: entries.length - kept })
        }
        return
      } catch (error) {
        for (const one of batch) for (const entry of one.entries) this.#undone.add(entry.device.id)
        if (refusedByData(error)) {
          this.platform.log.error({ err: error, messages: batch.length }, 'a batch of readings was refused')
          if (batch.length > 1) {
            const half = Math.ceil(batch.length / 2)
            await this.#run(batch.slice(0, half))
            await this.#run(batch.slice(half))
            return
          }
          for (const { entries } of batch)
            for (const { device, receivedAt } of entries) this.refusals.add(device.town, device, 'garbage', 'database refused', receivedAt)
          batch[0]!.done(undefined, { kept: 0, repeated: 0 })
          return
        }
        this.platform.log.warn({ err: error, queued: this.#queued }, 'readings wait for the database')
        if (this.#stopped) {
          for (const { done } of batch) done(new Error('stopped before the reading was durable'), { kept: 0, repeated: 0 })
          return
        }
        await new Promise((resolve) => setTimeout(resolve, retryMs))
      }
    }
  }

  async #write(all: readonly Entry[]): Promise<ReadonlySet<Entry>> {
    const { platform, watcher } = this
    await watcher.refresh()
    await this.#redo()
    const entries = all.filter((entry) => entry.print === undefined || !this.#heardOf(entry.device).prints.includes(entry.print))
    const made = await platform.db.transaction(async (tx) => {
      const fresh: Entry[] = []
      for (const [town, own] of Map.groupBy(entries, (entry) => entry.device.town)) {
        const inserted = await insertBatch(tx, platform, town, own)
        fresh.push(...inserted)
        const changes = inserted.flatMap((entry) => (isWatched(entry.flags) ? watcher.take(entry) : []))
        if (changes.length > 0) await this.#judge(tx, town, changes)
      }
      return fresh
    })
    for (const entry of entries) {
      const heard = this.#heardOf(entry.device)
      if (entry.print !== undefined) isRepeat(heard, entry.print)
      noteLatest(heard, entry)
      this.#dirty.add(heard)
    }
    this.kept += made.length
    this.#count(made.length)
    return new Set(made)
  }

  /** A fault of ours in the alarms may cost an alarm and is told loudly; it may not keep every device of the town waiting for its acknowledgement. */
  async #judge(tx: Tx, town: string, changes: readonly DeviceChange[]): Promise<void> {
    await tx.query('savepoint alarms')
    try {
      await applyChanges(tx, this.platform, town, changes, this.platform.now())
    } catch (error) {
      if (!ofOurMaking(error)) throw error
      this.platform.log.error({ err: error, changes: changes.length }, 'alarms were not written')
      await tx.query('rollback to savepoint alarms')
      for (const { device } of changes) this.#undone.add(device.id)
    }
  }

  /** A batch that failed had already been judged: those devices begin again from what was last written, or the second attempt would find nothing new. */
  async #redo(): Promise<void> {
    if (this.#undone.size === 0) return
    const ids = [...this.#undone]
    const rows = await this.platform.db.read.query<{ device_id: string; watch: Snapshot }>(
      `select device_id, watch from sensing.live where device_id = any($1::uuid[]) and watch is not null`,
      [ids],
    )
    this.#undone.clear()
    this.watcher.forget(ids)
    for (const row of rows) this.watcher.restore(row.device_id, row.watch)
  }

  #heardOf(device: Known): Heard {
    let heard = this.#heard.get(device.id)
    if (!heard || heard.device !== device) {
      // The ledger changed: the same device under new words.
      if (heard) this.watcher.deviceChanged(device.id)
      heard = { device, seenAt: heard?.seenAt ?? 0, latest: heard?.latest ?? {}, prints: heard?.prints ?? [], watch: undefined }
      this.#heard.set(device.id, heard)
    }
    return heard
  }

  #count(n: number): void {
    const second = Math.floor(Date.now() / 1000)
    if (second - this.#second >= 60) this.#perSecond.fill(0)
    else for (let s = this.#second + 1; s <= second; s++) this.#perSecond[s % 60] = 0
    this.#second = second
    this.#perSecond[second % 60]! += n
  }

  /** Readings kept a second over the last minute. */
  perSecond(): number {
    this.#count(0)
    return this.#perSecond.reduce((sum, n) => sum + n, 0) / 60
  }

  /** Milliseconds from arrival to durable: the 99th of a hundred. */
  p99(): number {
    const used = this.latencies.slice(0, Math.min(this.#latency, this.latencies.length)).toSorted()
    return used.length === 0 ? 0 : used[Math.min(used.length - 1, Math.floor(used.length * 0.99))]!
  }

  /** Once a second: the ledger, what the clock alone opens, newest values, refusals. */
  async tick(): Promise<void> {
    const now = Date.now()
    if (this.hears()) await this.#listening.beat()
    await this.devices.refresh()
    if (now - this.#keepsAt > 30_000) {
      this.#keepsAt = now
      for (const town of new Set([...this.devices.all()].map((device) => device.town)))
        this.#keeps.set(town, await keepOfKinds(this.platform.db.read, town))
    }
    await this.watcher.refresh()
    await this.#pass()
    await this.flush()
  }

  /** What nobody contradicted for long enough: looked at ten times a second, an alarm must not wait for the second to turn. */
  async #pass(): Promise<void> {
    const changes = this.watcher.pass(this.platform.now().getTime(), (id) => this.devices.findById(id))
    if (changes.length > 0) await this.#raise(changes)
  }

  async #raise(changes: readonly DeviceChange[]): Promise<void> {
    try {
      await this.platform.db.transaction(async (tx) => {
        for (const [town, own] of Map.groupBy(changes, (one) => one.device.town))
          await applyChanges(tx, this.platform, town, own, this.platform.now())
      })
    } catch (error) {
      for (const { device } of changes) this.#undone.add(device.id)
      throw error
    }
    for (const { device } of changes) this.#dirty.add(this.#heardOf(device))
  }

  /** Writes newest values, progress of the rules and counts of refusals. */
  async flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = undefined))
    await this.#flushing
  }

  async #flush(): Promise<void> {
    const most = Math.max(flushMost, Math.ceil((this.#dirty.size * 2000) / turnMs))
    const turn = [...this.#dirty.values().take(most)]
    for (const one of turn) this.#dirty.delete(one)
    const heard = turn.filter((one) => one.seenAt > 0)
    for (const one of heard) one.watch = this.watcher.stateOf(one.device.id)
    try {
      await flushLive(this.platform, heard, this.platform.now())
    } catch (error) {
      for (const one of heard) this.#dirty.add(one)
      throw error
    }
    await this.refusals.write(this.platform)
  }

  /**
   * Takes up each device: newest values and the rules' progress as last written, then the readings kept since, which a crash cut off from it.
   */
  async #resume(): Promise<void> {
    const { read } = this.platform.db
    const rows = await read.query<{ device_id: string; seen_at: Date; latest: Latest; watch: Snapshot | null }>(
      `select device_id, seen_at, latest, watch from sensing.live`,
    )
    let flushed: Date | undefined
    for (const row of rows) {
      const device = this.devices.findById(row.device_id)
      if (!device) continue
      if (!flushed || row.seen_at > flushed) flushed = row.seen_at
      this.#heard.set(device.id, { device, seenAt: row.seen_at.getTime(), latest: row.latest, prints: [], watch: undefined })
      if (row.watch) this.watcher.restore(device.id, row.watch)
    }
    const changes: DeviceChange[] = []
    for await (const entry of missedReadings(
      this.platform,
      this.devices,
      new Date((flushed?.getTime() ?? Date.now() - 3_600_000) - turnMs),
    )) {
      noteLatest(this.#heardOf(entry.device), entry)
      changes.push(...this.watcher.take(entry))
    }
    if (changes.length > 0) await this.#raise(changes)
  }
}

/** A statement the data itself makes impossible (SQLSTATE class 22 and 23), as against a database that is away. */
function refusedByData(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(22|23)/u.test(code)
}

/** A wrong statement or a fault in the code: trying again changes nothing. */
function ofOurMaking(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return refusedByData(error) || code.startsWith('42') || error instanceof TypeError || error instanceof RangeError
}

const kept = new WeakMap<Platform, Promise<Ingest>>()

/** The process's ingest of a platform, started when first asked for. */
export function ingestOf(platform: Platform): Promise<Ingest> {
  let found = kept.get(platform)
  if (!found) {
    const ingest = new Ingest(platform)
    found = ingest.start().then(() => ingest)
    kept.set(platform, found)
    found.catch(() => kept.delete(platform))
  }
  return found
}

/** Ends the ingest of a platform, if it ever began. */
export async function stopIngest(platform: Platform): Promise<void> {
  const found = kept.get(platform)
  kept.delete(platform)
  await (await found?.catch(() => undefined))?.stop()
}
