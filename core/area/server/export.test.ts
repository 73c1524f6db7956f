import { describe, expect, test } from 'vitest'
import { agreedAreas, draftAreas } from '../draft.ts'
import { readGeoJson } from '../read-geojson.ts'
import { sampleTown } from '../sample-town.ts'
import { areaTown } from './test/area-town.ts'
import { readCsvTable } from './read-table.ts'

const town = await areaTown()
const options = { crs: 'WGS84', validFrom: '2025-01-01' } as const

describe('an export', () => {
  test('read back is the town as it was', async () => {
    const { body, headers } = await town.as('worker').get('/areas/export?format=geojson&at=2026-01-01')
    expect(headers['content-disposition']).toContain('attachment')
    const reading = readGeoJson(typeof body === 'string' ? body : JSON.stringify(body))
    const back = reading.ok ? agreedAreas(draftAreas(reading.rows, options), new Set()) : []
    const byCode = (a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1)
    expect(back.sort(byCode)).toEqual(
      sampleTown()
        .map(({ id: _, ...rest }) => rest)
        .sort(byCode),
    )
  })

  test('of one tier in GCJ-02 as CSV holds that tier, moved', async () => {
    const { body } = await town.as('worker').get('/areas/export?format=csv&tier=grid&datum=GCJ02')
    const reading = readCsvTable(new TextEncoder().encode(body as string))
    const drafts = reading.ok ? draftAreas(reading.rows, { ...options, crs: 'GCJ02' }) : []
    expect(drafts.map(({ area }) => area?.tier)).toEqual(['grid', 'grid', 'grid', 'grid'])
    const grid = sampleTown().find(({ code }) => code === drafts[0]!.code)!
    expect(drafts[0]!.area!.bbox[0]).toBeCloseTo(grid.bbox[0], 8)
    expect(body).not.toContain(`${grid.bbox[0]} `)
  })

  test('before the borders began is empty, and leaves a trace', async () => {
    const { body } = await town.as('worker').get('/areas/export?format=geojson&at=2020-01-01')
    expect(JSON.parse(typeof body === 'string' ? body : JSON.stringify(body))).toMatchObject({ features: [] })
    const rows = await town.platform.db.read.query(`select 1 from platform.audit where kind = 'area.areas-exported'`)
    expect(rows.length).toBeGreaterThanOrEqual(1)
  })

  test.each(['format=dwg', 'format=csv&tier=moon', 'format=csv&at=tomorrow', ''])('refuses %j', async (query) => {
    expect((await town.as('worker').get(`/areas/export?${query}`)).status).toBe(422)
  })
})
