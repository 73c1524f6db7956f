import { call } from '#platform/client/call.ts'
import type { SearchHit } from '#platform/client/desk-module.ts'
import { listDevices } from '../device-endpoints.ts'

/** Devices by name, key, component code or address. */
export async function findDevices(words: string, signal: AbortSignal): Promise<SearchHit[]> {
  const { rows } = await call(listDevices, { query: { q: words, limit: 6 } }, { signal })
  return rows.map(({ id, name, kindTitle, address, areaName }) => ({
    path: `/sensing/devices/${id}`,
    title: name,
    remark: [kindTitle, address || areaName].filter(Boolean).join(' · '),
  }))
}
