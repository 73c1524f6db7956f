import type { SentPoint } from './position.ts'
import type { TrackerQuery } from './vehicle.ts'

const KNOT = 0.514444
/** Roughly what one unit of horizontal dilution means for a phone's fix, metres. */
const METRES_PER_HDOP = 5

/** Epoch seconds, epoch milliseconds or ISO text; undefined for anything else. */
export function timeOf(text: string): Date | undefined {
  const number = Number(text)
  // Nine digits and more: any date since 1973 in seconds; thirteen: milliseconds.
  const at = /^\d{9,}(\.\d+)?$/u.test(text) ? new Date(number < 1e11 ? number * 1000 : number) : new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** One fix of the OsmAnd protocol (Traccar Client, GPSLogger) in our words: speed from knots, accuracy guessed from hdop where missing. */
export function fixOf(query: TrackerQuery, now: Date): SentPoint {
  const at = (query.timestamp === undefined ? undefined : timeOf(query.timestamp)) ?? now
  const accuracy = query.accuracy ?? (query.hdop === undefined ? undefined : query.hdop * METRES_PER_HDOP)
  return {
    at: at.toISOString(),
    place: [query.lon, query.lat],
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(query.speed === undefined ? {} : { speed: query.speed * KNOT }),
    ...(query.bearing === undefined ? {} : { heading: query.bearing }),
    mocked: query.mock === 'true' || query.mock === '1',
  }
}
