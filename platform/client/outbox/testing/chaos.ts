import { importKey } from '../seal.ts'
import { type DeviceStore, openDeviceStore } from '../device-store.ts'

/** What happens to one request on its way. */
export type Luck = 'fine' | 'lost' | 'answer-lost' | 'twice' | 'busy' | 'cut'

export interface Line {
  /** The luck of the next requests, in order; afterwards `otherwise`. */
  luck: Luck[]
  otherwise: () => Luck
  requests: number
  restore(): void
}

/** Puts a bad line between `fetch` and a real server at `base` (`http://…/api`): the only thing here that is not real. */
export function badLine(base: string, headers: Record<string, string>): Line {
  const real = globalThis.fetch
  const line: Line = { luck: [], otherwise: () => 'fine', requests: 0, restore: () => void (globalThis.fetch = real) }
  globalThis.fetch = async (input, init = {}) => {
    line.requests++
    const address = String(input).replace(/^\/api/, base)
    const merged = { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } }
    const luck = line.luck.shift() ?? line.otherwise()
    if (luck === 'lost') throw new TypeError('Failed to fetch')
    if (luck === 'busy') return new Response('<html>502</html>', { status: 502 })
    if (luck === 'twice') await (await real(address, merged)).arrayBuffer()
    const answer = await real(address, merged)
    if (luck === 'answer-lost' || luck === 'cut') await answer.arrayBuffer()
    if (luck === 'answer-lost') throw new TypeError('Failed to fetch')
    // The head came, the rest did not.
    if (luck === 'cut') return new Response('{"have', { status: answer.status, headers: { date: answer.headers.get('date') ?? '' } })
    return answer
  }
  return line
}

let made = 0

/** A device of its own with a key of its own. */
export async function device(name = `device-${++made}`, key = 'ab'.repeat(32)): Promise<DeviceStore> {
  return openDeviceStore(name, await importKey(key))
}

/** Keeps a photo on the device as the camera does. */
export async function keepPhoto(store: DeviceStore, bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<void> {
  await store.db.files.put({ sha256, at: Date.now(), size: bytes.byteLength, sealed: await store.sealFile(bytes) })
}
