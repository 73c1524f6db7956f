import AxeBuilder from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'
import { openPhone } from './phone.ts'
import { staffOf } from './town.ts'

const pages = [
  ...['/m/', '/m/notices', '/m/report', '/m/reports', '/m/scan', '/m/me', '/m/device', '/m/outbox', '/m/cases'],
  ...['/m/whistles', '/m/whistles/new', '/m/vehicle', '/m/looks'],
]

async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a[href], input:not([type=file]), select, textarea, summary, label.big')]
      .filter((one) => one.offsetParent !== null)
      .filter((one) => one.getBoundingClientRect().height < 47.5)
      .map((one) => `${one.tagName} ${one.textContent.slice(0, 20)} ${one.getBoundingClientRect().height}`),
  )
  expect(small, `${page.url()} has targets under 48 px`).toEqual([])
}

for (const size of [
  { width: 390, height: 844 },
  { width: 360, height: 640 },
])
  test(`every page at ${size.width} × ${size.height}: axe finds nothing serious, nothing sticks out, targets ≥ 48 px`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(180_000)
    const phone = await openPhone(browser, await staffOf('wangge', baseURL), { size })
    const { page } = phone
    // The smallest phone is looked at with the largest letters: whatever fits there fits with smaller ones.
    for (const simple of size.width === 360 ? [true] : [false, true]) {
      if (simple) {
        await page.goto('/m/me')
        await page.getByRole('switch').click()
      }
      for (const path of pages) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
        await fits(page)
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa']).analyze()
        expect(
          violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${path} ${v.id} ${v.nodes[0]?.html}`),
        ).toEqual([])
      }
    }
    await phone.context.close()
  })

test('the first load is at most 300 kB, and after installing it opens within 2 s on slow 3G', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Network.enable')
  let bytes = 0
  cdp.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength))
  await page.goto('/m/')
  await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
  const first = bytes
  expect(first).toBeLessThanOrEqual(300 * 1024)
  await context.close()

  const phone = await openPhone(browser, await staffOf('wangge', baseURL))
  const slow = await phone.context.newCDPSession(phone.page)
  await slow.send('Network.enable')
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  })
  const started = Date.now()
  await phone.page.goto('/m/', { waitUntil: 'commit' })
  await expect(phone.page.getByRole('heading', { name: /我的待办/ })).toBeVisible()
  const opened = Date.now() - started
  test
    .info()
    .annotations.push({ type: 'budget', description: `first load ${(first / 1024).toFixed(0)} kB, opens in ${opened} ms on slow 3G` })
  console.log(`first load ${(first / 1024).toFixed(0)} kB; installed, on slow 3G: ${opened} ms`)
  expect(opened).toBeLessThan(2_000)
  const manifest = (await (await phone.page.request.get('/m/manifest.webmanifest')).json()) as {
    start_url: string
    display: string
    icons: { sizes: string; purpose: string }[]
  }
  expect(manifest).toMatchObject({ start_url: '/m/', display: 'standalone' })
  expect(manifest.icons.map((i) => `${i.sizes} ${i.purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable'])
  await phone.context.close()
})
