import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#core/org/contract.ts'
import { actorOf, machineActor } from '#core/org/server/index.ts'
import { type PanelData, listedBy } from '#platform/contract/panel.ts'
import { newId } from '#platform/contract/id.ts'
import { addressOf } from '#platform/server/test/app.ts'
import { actOnCase } from '#core/case/contract.ts'
import { queryOf } from '../desk/url-filter.ts'
import { reportIncident } from '../endpoints.ts'
import { incidentPanels } from './panels.ts'
import { ground, smallTown } from './testing/small-town.ts'

// The wall's promise: every number opens a list of exactly so many lines.

const town = await smallTown()
const now = () => town.platform.now()
const wall = machineActor(town.code, 'screen', '大屏', ['incident.case.read', 'incident.figures.read'])
const secret = { name: '欧阳不留名', phone: '13912345678', words: '住在东风新村9幢202室的慕容先生' }

async function load(key: string, actor: Actor = wall): Promise<PanelData> {
  const panel = incidentPanels.find((each) => each.key === key)
  if (!panel) throw new Error(`no panel ${key}`)
  return panel.load({ tx: town.platform.db.read, platform: town.platform, actor, now: now() })
}

/** How many lines the list behind an address has, read page by page as the desk asks for it. */
async function lengthOf(href: string): Promise<number> {
  const [path, search] = href.split('?')
  expect(path).toBe('/incidents')
  const query = queryOf(Object.fromEntries(new URLSearchParams(search)))
  let length = 0
  for (let after: string | undefined; ;) {
    const { status, body } = await town.as('watch').get(addressOf('/incidents', undefined, { ...query, limit: 50, after }))
    expect({ href, status }).toEqual({ href, status: 200 })
    const page = body as { rows: unknown[]; next?: string }
    length += page.rows.length
    if (!page.next) return length
    after = page.next
  }
}

const hrefsOf = (data: PanelData): { href: string; count: number }[] => {
  if (data.shape === 'figures' || data.shape === 'ranking') return data.lines.map((line) => ({ href: line.href, count: listedBy(line) }))
  return [{ href: data.href, count: data.total ?? 0 }]
}

const move = async (id: string, seat: Parameters<typeof town.as>[0], action: string, input: Record<string, unknown> = {}) =>
  town.as(seat).call(actOnCase, { params: { id }, body: { actionId: newId(), action, input } })

/** Reports of a random week: classes, grades, places, some confidential, some dispatched, some of them signed; then time passes. */
async function live(seed: number): Promise<void> {
  let state = seed
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!
  const start = Date.parse('2026-11-09T08:00:00+08:00')
  for (let i = 0; i < 30; i++) {
    town.setNow(new Date(start + i * 8 * 3_600_000))
    const { id } = await town.as('dispatcher').call(reportIncident, {
      body: {
        actionId: newId(),
        description: `${secret.words}反映第 ${i} 个问题`,
        title: `${secret.words}${i}`,
        address: secret.words,
        channel: pick(['phone', 'counter', 'police'] as const),
        classCode: pick(['E0102', 'B011401', 'E0101']),
        grade: pick(['I', 'II', 'III'] as const),
        place: pick([ground.west, ground.east]),
        confidential: next() < 0.15,
        reporter: { name: secret.name, phone: secret.phone },
      },
    })
    if (next() < 0.6) {
      await move(id, 'dispatcher', 'dispatch', { unit: pick([town.units.sanitation, town.units.municipal]) })
      if (next() < 0.5) await move(id, 'watch', 'escalate', { words: '请领导过问' }).catch(() => undefined)
    }
  }
}

beforeAll(() => live(7))

