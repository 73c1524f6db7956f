import { type BrowserContext, type CDPSession, type Page, chromium } from '@playwright/test'
import { demoPassword } from '#core/org/contract.ts'
import { CHROMIUM_ARGS, HOW_TO_GET_CHROMIUM, findChromium } from '../scripts/chromium.ts'
import { startOwnServer } from '../scripts/own-server.ts'
import { keepResult, percentile } from './machine.ts'
import { amounts, entries, pointsOf } from './map-layers.ts'

// The one map in a browser: an empty one beside one with 10,000 devices, 2,000 incidents, 400 walking people and 17 vehicles (synthetic,
// given in place of the server's layers). Frame gaps and the main thread's milliseconds a frame while it is dragged; first paint on
// loopback; the heap over an hour's updates of the movers, run as fast as the page takes them.
// `node bench/map.ts [--updates=900]`; BASE_URL names a running server, else one is started.

const updates = Number(process.argv.find((each) => each.startsWith('--updates='))?.slice(10) ?? '900')
const executablePath = findChromium()
if (executablePath === undefined) {
  console.log(HOW_TO_GET_CHROMIUM)
  process.exit(0)
}

const given = process.env['BASE_URL']
const server = given === undefined ? await startOwnServer() : undefined
const base = given ?? server!.url
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGS] })

let update = 0
/** A desk whose map has these layers; `fast` shortens the movers' four seconds. */
async function desk(loaded: boolean, fast: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const headers = { 'x-requested-with': 'sihe' }
  await context.request.post(`${base}/api/session`, { data: { login: 'paidan', password: demoPassword }, headers })
  const { bounds } = (await (await context.request.get(`${base}/api/map/ground`)).json()) as { bounds: number[] }
  await context.route(/\/api\/map\/layers(?:\?|$)/u, (route) =>
    route.fulfill({ json: { at: new Date().toISOString(), layers: loaded ? entries() : [], nearby: [] } }),
  )
  await context.route(/\/api\/map\/layers\/bench\./u, (route) => {
    const key = new URL(route.request().url()).pathname.split('/').at(-1) ?? ''
    return route.fulfill({ json: pointsOf(key, ++update, bounds) })
  })
  if (fast)
    await context.addInitScript(() => {
      // The movers are asked for again after 4 s; here as soon as the page has drawn the last answer.
      const slow = { timeout: window.setTimeout.bind(window), interval: window.setInterval.bind(window) }
      const quick = (ms: number | undefined): number => (ms !== undefined && ms >= 3_000 && ms <= 5_000 ? 60 : (ms ?? 0))
      window.setTimeout = ((run: () => void, ms?: number) => slow.timeout(run, quick(ms))) as typeof window.setTimeout
      window.setInterval = ((run: () => void, ms?: number) => slow.interval(run, quick(ms))) as typeof window.setInterval
    })
  return context
}

async function open(context: BrowserContext, query = ''): Promise<{ page: Page; painted: number; ready: number }> {
  const page = await context.newPage()
  await page.goto(`${base}/map${query}`)
  await page.locator('[data-ready=true]').waitFor({ timeout: 120_000 })
  const ready = await page.evaluate(() => performance.now())
  await page.locator('[data-painted=true]').waitFor({ timeout: 120_000 })
  const painted = await page.evaluate(() => performance.getEntriesByName('sihe:map-painted')[0]?.startTime ?? 0)
  return { page, painted: Math.round(painted), ready: Math.round(ready) }
}

async function metric(cdp: CDPSession, name: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find((each) => each.name === name)?.value ?? 0
}

/** Drags the map to and fro for some seconds; the gaps between frames and what the main thread worked in each. */
async function drag(page: Page, seconds: number) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  await page.evaluate(() => {
    const gaps: number[] = []
    let last = performance.now()
    const frame = (now: number): void => {
      gaps.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    Object.assign(window, { gaps })
  })
  const [task, script] = [await metric(cdp, 'TaskDuration'), await metric(cdp, 'ScriptDuration')]
  await page.mouse.move(760, 420)
  await page.mouse.down()
  const end = Date.now() + seconds * 1_000
  for (let i = 0; Date.now() < end; i++) await page.mouse.move(760 + 180 * Math.sin(i / 12), 420 + 110 * Math.cos(i / 9))
  await page.mouse.up()
  const busy = (await metric(cdp, 'TaskDuration')) - task
  const ran = (await metric(cdp, 'ScriptDuration')) - script
  const gaps = await page.evaluate(() => (Reflect.get(window, 'gaps') as number[]).slice(2))
  return {
    frames: gaps.length,
    fps: Math.round((gaps.length / seconds) * 10) / 10,
    gapMsMedian: percentile(gaps, 0.5),
    gapMsP95: percentile(gaps, 0.95),
    mainThreadMsPerFrame: Math.round((busy / gaps.length) * 10_000) / 10,
    scriptMsPerFrame: Math.round((ran / gaps.length) * 10_000) / 10,
  }
}

async function run(loaded: boolean) {
  const context = await desk(loaded, false)
  // The first visit fills the browser's cache, as on a dispatcher's machine; the second is measured.
  const first = await open(context, '?still=1')
  await first.page.close()
  const { page, painted, ready } = await open(context, '?still=1')
  await page.waitForFunction((wanted) => document.querySelectorAll('[data-layer] .map-legend').length >= wanted, loaded ? 4 : 0, {
    timeout: 120_000,
  })
  await page.waitForTimeout(3_000)
  const dragged = await drag(page, 20)
  await context.close()
  return { firstVisit: { readyMs: first.ready, paintedMs: first.painted }, readyMs: ready, paintedMs: painted, ...dragged }
}

async function heap() {
  const context = await desk(true, true)
  update = 0
  const { page } = await open(context)
  const cdp = await page.context().newCDPSession(page)
  const used = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage')
    const { usedSize } = await cdp.send('Runtime.getHeapUsage')
    return Math.round(usedSize / 1e5) / 10
  }
  const wanted = updates * 2
  const seen: { updates: number; heapMb: number; domNodes: number }[] = []
  const began = Date.now()
  for (let next = 0; next <= wanted; next += wanted / 10) {
    while (update < next && Date.now() - began < 240_000) await page.waitForTimeout(250)
    const { nodes } = await cdp.send('Memory.getDOMCounters')
    seen.push({ updates: update, heapMb: await used(), domNodes: nodes })
    if (Date.now() - began >= 240_000) break
  }
  await context.close()
  return { secondsRun: Math.round((Date.now() - began) / 1_000), asMinutes: Math.round(((update / 2) * 4) / 60), heap: seen }
}

try {
  const empty = await run(false)
  const full = await run(true)
  const memory = await heap()
  keepResult('map', {
    unit: 'ms; software-rendered WebGL (SwiftShader), 1366 × 768',
    load: amounts,
    empty,
    full,
    fullAgainstEmpty: {
      gapMedian: Math.round((full.gapMsMedian / empty.gapMsMedian) * 100) / 100,
      mainThread: Math.round((full.mainThreadMsPerFrame / empty.mainThreadMsPerFrame) * 100) / 100,
    },
    memory,
    aims: { mainThreadMsPerFrame: 20, paintedMs: 1_500 },
  })
} finally {
  await browser.close()
  await server?.stop()
}
