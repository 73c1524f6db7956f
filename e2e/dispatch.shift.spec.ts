import { expect, test } from '@playwright/test'
import { markRead, readDutyNow, readHandover } from '#modules/dispatch/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { openAs, phoned, unlike } from './desk.ts'
import { staffOf } from './town.ts'

test.setTimeout(180_000)

test('a shift cannot be taken over until the urgent case is read', async ({ page, baseURL }) => {
  const watch = await staffOf('zhiban', baseURL)
  const dispatcher = await staffOf('paidan', baseURL)
  const words = unlike('居民楼闻到浓烈煤气味')
  const { id, number } = await phoned(dispatcher, words, { grade: 'I' })
  // The town lives on: an alarm may become another urgent case at any moment of the story, and is read as it comes.
  const readOthers = async (): Promise<number> => {
    const { urgent } = await watch.call(readHandover, {})
    const others = urgent.filter((one) => one.id !== id && one.readAt === undefined)
    for (const one of others) await watch.call(markRead, { body: { actionId: newId(), caseId: one.id } })
    return others.length
  }
  await readOthers()

  await openAs(page, 'zhiban', '/duty/handover')
  const take = page.getByRole('button', { name: /我已看过，接/u })
  const own = page.locator('.handover-unread').filter({ hasText: number })
  await expect(own).toBeVisible()
  await take.click()
  await expect(page.getByRole('alert')).toContainText(/还有 \d+ 件紧急事件没有看/u)
  expect((await watch.call(readDutyNow, {})).shift?.takenBy.id).not.toBe(watch.session.person.id)

  await own.click()
  const open = page.getByRole('dialog')
  await expect(open).toContainText(words.slice(0, 10))
  await expect(own).toHaveCount(0)
  await open.getByRole('button', { name: '关闭' }).click()
  await expect(open).toHaveCount(0)

  const reason = page.getByLabel(/请写明替班原因/u)
  if (await reason.isVisible()) await reason.fill('原值班长请假')
  await expect(async () => {
    await readOthers()
    if (await take.isVisible()) await take.click()
    await expect.poll(async () => (await watch.call(readDutyNow, {})).shift?.takenBy.id, { timeout: 4_000 }).toBe(watch.session.person.id)
  }).toPass({ timeout: 40_000 })
  await expect(take).toHaveCount(0)
})