describe('panels of incidents', () => {
  test.each(incidentPanels.map(({ key }) => key))('every number of %s opens a list of that length', async (key) => {
    const data = await load(key)
    const hrefs = hrefsOf(data)
    if (key !== 'incident.hot-spots') expect(hrefs.length).toBeGreaterThan(0)
    for (const { href, count } of hrefs) expect({ href, count: await lengthOf(href) }).toEqual({ href, count })
  })

  test.each(incidentPanels.map(({ key }) => key))('%s names nobody', async (key) => {
    const text = JSON.stringify(await load(key))
    for (const word of [secret.name, secret.phone, '慕容', '202室', '测试', '13912']) expect(text).not.toContain(word)
  })

  test('count something here: the promise is not kept by being empty', async () => {
    const attention = await load('incident.attention')
    const units = await load('incident.overdue-units')
    const rows = await load('incident.urgent')
    expect(attention.shape === 'figures' && attention.lines.filter(({ value }) => value > 0).length).toBeGreaterThanOrEqual(4)
    expect(units.shape === 'ranking' && units.lines.map(({ label }) => label)).toEqual(expect.arrayContaining(['环卫所']))
    expect(rows.shape === 'rows' && rows.rows.length).toBe(8)
  })

  test('leave confidential cases out, whoever looks, and so do their lists', async () => {
    const { rows } = await town.asAdmin(
      `select count(*)::int as n from incident.incident where confidential and grade in ('I', 'II') and open`,
    )
    const all = await town.asAdmin(`select count(*)::int as n from incident.incident where grade in ('I', 'II') and open`)
    expect(rows[0].n).toBeGreaterThan(0)
    const post = await town.asAdmin('select post_id from org.appointment where person_id = $1', [town.people.watch])
    const watch = await actorOf(town.platform.db.read, town.platform, town.code, town.people.watch, String(post.rows[0].post_id), now())
    for (const actor of [wall, watch]) {
      const data = await load('incident.urgent', actor)
      expect(data.shape === 'rows' && data.total).toBe(all.rows[0].n - rows[0].n)
    }
  })

  test('a village counts its own ground only', async () => {
    const post = await town.asAdmin('select post_id from org.appointment where person_id = $1', [town.people.worker])
    const worker = await actorOf(town.platform.db.read, town.platform, town.code, town.people.worker, String(post.rows[0].post_id), now())
    const mine = await load('incident.steps', worker)
    const all = await load('incident.steps')
    const sum = (data: PanelData) => (data.shape === 'ranking' ? data.lines.reduce((total, { value }) => total + value, 0) : NaN)
    expect(sum(mine)).toBeLessThan(sum(all))
  })

  test('a hot spot is many more than usual, with the list of this week', async () => {
    // Two months of one a week, then six in a week.
    for (let week = 9; week >= 1; week--) {
      town.setNow(new Date(Date.parse('2027-03-01T10:00:00+08:00') - week * 7 * 86_400_000))
      await town.as('dispatcher').call(reportIncident, {
        body: { actionId: newId(), description: '路边有垃圾没人清', channel: 'phone', classCode: 'E0102', place: ground.west },
      })
    }
    for (let i = 0; i < 6; i++) {
      town.setNow(new Date(Date.parse('2027-03-01T10:00:00+08:00') + i * 60_000))
      await town.as('dispatcher').call(reportIncident, {
        body: { actionId: newId(), description: `垃圾成堆 ${i}`, channel: 'phone', classCode: 'E0102', place: ground.west },
      })
    }
    const data = await load('incident.hot-spots')
    if (data.shape !== 'ranking') throw new Error(data.shape)
    expect(data.lines).toHaveLength(1)
    expect(data.lines[0]).toMatchObject({ value: 6, usual: 1 })
    expect(data.lines[0]!.label).toContain('溪港村')
    expect(await lengthOf(data.lines[0]!.href)).toBe(6)
  })

  test('the curve stops at this hour and remembers the usual one', async () => {
    const data = await load('incident.day-curve')
    if (data.shape !== 'series') throw new Error(data.shape)
    expect(data.points.filter(({ value }) => value !== undefined)).toHaveLength(10)
    expect(data.points).toHaveLength(24)
    expect(data.total).toBe(6)
  })
})
