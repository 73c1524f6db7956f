import type { Platform } from '#platform/server/module.ts'
import type { RefusalReason } from '../../refusal.ts'

interface Counted {
  readonly town: string
  readonly source: string
  readonly deviceId: string | null
  readonly reason: RefusalReason
  count: number
  lastAt: number
  sample: string
}

/** Sources that are nobody we know: beyond so many between two writes they are counted together, or a flood of made-up ids would fill the table. */
const strangersMost = 500

// Control characters would break the page, and PostgreSQL takes no NUL.
// oxlint-disable-next-line no-control-regex -- that is what is looked for
const control = /[\u0000-\u001f\u007f\ufffd]/gu

/** Counts what is refused, by device or stranger, day and reason; written every second by whoever calls `write`. */
export class Refusals {
  readonly #counted = new Map<string, Counted>()
  #strangers = 0
  /** Since the process began. */
  total = 0

  /** @param who a device of ours or the name a stranger goes by (user name, address) */
  add(town: string, who: { readonly id: string } | string, reason: RefusalReason, sample: string, now: number): void {
    this.total++
    const stranger = typeof who === 'string'
    let source = stranger ? `stranger:${who.replaceAll(control, '').slice(0, 80)}` : `device:${who.id}`
    let key = `${town}/${source}/${reason}`
    if (stranger && !this.#counted.has(key)) {
      if (this.#strangers >= strangersMost) {
        source = 'stranger:*'
        key = `${town}/${source}/${reason}`
      } else this.#strangers++
    }
    const known = this.#counted.get(key)
    const text = sample.replaceAll(control, '').slice(0, 200)
    if (known) {
      known.count++
      known.lastAt = now
      known.sample = text
    } else this.#counted.set(key, { town, source, deviceId: stranger ? null : who.id, reason, count: 1, lastAt: now, sample: text })
  }

  /** Writes and forgets what was counted; on a failure it is counted again. */
  async write(platform: Platform): Promise<void> {
    if (this.#counted.size === 0) return
    const rows = [...this.#counted.values()]
    this.#counted.clear()
    this.#strangers = 0
    try {
      await platform.db.read.query(
        `insert into sensing.refusal as r (town, source, day, reason, device_id, count, last_at, sample)
         select t, s, (a at time zone 'Asia/Shanghai')::date, r, d, n, a, x
         from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::timestamptz[], $7::text[]) as u (t, s, r, d, n, a, x)
         on conflict (town, source, day, reason) do update set count = r.count + excluded.count, last_at = excluded.last_at, sample = excluded.sample`,
        [
          rows.map((r) => r.town),
          rows.map((r) => r.source),
          rows.map((r) => r.reason),
          rows.map((r) => r.deviceId),
          rows.map((r) => r.count),
          rows.map((r) => new Date(r.lastAt)),
          rows.map((r) => r.sample),
        ],
      )
    } catch (error) {
      for (const row of rows) this.#counted.set(`${row.town}/${row.source}/${row.reason}`, row)
      throw error
    }
  }
}
