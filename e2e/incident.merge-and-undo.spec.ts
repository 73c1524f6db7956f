import { expect, test } from '@playwright/test'
import { readIncident } from '#modules/incident/contract.ts'
import { fromMore, phoned, signInAt, unlike } from './desk.ts'
import { staffOf } from './town.ts'

test('a dispatcher merges two reports of one problem at the desk and undoes it', async ({ page, baseURL }) => {
  const dispatcher = await staffOf('paidan', baseURL)
  const words = unlike('听橹桥边一堆装修垃圾挡住人行道')
  const first = await phoned(dispatcher, words, { reporter: { phone: '15400019001', callBack: true } })
  const second = await phoned(dispatcher, `${words}，又有人来电话`, { reporter: { phone: '15400019002', callBack: true } })

  await signInAt(page, 'paidan')
  await page.goto(`/cases/${second.id}`)
  const candidate = page.getByRole('listitem').filter({ hasText: first.number })
  await candidate.getByRole('button', { name: /并/ }).click()
  const merge = page.getByRole('dialog')
  await expect(merge.getByText(first.number)).toBeVisible()
  await merge.getByRole('button', { name: '并案' }).click()
  await expect(page.getByText('已并单').first()).toBeVisible()
  expect((await dispatcher.call(readIncident, { params: { id: first.id } })).reporters).toHaveLength(2)

  await fromMore(page, '撤销并案')
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('撤销理由').fill('现场是两处，不是同一堆')
  await drawer.getByRole('button', { name: '撤销并案' }).click()
  await expect(page.getByText('待受理').first()).toBeVisible()
  expect((await dispatcher.call(readIncident, { params: { id: first.id } })).reporters).toHaveLength(1)
})
