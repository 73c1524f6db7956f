import { expect, test } from '@playwright/test'
import { markRead, readDutyNow, readHandover } from '#modules/dispatch/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { phoned, signInAt, unlike } from './desk.ts'
import { staffOf } from './town.ts'

test.setTimeout(180_000)

test('a shift cannot be taken over until the urgent case is read', async ({ page, baseURL }) => {
  const watch = await staffOf('zhiban', baseURL)
  const dispatcher = await staffOf('paidan', baseURL)
  const words = unlike('居民楼闻到浓烈煤气味')
  const { id } = await phoned(dispatcher, words, { grade: 'I' })
  const { urgent } = await watch.call(readHandover, {})
  // Everything else was read; only this one was not.
  for (const one of urgent) if (one.id !== id) await watch.call(markRead, { body: { actionId: newId(), caseId: one.id } })

  await signInAt(page, 'zhiban')
  await page.goto('/duty/handover')
  await expect(page.getByText('还有 1 件没看')).toBeVisible()
  await page.getByRole('button', { name: /我已看过，接/u }).click()
  await expect(page.getByRole('alert')).toContainText('还有 1 件紧急事件没有看')

  await page.locator('.handover-unread').click()
  await expect(page.getByRole('dialog')).toContainText(words.slice(0, 10))
  await expect(page.getByText('✓ 都看过了')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const reason = page.getByLabel(/请写明替班原因/u)
  if (await reason.isVisible()) await reason.fill('原值班长请假')
  await page.getByRole('button', { name: /我已看过，接/u }).click()
  await expect(page.getByText(/^已接/u)).toBeVisible()
  const now = await watch.call(readDutyNow, {})
  expect(now.shift?.takenBy.id).toBe(watch.session.person.id)
})
