import { type Page, expect, test } from '@playwright/test'
import { readAreas } from '#core/area/contract.ts'
import { listPeople, orgTree } from '#core/org/contract.ts'
import { openAs, phoned, unlike } from './desk.ts'
import { staffOf } from './town.ts'

test.setTimeout(180_000)

/** Opens the search by its key, types, and waits for a hit of this group that says these words. */
async function searched(page: Page, words: string, group: string, said: string) {
  const box = page.getByRole('textbox', { name: '搜索' })
  // The one before is put away first: what is typed into a closing box is lost.
  await expect(box).toBeHidden()
  await page.locator('body').press('/')
  await expect(box).toBeFocused()
  await box.fill(words)
  const hit = page.getByRole('group', { name: group }).getByRole('option').filter({ hasText: said }).first()
  await expect(hit).toBeVisible()
  return hit
}

test('one search finds a case, a person, a unit and a grid, and opens each', async ({ page, baseURL }) => {
  const [dispatcher, admin] = [await staffOf('paidan', baseURL), await staffOf('sysadmin', baseURL)]
  const { id, number } = await phoned(dispatcher, unlike('河埠头台阶松动'))
  const { rows: units } = await dispatcher.call(orgTree, {})
  const { areas } = await dispatcher.call(readAreas, { query: {} })
  const { rows: people } = await admin.call(listPeople, { query: { limit: 20 } as never })
  const unit = units.find(({ kind }) => kind !== 'town')!
  const grid = areas.find(({ tier }) => tier === 'grid')!
  const person = people.find(({ name }) => name.length >= 2)!

  await openAs(page, 'paidan', '/plans')
  const own = await searched(page, number, '事件', number)
  await own.click()
  await expect(page).toHaveURL(new RegExp(`/cases/${id}`, 'u'))
  await expect(page.getByText(number).first()).toBeVisible()
  const found = await searched(page, grid.name, '网格与村（社区）', grid.name)
  await found.click()
  await expect(page).toHaveURL(/\/areas/u)

  // People and units are found by whoever may see the organisation.
  const other = await page
    .context()
    .browser()!
    .newContext({ ...(baseURL ? { baseURL } : {}), locale: 'zh-CN' })
  const office = await other.newPage()
  await openAs(office, 'sysadmin', '/')
  await (await searched(office, unit.name, '单位', unit.name)).click()
  await expect(office.getByText(unit.name).first()).toBeVisible()
  await (await searched(office, person.name, '人员', person.name)).click()
  await expect(office.getByText(person.name).first()).toBeVisible()
  // A case number is nobody's whose post sees no cases.
  await expect(office.getByRole('textbox', { name: '搜索' })).toBeHidden()
  await office.locator('body').press('/')
  await office.getByRole('textbox', { name: '搜索' }).fill(number)
  await expect(office.getByText('没有找到')).toBeVisible()
  await other.close()
})
