import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { actOnCase, readTimeline } from '#core/case/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { listIncidents, readIncident, reportIncident } from '../contract.ts'
import { safeCell } from './export.ts'
import { smallTown } from './testing/small-town.ts'

const town = await smallTown()
const desk = town.as('dispatcher')
const hostile = new URL('../../../../shared/data/hostile/', import.meta.url)
const here = existsSync(hostile)
if (!here) console.log('跳过：没有 ../shared/data/hostile，恶意输入样本不在')

const draft = (description: string, more: object = {}) => ({
  actionId: newId(),
  description,
  channel: 'phone' as const,
  address: '听橹路 8 号',
  ...more,
})

/** A few that must always be tried, also in a clone without the samples. */
const own = [
  "'; drop table incident.incident; --",
  '<script>alert(1)</script>',
  '＝ＳＵＭ（１）',
  '田\u200b字\u202e倒',
  '𠮷野家👩‍👩‍👧',
  '../../etc/passwd',
  '${7*7}{{7*7}}',
  '\u0007\u001b[31m红',
  'null',
  'ﷺ'.repeat(20),
]

function naughty(): string[] {
  if (!here) return own
  const listed: unknown = JSON.parse(readFileSync(new URL('blns.json', hostile), 'utf8'))
  return [...own, ...(Array.isArray(listed) ? listed.filter((s): s is string => typeof s === 'string') : [])]
}

describe('words of people', () => {
  test('come back unchanged, or are refused with the field; none is lost in between', async () => {
    let kept = 0
    let refused = 0
    for (const words of naughty()) {
      const answer = await desk.post('/incidents', draft(words))
      if (answer.status === 422) {
        refused++
        expect(answer.body).toMatchObject({ code: 'platform.invalid' })
        expect([...words.trim()].length < 2 || words.includes('\u0000') || words.length > 4000, JSON.stringify([words, answer.body])).toBe(
          true,
        )
        continue
      }
      expect(answer.status, JSON.stringify(words)).toBe(200)
      const { id } = answer.body as { id: string }
      const seen = await desk.call(readIncident, { params: { id } })
      expect(seen.description).toBe(words.trim())
      kept++
    }
    expect(kept + refused).toBe(naughty().length)
    expect(kept).toBeGreaterThan(own.length - 1)
  })

  test('in an act and its timeline too', async () => {
    const { id } = await desk.call(reportIncident, { body: draft('井盖缺失') })
    for (const words of own) await desk.call(actOnCase, { params: { id }, body: { actionId: newId(), action: 'note', input: { words } } })
    const { acts } = await desk.call(readTimeline, { params: { id } })
    expect(acts.slice(1).map((a) => a.answers[0]!.text)).toEqual(own)
  })

  test('in a search they find nothing strange and break nothing', async () => {
    for (const q of [...own, '%', '_', '\\', "'", '"', '(', '*', 'SJ', 'SJ2026%']) {
      const page = await desk.get(`/incidents?${new URLSearchParams({ q, state: 'all' }).toString()}`)
      expect(page.status, q).toBe(200)
    }
    const one = await desk.call(listIncidents, { query: { q: '%', state: 'all', limit: 200 } })
    for (const { id } of one.rows) expect((await desk.call(readIncident, { params: { id } })).description).toContain('%')
    expect(one.rows.length).toBeGreaterThan(here ? 1 : -1)
  })

  test('a null character is refused with a way out, not a crash', async () => {
    const answer = await desk.post('/incidents', draft('井盖\u0000缺失'))
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ code: 'platform.invalid', way: expect.stringContaining('不可见字符') as string })
  })
})

describe('bodies', () => {
  test.skipIf(!here)('149 JSON texts: what must not parse is refused, nothing answers 500', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sihe-json-'))
    execFileSync('tar', ['xzf', new URL('json_parsing_a.tar.gz', hostile).pathname, '-C', folder])
    const files = readdirSync(join(folder, 'test_parsing'))
    for (const name of files) {
      const body = readFileSync(join(folder, 'test_parsing', name))
      const answer = await town.app.inject({
        method: 'POST',
        url: '/api/incidents',
        payload: body,
        headers: { 'content-type': 'application/json', 'x-given-actor': '0' },
      })
      expect(answer.statusCode, name).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode, name).toBeLessThan(500)
      expect(answer.headers['content-type'], name).toContain('application/problem+json')
    }
    rmSync(folder, { recursive: true })
    expect(files.length).toBeGreaterThan(100)
  })

  test('giant, deep, wrong and missing bodies get a clear Chinese problem', async () => {
    expect((await desk.post('/incidents', draft('大'.repeat(600_000)))).status).toBe(413)
    expect((await desk.post('/incidents', `${'['.repeat(50_000)}${']'.repeat(50_000)}`)).status).toBeLessThan(500)
    expect((await desk.post('/incidents', '{"__proto__":{"admin":true},"description":"x"}')).status).toBeLessThan(500)
    expect((await desk.post('/incidents', draft('x'))).body).toMatchObject({
      fields: [{ path: 'description', message: '情况至少写 2 个字' }],
    })
    expect((await desk.post('/incidents', { ...draft('有内容'), place: [999, 0] })).status).toBe(422)
    expect((await desk.post('/incidents', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  })

  test("another town's ids and made-up ids tell nothing", async () => {
    const { id } = await desk.call(reportIncident, { body: draft('邻镇看不到的事') })
    const stranger = town.request({
      town: '320599999',
      subject: 'person:x',
      permissions: new Set(['case.case.read', 'case.case.act', 'incident.case.read']),
      signedIn: true,
      kind: 'person',
      personId: newId(),
      name: '外人',
      postId: '',
      postTitle: '',
      unitId: newId(),
      unitIds: [],
      roles: ['dispatcher'],
      areas: ['320599999'],
      reach: new Map([['incident.case.read', ['town']]]),
    } as never)
    for (const path of [`/cases/${id}`, `/cases/${id}/timeline`, `/incidents/${id}`, `/cases/${newId()}`])
      expect((await stranger.get(path)).status, path).toBe(404)
    expect((await stranger.post(`/cases/${id}/acts`, { actionId: newId(), action: 'note', input: { words: '偷改' } })).status).toBe(404)
    expect((await desk.get('/cases/not-a-uuid')).status).toBe(422)
    expect((await desk.get('/incidents?after=broken')).status).toBe(422)
  })
})

test('a cell that a spreadsheet would run is disarmed on export', () => {
  const samples: unknown = here ? JSON.parse(readFileSync(new URL('csv_formula_cells_a.json', hostile), 'utf8')) : []
  const cells = Array.isArray(samples)
    ? samples.map((s: unknown) => (typeof s === 'string' ? s : String((s as { cell?: unknown }).cell ?? '')))
    : []
  for (const cell of ['=1+1', '+1', '-1', '@x', '\t=1', '|calc', ...cells.filter((c) => /^[=+\-@]/.test(c))])
    expect(String(safeCell(cell)).startsWith("'")).toBe(true)
  expect(safeCell('井盖')).toBe('井盖')
})
