import AxeBuilder from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'
import { readProgress, reportPublic } from '#modules/incident/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { phonePhoto, staffOf } from './town.ts'

/** Serious faults for people who see, hear or move less well; none is allowed. */
async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  expect(serious.map((v) => `${where}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
}

const isWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

async function visit(page: Page, number: string, code: string, axe: boolean): Promise<void> {
  const seen = async (where: string) => {
    if (axe) await expectAccessible(page, where)
    expect(await isWide(page), `${where} is wider than the screen`).toBe(false)
  }
  await page.goto('/p/')
  await expect(page.getByRole('button', { name: '道路设施' })).toBeVisible()
  await seen('report')
  await page.getByRole('button', { name: '提交' }).click()
  await expect(page.getByText('请写一两句话')).toBeVisible()
  await seen('faults')
  await page.goto(`/p/#/done/${number}/${code}`)
  await expect(page.getByRole('img', { name: '查进度的二维码' })).toBeVisible()
  await seen('receipt')
  await page.goto(`/p/#/q/${number}/${code}`)
  await expect(page.getByText('结果：已解决')).toBeVisible()
  await seen('progress')
  await page.goto('/p/#/q')
  await expect(page.getByLabel('受理号')).toBeVisible()
  await seen('find')
}

test('every page reads and fits on small phones and at a desk, in normal and in large type', async ({ page, baseURL }) => {
  test.setTimeout(180_000)
  const dispatcher = await staffOf('paidan', baseURL)
  const handler = await staffOf('chuzhi2', baseURL)
  const body = { actionId: newId(), description: '菜场北门垃圾没人清', address: '听橹路菜场', place: [120.641, 30.971] as [number, number] }
  const { id, number, code = '' } = await dispatcher.call(reportPublic, { body })
  await dispatcher.act(id, 'dispatch', { unit: handler.unitId, classCode: 'E0102' })
  await handler.act(id, 'sign')
  const [before, after] = [await handler.upload(await phonePhoto(8)), await handler.upload(await phonePhoto(9))]
  await handler.act(id, 'handle', { outcome: 'solved', measure: '已清运并冲洗地面', contacted: '现场', before: [before], after: [after] })
  await (await staffOf('hecha', baseURL)).act(id, 'verify', { passed: true, words: '干净' })
  for (const [width, height] of [
    [390, 844],
    [360, 640],
    [1280, 800],
  ] as const) {
    await page.setViewportSize({ width, height })
    await visit(page, number, code, width === 390)
    await page.getByRole('button', { name: '长者模式' }).click()
    await page.reload()
    // Remembered on this phone.
    await expect(page.getByRole('button', { name: '标准模式' })).toBeVisible()
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('24px')
    await visit(page, number, code, width === 390)
    await page.getByRole('button', { name: '标准模式' }).click()
  }
  expect((await dispatcher.call(readProgress, { params: { number }, query: { code } })).closed).toBe(true)
})

test('without WebGL the town is drawn, and a place can still be picked', async ({ page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null
  })
  await page.setViewportSize({ width: 360, height: 640 })
  await page.goto('/p/')
  await page.getByRole('button', { name: '在地图上选' }).click()
  await expect(page.getByRole('button', { name: '就选这里' })).toBeDisabled()
  await page.locator('.plain-map svg').click({ position: { x: 150, y: 200 } })
  await page.getByRole('button', { name: '放大' }).click()
  await page.getByRole('button', { name: '就选这里' }).click()
  await expect(page.getByText('已在地图上选好位置')).toBeVisible()
})

test('a wrong code says so and offers a way on', async ({ page }) => {
  await page.goto('/p/#/q/SJ2020010100001/AAAAAA')
  await expect(page.getByRole('alert')).toContainText('受理号或查询码不对')
  await page.getByRole('link', { name: '重新输入' }).click()
  await expect(page.getByLabel('受理号')).toHaveValue('SJ2020010100001')
})
