import { type Page, expect, test } from '@playwright/test'
import { type Area, dayAt, locatePoint, readAreas } from '#core/area/contract.ts'
import { readIncident } from '#modules/incident/contract.ts'
import { phoned, signInAt, unlike } from './desk.ts'
import { type Staff, staffOf } from './town.ts'

const today = dayAt(Date.now())
const yesterday = new Date(Date.now() - 86_400_000)

/** The last village with two grids nobody has redrawn today, and a place in the second of them. */
async function findGrids(staff: Staff): Promise<{ kept: Area; ended: Area; place: [number, number] }> {
  const { areas } = await staff.call(readAreas, { query: { tier: 'grid' } })
  const byVillage = Map.groupBy(
    areas.filter(({ validFrom }) => validFrom < today),
    ({ parent }) => parent,
  )
  const [kept, ended] = [...byVillage.values()].findLast((grids) => grids.length === 2) ?? []
  if (!kept || !ended) throw new Error('no village of the demo town has two grids left')
  const [west, south, east, north] = ended.bbox
  for (const [x, y] of [
    [0.5, 0.5],
    [0.4, 0.6],
    [0.6, 0.4],
    [0.3, 0.5],
    [0.7, 0.5],
    [0.5, 0.3],
    [0.5, 0.7],
  ] as const) {
    const place: [number, number] = [west + (east - west) * x, south + (north - south) * y]
    const located = await staff.call(locatePoint, { query: { lng: place[0], lat: place[1] } })
    if (located.grid?.code === ended.code) return { kept, ended, place }
  }
  throw new Error(`no place found in ${ended.name}`)
}

async function chooseInList(page: Page, area: Area): Promise<void> {
  const search = page.getByRole('searchbox', { name: '按名称或编码查找区域' })
  await search.fill(area.code)
  await page.locator('.area-found').getByRole('button', { name: area.name, exact: false }).first().click()
}

const gridOf = async (staff: Staff, id: string) =>
  (await staff.call(readIncident, { params: { id } })).areas.find(({ tier }) => tier === 'grid')?.code

test('a redrawn grid keeps yesterday’s incident in yesterday’s grid; a new report on the same spot gets the new one', async ({
  page,
  baseURL,
}) => {
  const dispatcher = await staffOf('paidan', baseURL)
  const { kept, ended, place } = await findGrids(dispatcher)
  const before = await phoned(dispatcher, unlike('河埠头边堆了装修垃圾'), { place, at: yesterday.toISOString() })
  expect(await gridOf(dispatcher, before.id)).toBe(ended.code)

  await signInAt(page, 'zhiban')
  await page.goto('/areas')
  await page.getByRole('button', { name: '编辑边界' }).click()
  await page.getByText('合并', { exact: true }).click()
  await chooseInList(page, kept)
  await chooseInList(page, ended)
  await page.getByRole('button', { name: '合并选中的 2 个' }).click()
  await expect(page.getByRole('region', { name: '本次改动' })).toContainText(ended.name)
  await page.getByLabel('生效日期').fill(today)
  await page.getByLabel('生效日期').press('Enter')
  await page.getByRole('button', { name: '保存为新版本' }).click()
  await expect(page.getByRole('button', { name: '编辑边界' })).toBeVisible()

  const after = await phoned(dispatcher, unlike('同一处又堆了装修垃圾'), { place })
  expect(await gridOf(dispatcher, after.id)).toBe(kept.code)
  expect(await gridOf(dispatcher, before.id)).toBe(ended.code)

  await page.goto(`/cases/${before.id}`)
  await expect(page.getByText(ended.name).first()).toBeVisible()
  await page.goto(`/cases/${after.id}`)
  await expect(page.getByText(kept.name).first()).toBeVisible()
  await expect(page.getByText(ended.name, { exact: true })).toHaveCount(0)

  // Both days can be looked at: the ended grid with its last day, and gone from then on.
  await page.goto(`/areas?code=${ended.code}&at=${dayAt(yesterday)}`)
  await expect(page.getByRole('article', { name: ended.name })).toContainText(`至 ${today} 前`)
  await page.goto(`/areas?code=${ended.code}`)
  await expect(page.getByText(`${today} 没有编码为 ${ended.code} 的区域`)).toBeVisible()
})
