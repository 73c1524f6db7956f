import { expect, test } from '@playwright/test'
import { readCase } from '#core/case/contract.ts'
import { openAs, phoned, unlike } from './desk.ts'
import { staffOf } from './town.ts'

test.setTimeout(180_000)

test('several chosen, tried first, done at once; the one that cannot says why and is left alone', async ({ page, baseURL }) => {
  const dispatcher = await staffOf('paidan', baseURL)
  const handler = await staffOf('chuzhi', baseURL)
  const words = unlike('沿街橱窗张贴小广告')
  // Told apart far from one another: nobody should take them for one problem.
  const places: [number, number][] = [
    [120.6301, 30.9611],
    [120.6403, 30.9702],
    [120.6505, 30.9793],
  ]
  const cases = []
  for (const place of places) cases.push(await phoned(dispatcher, words, { place }))
  const [first, second, third] = cases as [(typeof cases)[0], (typeof cases)[0], (typeof cases)[0]]
  await dispatcher.act(third.id, 'dispatch', { unit: handler.unitId })

  await openAs(page, 'paidan', `/incidents?${new URLSearchParams({ q: words, state: 'all' }).toString()}`)
  for (const { number } of cases) await expect(page.getByText(number)).toBeVisible()
  await expect(page.locator('.incident-table .ant-table-row')).toHaveCount(3)
  await page.locator('.incident-table thead .ant-checkbox-input, .incident-table .ant-table-header .ant-checkbox-input').first().check()
  await page.getByRole('button', { name: '批量办理' }).click()

  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: /^受理/u }).click()
  await drawer.getByRole('button', { name: '预演' }).click()
  await expect(drawer.getByText('2 件可以受理，1 件不能，不能的不会办理')).toBeVisible()
  await expect(drawer.locator('.bulk-lines li').filter({ hasText: third.number })).toContainText('不能办：')
  await expect(drawer.locator('.bulk-lines li').filter({ hasText: first.number })).toContainText('待受理 → 待派单')
  // A trial is a trial: nothing has moved.
  expect((await dispatcher.call(readCase, { params: { id: first.id } })).card.step).toBe('acceptance')

  await drawer.getByRole('button', { name: '受理 2 件' }).click()
  await expect(drawer.getByText('已办 2 件')).toBeVisible()
  for (const { id } of [first, second]) expect((await dispatcher.call(readCase, { params: { id } })).card.step).toBe('dispatch')
  expect((await dispatcher.call(readCase, { params: { id: third.id } })).card.step).toBe('sign')
  await drawer.getByRole('button', { name: '完成' }).click()
  await expect(page.getByText('已选 3 件')).toHaveCount(0)
})
