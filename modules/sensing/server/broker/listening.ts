import type { Platform } from '#platform/server/module.ts'

const beatMs = 5000
/** A pause shorter than this is a restart or a busy moment, not downtime. */
const pauseMs = 60_000

/**
 * Writes down when the platform listens: a device can only be silent while somebody would have heard it, so a stop of a day makes no device
 * offline and opens no maintenance. Any process with a door extends the same span; `sensing.listened` adds the spans up.
 */
export class Listening {
  readonly #platform: Platform
  #beatAt = -Infinity

  constructor(platform: Platform) {
    this.#platform = platform
  }

  /** Asked once a second, writes every five. */
  async beat(): Promise<void> {
    const now = this.#platform.now().getTime()
    if (Math.abs(now - this.#beatAt) < beatMs) return
    this.#beatAt = now
    await this.#platform.db.read.query(
      `with mine as (
         update sensing.listening l set to_at = greatest(l.to_at, $1) where l.town = '-'
           and l.from_at = (select max(from_at) from sensing.listening where town = '-' and from_at <= $1) and l.to_at > $2 returning 1)
       insert into sensing.listening (town, from_at, to_at) select '-', $1, $1 where not exists (select 1 from mine) on conflict do nothing`,
      [new Date(now), new Date(now - pauseMs)],
    )
  }
}
