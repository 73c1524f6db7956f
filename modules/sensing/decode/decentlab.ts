/** A group of 16-bit words that one flag announces, and how it becomes numbers. */
interface Group {
  readonly words: number
  readonly read: (w: readonly number[]) => Record<string, number>
}

const battery: Group = { words: 1, read: ([a = 0]) => ({ batteryV: a / 1000 }) }

/** DL-MBX (ultrasonic level): distance mm, number of valid samples. */
const level: readonly Group[] = [{ words: 2, read: ([a = 0, b = 0]) => ({ distance: a, number_of_valid_samples: b }) }, battery]
/** DL-PR26 (pressure, level): bar over a 1-bar span in 1/32768 steps, temperature. */
const pressure: readonly Group[] = [
  { words: 2, read: ([a = 0, b = 0]) => ({ pressure: (a - 16_384) / 32_768, temperature: ((b - 384) / 64_000) * 200 - 50 }) },
  battery,
]

/**
 * Decentlab's binary uplink, version 2: version byte, device id, flags, then the words of each flagged group, all big-endian. The bytes do
 * not say which model sent them, so the ledger's model tells.
 * @returns undefined when the bytes are not of this protocol
 */
export function readDecentlab(bytes: Uint8Array, model: 'level' | 'pressure' = 'level'): Record<string, number> | undefined {
  if (bytes.length < 5 || bytes[0] !== 2) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const flags = view.getUint16(3)
  const values: Record<string, number> = {}
  let at = 5
  for (const [bit, group] of (model === 'level' ? level : pressure).entries()) {
    if (!(flags & (1 << bit))) continue
    if (at + group.words * 2 > bytes.length) return undefined
    Object.assign(values, group.read(Array.from({ length: group.words }, (_, i) => view.getUint16(at + i * 2))))
    at += group.words * 2
  }
  return values
}
