import { expect, test } from '@playwright/test'
import {
  type CounterAct,
  actAtCounter,
  checkTidal,
  readDesk,
  readHall,
  readSetting,
  saveSetting,
  takeForSomebody,
} from '#modules/hall/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { signInAt } from './desk.ts'
import { staffOf } from './town.ts'

test('a surge opens a tidal window: advised to the named person, who opens it, serves and closes it', async ({ page, baseURL }) => {
  const lead = await staffOf('dating', baseURL)
  const clerk = await staffOf('chuangkou', baseURL)
  // The rule looks every five minutes and wants two looks; the story's town wants one, and no dwell.
  const before = await lead.call(readSetting, {})
  const tidal = { ...before.setting.tidal, openChecks: 1, dwell: 0 }
  const changed = await lead.call(saveSetting, { body: { seen: before.version, setting: { ...before.setting, tidal } } })
  const take = () => lead.call(takeForSomebody, { body: { actionId: newId(), domain: 'general' } })
  const look = () => lead.call(checkTidal, { body: { actionId: newId() } })
  const { counter: left } = await clerk.call(readDesk, {})
  const atLeft = (act: CounterAct) => clerk.call(actAtCounter, { params: { id: left!.id }, body: { actionId: newId(), act } })
  // What another story left at this clerk's window.
  if (left?.current) await atLeft({ kind: 'give-up' })
  if (left) await atLeft({ kind: 'close' })

  const { pool } = await lead.call(readHall, {})
  const surge: Awaited<ReturnType<typeof take>>[] = []
  for (let i = pool.waiting; i <= pool.open * 5 + 6; i++) surge.push(await take())

  await signInAt(page, 'chuangkou')
  await page.goto('/hall/call')
  await expect(page.getByText('您还没有开放窗口')).toBeVisible()
  await look()
  const advice = page.getByRole('status').filter({ hasText: '请开放 7 号潮汐窗口' })
  // By the live line: nobody reloads a panel.
  await expect(advice).toBeVisible()
  await expect(advice).toContainText('柳春燕')
  await expect(advice).toContainText('Erlang-C')
  await advice.getByRole('button', { name: '开放 7 号窗口' }).click()
  await expect(advice).toHaveCount(0)
  await expect(page.getByText('潮汐开放')).toBeVisible()
  // By keyboard: call, serve, finish.
  await page.keyboard.press('n')
  await expect(page.getByRole('button', { name: /开始办理/ })).toBeVisible()
  await page.keyboard.press('s')
  await expect(page.getByRole('button', { name: /^办结 / })).toBeVisible()
  await page.keyboard.press('f')
  await expect(page.getByRole('button', { name: /叫下一位/ })).toBeVisible()

  // The surge has gone home.
  for (const { id } of surge)
    await page.request.post(`/api/public/hall/tickets/${id}/leave`, { data: { actionId: newId() } }).catch(() => undefined)
  // When the rule advises closing needs its own half hour to pass: modules/hall/server/tidal.test.ts. Here the clerk closes it.
  await page.getByRole('button', { name: '关闭窗口' }).click()
  await expect(page.getByText('您还没有开放窗口')).toBeVisible()
  await lead.call(saveSetting, { body: { seen: changed.version, setting: before.setting } })
})
