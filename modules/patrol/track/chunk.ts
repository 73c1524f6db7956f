/** One place of a mover: whole seconds, since no satellite fix of a phone is finer. */
export interface TrackPoint {
  /** Epoch milliseconds. */
  readonly at: number
  readonly lng: number
  readonly lat: number
  /** Metres; 0 when the device did not say. */
  readonly accuracy: number
  /** The phone itself says the position is simulated: kept and flagged, never hidden. */
  readonly mocked: boolean
}

const VERSION = 1
/** A millionth of a degree is 0.11 m: finer than any fix. */
const SCALE = 1e6
const MAX_ACCURACY = 1_000_000

const zigzag = (n: number): number => (n < 0 ? -2 * n - 1 : 2 * n)
const unzigzag = (n: number): number => (n % 2 === 0 ? n / 2 : -(n + 1) / 2)

function writeVarint(out: number[], value: number): void {
  let left = value
  // Not bit shifts: epoch seconds and whole longitudes leave 32 bits behind.
  while (left >= 128) {
    out.push((left % 128) | 128)
    left = Math.floor(left / 128)
  }
  out.push(left)
}

interface Stand {
  at: number
  lng: number
  lat: number
}

function writePoints(out: number[], points: readonly TrackPoint[], from: Stand): Uint8Array {
  let before = from
  for (const point of points) {
    const now = { at: Math.round(point.at / 1000), lng: Math.round(point.lng * SCALE), lat: Math.round(point.lat * SCALE) }
    writeVarint(out, Math.max(0, now.at - before.at))
    writeVarint(out, zigzag(now.lng - before.lng))
    writeVarint(out, zigzag(now.lat - before.lat))
    writeVarint(out, Math.min(MAX_ACCURACY, Math.max(0, Math.round(point.accuracy))) * 2 + (point.mocked ? 1 : 0))
    before = now
  }
  return new Uint8Array(out)
}

/**
 * Packs points of one hour as deltas of seconds and millionths of a degree (stack.md §5: 3.5 bytes a point against 99.9 as rows).
 * @param points in order of time
 */
export function encodeChunk(points: readonly TrackPoint[]): Uint8Array {
  return writePoints([VERSION], points, { at: 0, lng: 0, lat: 0 })
}

/** Goes through a chunk, saying each point; where it stands in the end. */
function walkChunk(bytes: Uint8Array, say: (stand: Stand, quality: number) => void): Stand {
  if (bytes[0] !== VERSION) throw new Error(`track chunk of unknown version ${bytes[0]}`)
  let place = 1
  const read = (): number => {
    let value = 0
    let weight = 1
    for (;;) {
      const byte = bytes[place++]
      if (byte === undefined) throw new Error('track chunk cut short')
      value += (byte & 127) * weight
      if (byte < 128) return value
      weight *= 128
    }
  }
  const stand = { at: 0, lng: 0, lat: 0 }
  while (place < bytes.length) {
    stand.at += read()
    stand.lng += unzigzag(read())
    stand.lat += unzigzag(read())
    say(stand, read())
  }
  return stand
}

const pointOf = ({ at, lng, lat }: Stand, quality: number): TrackPoint => ({
  at: at * 1000,
  lng: lng / SCALE,
  lat: lat / SCALE,
  accuracy: Math.floor(quality / 2),
  mocked: quality % 2 === 1,
})

/**
 * Unpacks a chunk.
 * @throws Error for bytes of another version or cut short
 */
export function decodeChunk(bytes: Uint8Array): TrackPoint[] {
  const points: TrackPoint[] = []
  walkChunk(bytes, (stand, quality) => points.push(pointOf(stand, quality)))
  return points
}

/** The last point of a chunk; undefined for an empty one. @throws Error for bytes of another version or cut short */
export function lastOfChunk(bytes: Uint8Array): TrackPoint | undefined {
  let last = -1
  const stand = walkChunk(bytes, (_, quality) => (last = quality))
  return last < 0 ? undefined : pointOf(stand, last)
}

/**
 * A chunk with newer points behind it: what every minute of an hour does, without unpacking the hour.
 * @param last the chunk's last point, as `lastOfChunk` says
 */
export function lengthenChunk(bytes: Uint8Array, last: TrackPoint, points: readonly TrackPoint[]): Uint8Array {
  const tail = writePoints([], points, {
    at: Math.round(last.at / 1000),
    lng: Math.round(last.lng * SCALE),
    lat: Math.round(last.lat * SCALE),
  })
  const whole = new Uint8Array(bytes.length + tail.length)
  whole.set(bytes)
  whole.set(tail, bytes.length)
  return whole
}

/** Both lists in order of time, one point a second; the one already known wins, so that a repeated batch changes nothing. */
export function mergePoints(known: readonly TrackPoint[], added: readonly TrackPoint[]): TrackPoint[] {
  const bySecond = new Map<number, TrackPoint>()
  for (const point of [...known, ...added]) {
    const second = Math.round(point.at / 1000)
    if (!bySecond.has(second)) bySecond.set(second, { ...point, at: second * 1000 })
  }
  return [...bySecond.values()].sort((a, b) => a.at - b.at)
}
