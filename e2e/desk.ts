import { type Page, expect } from '@playwright/test'
import { demoPassword } from '#core/org/contract.ts'
import type { DeskReport } from '#modules/incident/contract.ts'
import { reportIncident } from '#modules/incident/contract.ts'
import { newId } from '#platform/contract/id.ts'
import type { Staff } from './town.ts'

/** Signs a demo account in on the page itself, through the form. */
export async function signInAt(page: Page, login: string): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox', { name: '账号' }).fill(login)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('navigation').first()).toBeVisible()
}

let told = 0
/** Words nobody else's story uses. */
export const unlike = (words: string): string => `${words}（${Date.now().toString(36)}${++told}）`

/** A report as the desk takes it by phone. */
export async function phoned(dispatcher: Staff, words: string, more: Partial<DeskReport> = {}): Promise<{ id: string; number: string }> {
  return dispatcher.call(reportIncident, {
    body: { actionId: newId(), description: words, channel: 'phone', address: '听橹桥东堍', classCode: 'E0102', place: [120.6412, 30.9705], ...more },
  })
}
