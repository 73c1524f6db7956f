import { expect, test } from '@playwright/test'
import { usccCheckSymbol } from '#core/party/contract.ts'
import { listServiceCases, readServiceCase } from '#modules/service/contract.ts'
import { signInAt } from './desk.ts'
import { phonePhoto, staffOf } from './town.ts'

/** A credit code nobody else's story uses. */
function firmNumber(): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const tail = Array.from({ length: 9 }, (_, i) => alphabet[(Date.now() >> (i * 3)) & 15]).join('')
  const first = `91320509${tail}`
  return first + usccCheckSymbol(first)
}

test('a licence at the counter: one correction notice, a special procedure, an extension, every due day explained to the day', async ({
  page,
  baseURL,
}) => {
  const shop = `示例食铺${Date.now().toString(36)}`
  await signInAt(page, 'chuangkou')
  await page.goto('/service/accept')
  await page.getByRole('combobox', { name: '事项' }).fill('食品经营许可')
  await page.locator('.ant-select-item-option').filter({ hasText: 'SC-001' }).first().click()
  await page.getByText('企业法人').click()
  // As a reader or a QR code leaves it: name and number in one line.
  await page.getByLabel(/可扫码、读卡/).fill(`${shop}有限公司|${firmNumber()}`)
  await page.getByLabel('名称', { exact: true }).fill(`${shop}有限公司`)
  for (const box of await page.locator('.service-form').nth(1).getByRole('textbox').all()) await box.fill(shop)
  await page.getByRole('button', { name: '只收件' }).click()
  await expect(page.getByText('查询码（只显示这一次')).toBeVisible()
  await page.getByRole('button', { name: '去告知补正' }).click()
  await expect(page).toHaveURL(/\/cases\//)
  const id = page.url().split('/cases/')[1]!.split(/[?#]/)[0]!
  const [window, reviewer, decider, head] = await Promise.all(
    ['chuangkou', 'shenpi', 'shenpi2', 'shenpizhang'].map((login) => staffOf(login, baseURL)),
  )
  await window!.act(id, 'notify-correction', { more: '申请表没有签名' })
  const { materials } = await window!.call(readServiceCase, { params: { id } })
  await window!.act(id, 'resubmit', { changes: materials.map(({ key }) => ({ key, state: 'have' })) })
  await window!.act(id, 'accept')
  await reviewer!.act(id, 'start-special', { special: '检验', expected: '2030-01-01', words: '委托检验机构', told: true })
  await page.reload()
  await expect(page.getByText('申请表没有签名').first()).toBeVisible()
  await expect(page.getByText(/现正暂停（检验：委托检验机构）/).first()).toBeVisible()
  await reviewer!.act(id, 'end-special', { words: '合格' })
  await reviewer!.act(id, 'ask-extension', { reason: '检验报告需要复核', extensionDays: 10 })
  await head!.act(id, 'grant-extension', { reason: '同意' })
  await page.reload()
  await expect(page.getByText(/时限30个工作日（含延期10个工作日）.*当日不计/).first()).toBeVisible()
  await reviewer!.act(id, 'review', { opinion: 'granted', words: '符合条件' })
  await decider!.act(id, 'decide', { outcome: 'granted', words: '', told: false })
  const photo = await window!.upload(await phonePhoto(81))
  await window!.act(id, 'deliver', { way: 'counter', takenBy: '经办人', files: [photo] })
  await page.reload()
  for (const paper of ['收件凭证', '一次性告知补正通知书', '受理通知书', '特别程序告知书', '延长办理期限告知书', '决定书', '送达回证'])
    await expect(page.getByRole('link', { name: paper, exact: false }).first()).toBeVisible()
})

test('silence turned into acceptance: the clock of art. 32 accepted it by law, and the page says why', async ({ page, baseURL }) => {
  const window = await staffOf('chuangkou', baseURL)
  const found = async () => (await window.call(listServiceCases, { query: { limit: 100 } })).rows.find(({ deemed }) => deemed)
  await expect.poll(found, { timeout: 20_000 }).toBeDefined()
  const silent = (await found())!
  await signInAt(page, 'shenpi')
  await page.goto(`/cases/${silent.id}`)
  await expect(page.getByText('依法视为受理').first()).toBeVisible()
  await expect(page.getByText(/自收到申请材料之日（\d{4}-\d{2}-\d{2}）起即为受理/).first()).toBeVisible()
})
