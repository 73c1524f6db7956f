import { mkdtempSync, rmSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { demoPassword } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.ts'
import { keepResult } from './machine.ts'
import { startProgram } from './program.ts'

// A day of the wall in some minutes: the browser's clock is ours and runs ahead a minute at a time, so that every timer of the page fires as often as
// in a day (figures each half minute, the map each ten seconds, the clock each second, the theme by its round), with real answers of a real server and
// now and then a new report. The heap is read after a forced collection.
//   node bench/screen.ts [--hours=24] [--budget=1800] [--url=http://localhost:3000]   (pages must be built: npm run build)

const argument = (name: string, otherwise: string): string =>
  process.argv.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise
const hours = Number(argument('hours', '24'))
const minutes = Math.round(hours * 60)
/** Seconds after which it ends where it is and says how far it came. */
const budget = Number(argument('budget', '1800'))
const given = argument('url', '')

const folder = mkdtempSync(join(tmpdir(), 'sihe-screen-'))
chmodSync(folder, 0o755) // PostgreSQL runs as another user when started by root
const program = given ? undefined : await startProgram({ DATA_DIR: folder, TOWN: 'demo', SIMULATOR: 'off' })
const base = given || `http://127.0.0.1:${program?.port}`
const executablePath = findChromium()
const browser = await chromium.launch({ args: [...CHROMIUM_ARGS, '--js-flags=--expose-gc'], ...(executablePath ? { executablePath } : {}) })
try {
  const desk = await browser.newContext({ baseURL: base, extraHTTPHeaders: { 'x-requested-with': 'bench' } })
  const ask = async (method: string, path: string, data?: object): Promise<Record<string, unknown>> =>
    (await desk.request.fetch(`/api${path}`, { method, ...(data ? { data } : {}) })).json()
  await ask('POST', '/session', { login: 'zhiban', password: demoPassword })
  const before = await ask('GET', '/screen/settings')
  await ask('PUT', '/screen/settings', { seen: before['version'], setting: { ...(before['setting'] as object), rotateSeconds: 60 } })
  const { path } = await ask('POST', '/screen/displays', { name: '一天的大屏' })
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  let answers = 0
  page.on('response', (response) => void (response.url().includes('/api/screen') && answers++))
  await page.clock.install({ time: new Date() })
  await page.goto(String(path))
  await page.clock.runFor(5_000)
  await page.getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 })
  await page.clock.runFor(10_000)
  await delay(10_000)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable')
  const measure = async (minute: number) => {
    await devtools.send('HeapProfiler.collectGarbage')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
    return {
      hour: Math.round(minute / 6) / 10,
      heapMb: Math.round(of('JSHeapUsedSize') / 2 ** 20),
      nodes: of('Nodes'),
      listeners: of('JSEventListeners'),
      answers,
    }
  }
  const course = [await measure(0)]
  const begun = performance.now()
  let minute = 0
  while (minute < minutes && performance.now() - begun < budget * 1000) {
    minute++
    await page.clock.runFor(60_000)
    // About as many reports as a town has in a day.
    if (minute % 12 === 0)
      await ask('POST', '/incidents', {
        actionId: newId(),
        description: `路灯不亮 ${minute}`,
        channel: 'phone',
        classCode: 'B0118',
        grade: minute % 5 === 0 ? 'II' : 'III',
        place: [120.63 + (minute % 40) / 2000, 30.97],
      })
    // Answers are on their way in real time.
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => undefined)
    if (minute % Math.max(1, Math.min(60, Math.round(minutes / 12))) === 0) course.push(await measure(minute))
  }
  if (course.at(-1)?.hour !== Math.round(minute / 6) / 10) course.push(await measure(minute))
  keepResult('screen', {
    unit: 'MB of JavaScript heap after a forced collection',
    hours: Math.round(minute / 6) / 10,
    tookSeconds: Math.round((performance.now() - begun) / 1000),
    course,
  })
  await ask('PUT', '/screen/settings', { seen: Number(before['version']) + 1, setting: before['setting'] as object })
} finally {
  await browser.close()
  await program?.stop()
  rmSync(folder, { recursive: true, force: true })
}
