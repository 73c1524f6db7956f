import { type Page, expect, test } from '@playwright/test'
import { listMapLayers, readMapLayer, unpackPoints } from '#modules/dispatch/contract.ts'
import { phoned, signInAt, unlike } from './desk.ts'
import { staffOf } from './town.ts'

const grade = 'incident.grade'
// Software WebGL on a busy machine draws a frame a second.
test.setTimeout(240_000)

async function openMap(page: Page, query = ''): Promise<void> {
  await page.goto(`/map?still=1${query}`)
  await expect(page.locator('[data-painted=true]')).toBeVisible({ timeout: 60_000 })
}

const layer = (page: Page, key: string) => page.locator(`[data-layer="${key}"]`)
const numberIn = (text: string | null): number => Number((text ?? '').replaceAll(/\D/gu, ''))

/** The middle of the map, where a place flown to lies. */
async function middle(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('.maplibregl-canvas').boundingBox()
  if (!box) throw new Error('no map on the page')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

test('layers count what they show; a legend line hides its own; the address keeps it', async ({ page, baseURL }) => {
  const staff = await staffOf('paidan', baseURL)
  await signInAt(page, 'paidan')
  await openMap(page)
  const { layers } = await staff.call(listMapLayers, {})
  const incidents = layers.find(({ key }) => key === grade)!
  const all = Object.values(incidents.byKind).reduce((sum, n) => sum + n, 0)
  await expect(async () => {
    const shown = numberIn(await layer(page, grade).locator('[data-count]').textContent())
    // The town goes on living while the story runs.
    expect(Math.abs(shown - all)).toBeLessThan(20)
  }).toPass()
  const line = layer(page, grade).locator('[data-kind="III"]')
  await line.click()
  await expect(line).toHaveAttribute('aria-pressed', 'false')
  await expect(page).toHaveURL(/off=incident\.grade/u)
  await page.reload()
  await expect(layer(page, grade).locator('[data-kind="III"]')).toHaveAttribute('aria-pressed', 'false')
})

test('a number typed flies there; a click on the thing opens its card, the card its page', async ({ page, baseURL }) => {
  const staff = await staffOf('paidan', baseURL)
  const words = unlike('听橹桥栏杆断了一根')
  const { id, number } = await phoned(staff, words, { place: [120.6301, 30.9611] })
  await signInAt(page, 'paidan')
  await openMap(page)
  await page.getByLabel('在地图上查找').fill(number)
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: words.slice(0, 8) })
    .first()
    .click()
  const card = page.locator('.map-card')
  await expect(card.getByText(number)).toBeVisible()
  await page.getByRole('button', { name: '关闭卡片' }).click()
  await expect(card).toHaveCount(0)
  // The map may still be drawing what it flew to.
  await expect(async () => {
    const { x, y } = await middle(page)
    await page.mouse.click(x, y)
    await expect(card.getByText(number)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 40_000 })
  await card.getByRole('link', { name: '打开详情' }).click()
  await expect(page).toHaveURL(new RegExp(`/cases/${id}`, 'u'))
})

test('the slider shows the town of ten days ago, plays on, and comes back to now', async ({ page, baseURL }) => {
  const staff = await staffOf('paidan', baseURL)
  const at = new Date(Date.now() - 10 * 86_400_000).toISOString()
  const then = await staff.call(readMapLayer, { params: { key: grade }, query: { at, limit: 0 } })
  await signInAt(page, 'paidan')
  await openMap(page, `&at=${encodeURIComponent(at)}`)
  await expect(page.getByText('的历史，图上不是现状')).toBeVisible()
  await expect(async () => {
    expect(numberIn(await layer(page, grade).locator('[data-count]').textContent())).toBe(
      Object.values(then.byKind).reduce((sum, n) => sum + n, 0),
    )
  }).toPass()
  await page.getByRole('button', { name: '播放历史' }).click()
  await expect.poll(() => new URL(page.url()).searchParams.get('at') ?? '', { timeout: 30_000 }).not.toBe(at)
  await page.getByRole('button', { name: '暂停' }).click()
  await page.getByRole('button', { name: '回到现在' }).click()
  await expect(page.getByText('的历史，图上不是现状')).toHaveCount(0)
})

test('a drawn polygon lists exactly what lies in it, and all of it is handed out at once', async ({ page, baseURL }) => {
  const staff = await staffOf('paidan', baseURL)
  await signInAt(page, 'paidan')
  await openMap(page, `&on=${grade}`)
  await page.getByRole('button', { name: '圈选' }).click()
  const { x, y } = await middle(page)
  for (const [dx, dy] of [
    [-140, -120],
    [150, -100],
    [130, 140],
    [-120, 110],
  ] as const) {
    await page.mouse.click(x + dx, y + dy)
  }
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/map/inside'))
  await page.getByRole('button', { name: '完成' }).click()
  const { ring, layers } = (await asked).postDataJSON() as { ring: [number, number][]; layers: { key: string }[] }
  expect([ring.length, layers]).toEqual([4, [{ key: grade }]])
  const panel = page.locator('.map-inside')
  await expect(panel.locator('[data-total]')).not.toBeEmpty()
  const total = numberIn(await panel.locator('[data-total]').textContent())
  expect(total).toBeGreaterThan(0)
  expect(await panel.locator('.map-rows li').count()).toBe(total)
  const { points } = await staff.call(readMapLayer, { params: { key: grade } })
  const inside = unpackPoints(points).filter(({ at: [px, py] }) => {
    const turns = ring.map(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]!
      return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax))
    })
    return new Set(turns).size === 1
  })
  // The corners make a convex ring; a report or two may have come or gone meanwhile.
  expect(Math.abs(inside.length - total)).toBeLessThanOrEqual(3)
  await panel.locator('.map-rows button').first().click()
  await expect(page).toHaveURL(/pick=incident\.grade/u)
  // Act on all of it: whoever answers for these grids is shown first, then each is asked, and the board waits for each.
  await panel.getByRole('button', { name: '交办' }).click()
  const form = page.getByRole('dialog')
  const send = form.getByRole('button', { name: /^下达给 \d+ 个接收人/u })
  await expect(send).toBeEnabled()
  const people = numberIn(await send.textContent())
  expect(await form.locator('.order-receivers li').count()).toBe(people)
  await form.getByLabel('做什么').fill('逐件复核现场情况')
  await form.getByLabel('要求').fill('到现场看一遍，拍照回报')
  await send.click()
  await expect(page).toHaveURL(/\/orders\//u)
  await expect(page.locator('.board-tile')).toHaveCount(people)
  await expect(page.getByText(`等待 ${people}`)).toBeVisible()
  // Told in vain is told back: nobody of the demo town goes out for a story.
  await page.getByRole('button', { name: `撤回未完成的 ${people} 项` }).click()
  await page.getByLabel('理由（接收人看得到）').fill('演示结束')
  await page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click()
  await expect(page.locator('.board-tile').filter({ hasText: '已撤回' })).toHaveCount(people)
})
