import { AxeBuilder } from '@axe-core/playwright'
import { type Page, expect, test } from '@playwright/test'
import { signInAt } from './desk.ts'

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}

test('302 matters by the computed ways: each count opens its list', async ({ page }) => {
  await signInAt(page, 'dating')
  await page.goto('/service/matters')
  const rows = page.locator('tbody tr.ant-table-row')
  const tab = (name: RegExp) => page.getByRole('tab', { name })
  await expect(page.getByText('今天在用 302 项')).toBeVisible()
  await expect(tab(/^网上办 168$/)).toBeVisible()
  await expect(tab(/^可帮代办 134$/)).toBeVisible()
  for (const [name, total, meeting] of [
    ['村（社区）级', 39, ''],
    ['最多跑一次', 93, 'one-visit'],
    ['不见面', 209, 'no-meeting'],
  ] as const) {
    await tab(new RegExp(`^${name} ${total}$`)).click()
    await expect(rows).toHaveCount(Math.min(total, 100))
    // The rest of a long list is counted where it comes from: drawing two hundred rows proves nothing more.
    let [found, after]: [number, string | undefined] = [0, '']
    while (meeting && after !== undefined) {
      const answer = await page.request.get(`/api/service/matters?meeting=${meeting}&limit=200${after && `&after=${after}`}`)
      const body = (await answer.json()) as { rows: object[]; next?: string }
      ;[found, after] = [found + body.rows.length, body.next]
    }
    if (meeting) expect(found).toBe(total)
  }
  // Ten rows are enough for axe: it reads every cell.
  await page.goto('/service/matters?q=食品经营')
  await expect(rows.first()).toContainText('食品经营许可')
  await expectAccessible(page)
})

test('the birth of a child is five matters from one form', async ({ page }) => {
  await signInAt(page, 'dating')
  await page.goto('/service/one-things/YJS-01')
  await page.getByRole('group', { name: '还没有办过生育登记吗？' }).getByText('否').click()
  const plan = page.getByRole('region', { name: '办理安排' })
  await expect(plan.getByRole('heading')).toHaveText('5 个事项')
  await expect(plan).toContainText('9 天')
  await expect(page.getByRole('region', { name: '合并表单' }).getByRole('row').filter({ hasText: 'baby.name' })).toContainText(
    '社会保障卡申领',
  )
})

test('a resident reads on a phone, without an account, what to bring and whether it can be done', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/p/#/guide')
  await page.getByLabel('想办什么事').fill('食品经营许可')
  await page.getByRole('link', { name: /^食品经营许可 示例/ }).click()
  await expect(page.getByRole('heading', { name: '要带什么' })).toBeVisible()
  await page.getByRole('group', { name: '经营场所在本镇吗？' }).getByText('否').click()
  await expect(page.getByText('请向经营场所所在地市场监管部门申请')).toBeVisible()
  await expectAccessible(page)
})
