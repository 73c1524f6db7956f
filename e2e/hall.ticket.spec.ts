import AxeBuilder from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'
import { type CounterAct, actAtCounter, createHallDisplay, listSetups, readDesk } from '#modules/hall/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { unlike } from './desk.ts'
import { staffOf } from './town.ts'

async function expectAccessible(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  expect(serious.map((v) => `${where}: ${v.id} ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
}

test('a number is taken at the kiosk, called, shown and said on the hall screen, served, done', async ({ browser, page, baseURL }) => {
  const lead = await staffOf('dating', baseURL)
  const clerk = await staffOf('chuangkou', baseURL)
  const { rows } = await lead.call(listSetups, {})
  const stuck = rows.find(({ kind }) => kind === 'stuck')!
  const act = (act: CounterAct) => clerk.call(actAtCounter, { params: { id: stuck.id }, body: { actionId: newId(), act } })
  const desk = await clerk.call(readDesk, {})
  const { counter: left } = desk
  if (left) {
    const at = (act: CounterAct) => clerk.call(actAtCounter, { params: { id: left.id }, body: { actionId: newId(), act } })
    if (left.current) await at({ kind: 'give-up' })
    await at({ kind: 'close' })
  }
  // Somebody of the demo's morning may have it open; whoever leads the hall closes it.
  else if (!desk.closed.some(({ id }) => id === stuck.id))
    await lead.call(actAtCounter, { params: { id: stuck.id }, body: { actionId: newId(), act: { kind: 'close' } } })
  await act({ kind: 'open' })

  const { path } = await lead.call(createHallDisplay, { body: { name: unlike('大厅屏') } })
  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), viewport: { width: 1280, height: 720 }, locale: 'zh-CN' })
  const screen = await context.newPage()
  // What the screen would say: a machine without a loudspeaker has no voice.
  await screen.addInitScript(() => {
    const said: string[] = []
    Object.assign(window, { said })
    window.speechSynthesis.speak = (utterance) => void said.push(utterance.text)
  })
  await screen.goto(path)
  await expect(screen.getByRole('heading', { level: 1 })).toContainText('便民服务中心')
  await expect(screen.getByText('实时')).toBeVisible()

  await page.setViewportSize({ width: 1080, height: 1920 })
  await page.goto('/p/#/hall/kiosk')
  await expect(page.getByRole('button', { name: /办不成事/ })).toBeVisible()
  await expectAccessible(page, 'kiosk')
  await page.getByRole('button', { name: /办不成事/ }).click()
  const number = await page.locator('.kiosk-number').innerText()
  expect(number).toMatch(/^T\d{3,}$/)
  await expect(page.getByRole('img', { name: '看前面几人的二维码' })).toBeVisible()
  await expect(page.getByText('没有打印机也不要紧')).toBeVisible()
  await expectAccessible(page, 'number')

  let called = ''
  for (let i = 0; i < 5 && called !== number; i++) {
    called = (await act({ kind: 'next' })).counter?.current?.number ?? ''
    if (called !== number) await act({ kind: 'give-up' })
  }
  expect(called).toBe(number)
  await expect(screen.locator('.hs-first')).toContainText(number)
  await expect(screen.locator('.hs-first')).toContainText(String(stuck.number))
  await expect
    .poll(() => screen.evaluate(() => (window as Window & { said?: string[] }).said?.join('\n') ?? ''))
    .toContain(`请 T ${[...number.slice(1)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join(' ')} 号，到 ${stuck.number} 号窗口`)
  await expectAccessible(screen, 'hall screen')

  await act({ kind: 'serve' })
  const { counter } = await act({ kind: 'finish' })
  expect(counter?.current).toBeUndefined()
  await act({ kind: 'close' })
  await context.close()
})

test('on a phone: a number, how many before me, and giving it back', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/p/#/hall')
  await page.getByRole('button', { name: /企业开办/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/前面还有|下一个就是您/)
  await expectAccessible(page, 'ticket')
  expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(false)
  await page.getByRole('button', { name: '不等了' }).click()
  await page.getByRole('button', { name: '退掉这个号' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('这个号已作废')
})
