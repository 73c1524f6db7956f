import { type Page, expect } from '@playwright/test'
import { locatePoint, readAreas } from '#core/area/contract.ts'
import { demoPassword, signIn } from '#core/org/contract.ts'
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

/** Opens a page signed in already: spares a story that is not about signing in the form and the home page, which may hold a living map. */
export async function openAs(page: Page, login: string, path: string): Promise<void> {
  const answer = await page.request.post(`/api${signIn.path}`, {
    headers: { 'x-requested-with': 'e2e' },
    data: { login, password: demoPassword },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  await page.goto(path)
  await expect(page.getByRole('navigation').first()).toBeVisible()
}

/** Chooses an action behind 更多 on the case page. */
export async function fromMore(page: Page, action: string): Promise<void> {
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

let told = 0
/** Words nobody else's story uses. */
export const unlike = (words: string): string => `${words}（${Date.now().toString(36)}${++told}）`

/** A report as the desk takes it by phone. */
export async function phoned(dispatcher: Staff, words: string, more: Partial<DeskReport> = {}): Promise<{ id: string; number: string }> {
  return dispatcher.call(reportIncident, {
    body: {
      actionId: newId(),
      description: words,
      channel: 'phone',
      address: '听橹桥东堍',
      classCode: 'E0102',
      place: [120.6412, 30.9705],
      ...more,
    },
  })
}

/** A point in the first grid of somebody's post. */
export async function insideMyGrid(staff: Staff): Promise<[number, number]> {
  const mine = staff.session.posts[0]?.areas[0] ?? ''
  const { areas } = await staff.call(readAreas, { query: {} })
  const area = areas.find((a) => a.code.startsWith(mine) && (a.tier === 'grid' || a.tier === 'micro'))
  const [west, south, east, north] = area?.bbox ?? [0, 0, 0, 0]
  for (let i = 1; i < 100; i++) {
    const point: [number, number] = [west + ((east - west) * ((i * 37) % 100)) / 100, south + ((north - south) * i) / 100]
    const located = await staff.call(locatePoint, { query: { lng: point[0], lat: point[1] } })
    if (located.grid?.code.startsWith(mine) || located.micro?.code.startsWith(mine)) return point
  }
  throw new Error(`no point found in ${mine}`)
}
