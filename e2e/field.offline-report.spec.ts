import { expect, test } from '@playwright/test'
import { listIncidents, readIncident } from '#modules/incident/contract.ts'
import { unlike } from './desk.ts'
import { openPhone, shoot } from './phone.ts'
import { phonePhoto, staffOf } from './town.ts'

test('a lid reported in flight mode: one case, the right time, the photo, the place', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker)
  const { page } = phone
  const words = unlike('青石桥头井盖松动')
  await phone.line(false)

  const began = Date.now()
  await shoot(page, await phonePhoto(11)) // touch 1; the shutter is the phone's
  await page.getByLabel('发现了什么').fill(words) // touch 2, or the microphone
  await expect(page.getByText('±8 米')).toBeVisible()
  await page.getByRole('button', { name: '上报', exact: true }).click() // touch 3
  await expect(page.getByText('等信号，会自动发送')).toBeVisible()
  const took = Date.now() - began
  test.info().annotations.push({ type: 'report', description: `3 touches, ${(took / 1000).toFixed(1)} s with a robot's fingers` })
  expect(took).toBeLessThan(20_000)
  await expect(page.getByText(/没有信号/)).toBeVisible()

  // Closed and opened again without a line: it is still there.
  await page.reload()
  await expect(page.getByText('1 条等着发到中心')).toBeVisible()
  const before = Date.now()
  await phone.line(true)
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()

  const { rows } = await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })
  expect(rows).toHaveLength(1)
  const opened = Date.parse(rows[0]!.openedAt)
  expect(opened).toBeGreaterThan(began - 3_000)
  expect(opened).toBeLessThan(before)
  const seen = await dispatcher.call(readIncident, { params: { id: rows[0]!.id } })
  expect(seen.files).toHaveLength(1)
  expect(seen.accuracy).toBe(8)
  expect(seen.place![0]).toBeCloseTo(phone.at[0], 5)
  // What became of it, on the phone.
  await page.goto('/m/reports')
  await expect(page.getByRole('button', { name: new RegExp(words.slice(0, 8)) }).first()).toContainText('待受理', { timeout: 45_000 })
  await phone.context.close()
})

test('killed in the middle of an upload: exactly once', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker)
  const words = unlike('上传到一半被杀')
  let parts = 0
  // The line carries one part of the photo and then hangs: the app is killed while it waits.
  await phone.context.route('**/api/files/arriving/*?*', async (route) => {
    parts++
    if (parts === 1) await route.continue()
  })
  await shoot(phone.page, await noisyPhoto())
  await phone.page.getByLabel('发现了什么').fill(words)
  await phone.page.getByRole('button', { name: '上报', exact: true }).click()
  await expect.poll(() => parts).toBeGreaterThan(1)
  await phone.page.close()
  await phone.context.unrouteAll({ behavior: 'ignoreErrors' })

  const again = await phone.context.newPage()
  const sent: number[] = []
  again.on('request', (request) => {
    const from = new URL(request.url()).searchParams.get('from')
    if (request.url().includes('/files/arriving/') && from !== null) sent.push(Number(from))
  })
  await again.goto('/m/outbox')
  await expect(again.getByText('已送达')).toBeVisible({ timeout: 30_000 })
  // It went on where the first app stopped.
  expect(sent[0]).toBeGreaterThan(0)
  const { rows } = await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })
  expect(rows).toHaveLength(1)
  expect((await dispatcher.call(readIncident, { params: { id: rows[0]!.id } })).files).toHaveLength(1)
  await phone.context.close()
})

/** A photo whose shrunk picture is still several parts long. */
async function noisyPhoto(): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  return sharp({ create: { width: 1920, height: 1440, channels: 3, background: '#777', noise } })
    .jpeg({ quality: 90 })
    .toBuffer()
}
