import type { Platform } from '#platform/server/module.ts'
import { kindOf } from '../../kinds/kinds.ts'
import { type CompiledRule, type Snapshot, emptySnapshot, nextPass } from '../../rules/fold.ts'
import { compileCondition } from '../../rules/judge.ts'
import { type Change, type Track, newTrack, take, wait } from '../../rules/track.ts'
import type { RuleDraft } from '../../rule.ts'
import { type Entry, isWatched } from '../broker/admit.ts'
import type { Known } from '../broker/known.ts'

export interface StoredRule {
  readonly id: string
  readonly town: string
  readonly draft: RuleDraft
}

/** A compiled rule with everything an alarm of it needs. */
export interface LiveRule extends CompiledRule {
  readonly rule: StoredRule
}

/** What happened at one device. */
export interface DeviceChange {
  readonly device: Known
  readonly rule: StoredRule
  readonly change: Change
}

const reloadMs = 2000

/** Runs the rules over the devices this process hears. State lives here; what must survive is handed out by `stateOf`. */
export class Watcher {
  readonly #platform: Platform
  readonly #tracks = new Map<string, Track>()
  /** When the clock alone will open something, by device. */
  readonly #due = new Map<string, number>()
  /** Compiled rules by town and kind. */
  #byKind = new Map<string, LiveRule[]>()
  readonly #ofDevice = new Map<string, LiveRule[]>()
  #stamp = ''
  #checkedAt = 0

  constructor(platform: Platform) {
    this.#platform = platform
  }

  /** Reads the rules again when they changed; asked before every batch, looks every two seconds. */
  async refresh(now = Date.now(), force = false): Promise<void> {
    if (!force && now - this.#checkedAt < reloadMs) return
    this.#checkedAt = now
    const { read } = this.#platform.db
    const [mark] = await read.query<{ stamp: string }>(
      `select md5(coalesce(string_agg(id || '/' || version, ',' order by id), '')) as stamp from sensing.rule where enabled and dropped_at is null`,
    )
    if (mark!.stamp === this.#stamp) return
    const rows = await read.query<{ town: string; id: string; draft: RuleDraft }>(
      `select town, id, draft from sensing.rule where enabled and dropped_at is null order by town, id`,
    )
    this.#byKind = new Map()
    for (const row of rows) {
      const key = `${row.town}/${row.draft.kind}`
      const list = this.#byKind.get(key) ?? []
      list.push(compileRule({ id: row.id, town: row.town, draft: row.draft }))
      this.#byKind.set(key, list)
    }
    this.#ofDevice.clear()
    this.#stamp = mark!.stamp
  }

  #rulesOf(device: Known): LiveRule[] {
    let rules = this.#ofDevice.get(device.id)
    if (!rules) {
      rules = (this.#byKind.get(`${device.town}/${device.kind}`) ?? []).filter(({ rule }) => watches(rule.draft, device))
      this.#ofDevice.set(device.id, rules)
    }
    return rules
  }

  /** Forgets which rules a device has: it moved, or another kind. */
  deviceChanged(id: string): void {
    this.#ofDevice.delete(id)
  }

  /** Takes up a device where another run left it. */
  restore(deviceId: string, snapshot: Snapshot): void {
    this.#tracks.set(deviceId, newTrack(snapshot))
  }
  /** Drops what a failed batch may have moved on; the next reading begins from what was last kept. */
  forget(deviceIds: Iterable<string>): void {
    for (const id of deviceIds) {
      this.#tracks.delete(id)
      this.#due.delete(id)
    }
  }

  /** Judges one kept reading. */
  take({ device, at, seq, values, flags }: Entry): DeviceChange[] {
    if (!isWatched(flags)) return []
    const rules = this.#rulesOf(device)
    if (rules.length === 0) return []
    let track = this.#tracks.get(device.id)
    if (!track) this.#tracks.set(device.id, (track = newTrack(emptySnapshot())))
    const changes = take(track, rules, { at, seq, values })
    this.#remind(device.id, nextPass(rules, track.current))
    return this.#named(device, rules, changes ?? [])
  }

  /** What the clock alone brought about, among devices `find` still knows. */
  pass(now: number, find: (id: string) => Known | undefined): DeviceChange[] {
    const changes: DeviceChange[] = []
    for (const [id, due] of this.#due) {
      if (due > now) continue
      this.#due.delete(id)
      const device = find(id)
      const track = this.#tracks.get(id)
      if (!device || !track) continue
      const rules = this.#rulesOf(device)
      changes.push(...this.#named(device, rules, wait(track, rules, now)))
      this.#remind(id, nextPass(rules, track.current))
    }
    return changes
  }

  #remind(id: string, due: number | undefined): void {
    if (due === undefined) this.#due.delete(id)
    else this.#due.set(id, due)
  }

  #named(device: Known, rules: readonly LiveRule[], changes: readonly Change[]): DeviceChange[] {
    return changes.flatMap((change) => {
      const rule = rules.find((one) => one.id === change.episode.ruleId)?.rule
      return rule ? [{ device, rule, change }] : []
    })
  }

  /** What must survive a restart: only devices with something begun. */
  stateOf(deviceId: string): Snapshot | undefined {
    const current = this.#tracks.get(deviceId)?.current
    return current && Object.values(current.rules).some((state) => state.since !== undefined || state.memory.since !== undefined)
      ? current
      : undefined
  }
}

/** Whether a rule looks at this device. */
export function watches(draft: RuleDraft, device: Pick<Known, 'id' | 'kind' | 'areaCode' | 'state'>): boolean {
  return (
    draft.kind === device.kind &&
    device.state === 'normal' &&
    (draft.area === undefined || device.areaCode.startsWith(draft.area)) &&
    (draft.devices === undefined || draft.devices.length === 0 || draft.devices.includes(device.id))
  )
}

/** Fields of a kind an expression may name. */
export const fieldsOf = (kind: string): string[] => kindOf(kind).fields.map((field) => field.key)

export const compileRule = (rule: StoredRule): LiveRule => ({
  id: rule.id,
  draft: rule.draft,
  judge: compileCondition(rule.draft.condition, fieldsOf(rule.draft.kind)),
  rule,
})
