import { type Browser, type BrowserContext, type Page, expect } from '@playwright/test'
import { readAreas } from '#core/area/contract.ts'
import { demoPassword } from '#core/org/contract.ts'
import type { Staff } from './town.ts'

/** A phone in somebody's hand. */
export interface Phone {
  readonly page: Page
  readonly context: BrowserContext
  /** [lng, lat] it stands at, well inside its own grid. */
  readonly at: readonly [number, number]
  stand(point: readonly [number, number], accuracy?: number): Promise<void>
  /** Cuts or restores the line; the app is not told, it must find out. */
  line(up: boolean): Promise<void>
}

export interface PhoneOptions {
  readonly denied?: boolean
  readonly size?: { readonly width: number; readonly height: number }
  /** Of the server; a browser a story starts itself does not know it. */
  readonly baseURL?: string | undefined
}

/** A point well inside the first micro-grid or grid of somebody's post: far from any border. */
export async function deepInside(staff: Staff): Promise<[number, number]> {
  const mine = staff.session.posts[0]?.areas[0] ?? ''
  const { areas } = await staff.call(readAreas, { query: {} })
  const micro = areas.filter((a) => a.code.startsWith(mine) && a.tier === 'micro')
  const area = micro[0] ?? areas.find((a) => a.code.startsWith(mine) && a.tier === 'grid') ?? areas[0]!
  const ring = area.geometry.type === 'Polygon' ? area.geometry.coordinates[0]! : area.geometry.coordinates[0]![0]!
  const [west, south, east, north] = area.bbox
  const inside = ([x, y]: readonly [number, number]): boolean =>
    ring.reduce((odd, [ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]!
      return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd
    }, false)
  // The point whose surroundings are inside too: a cross of some 25 metres.
  for (const arm of [0.00025, 0.00012, 0]) {
    for (let i = 1; i < 400; i++) {
      const at: [number, number] = [west + ((east - west) * ((i * 37) % 400)) / 400, south + ((north - south) * i) / 400]
      const cross: [number, number][] = [at, [at[0] + arm, at[1]], [at[0] - arm, at[1]], [at[0], at[1] + arm], [at[0], at[1] - arm]]
      if (cross.every(inside)) return at
    }
  }
  throw new Error(`no point inside ${area.name}`)
}

/** Signs in on the form of the phone app. */
export async function signInOnPhone(page: Page, login: string): Promise<void> {
  await page.goto('/m/')
  await page.getByLabel('账号').fill(login)
  await page.getByLabel('密码', { exact: true }).fill(demoPassword)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('navigation', { name: '主要页面' })).toBeVisible()
}

/** Everything a shift needs is on the device, and the app itself too. */
export async function packed(page: Page): Promise<void> {
  await page.getByRole('button', { name: '我的', exact: true }).click()
  await page.getByRole('button', { name: /手机里的资料/ }).click()
  await expect(page.getByText('还没有')).toHaveCount(0)
  await expect(page.getByText('刚刚更新').first()).toBeVisible()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.getByRole('button', { name: '返回' }).click()
  await page.getByRole('button', { name: '今天' }).click()
}

/** A phone of a demo account, signed in, its package and app on the device. */
export async function openPhone(
  browser: Browser,
  staff: Staff,
  { denied = false, size = { width: 390, height: 844 }, baseURL }: PhoneOptions = {},
): Promise<Phone> {
  const at = await deepInside(staff)
  const context = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    viewport: size,
    hasTouch: true,
    isMobile: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    permissions: denied ? [] : ['geolocation', 'camera'],
    geolocation: { longitude: at[0], latitude: at[1], accuracy: 8 },
  })
  const page = await context.newPage()
  await signInOnPhone(page, staff.session.person.login)
  await packed(page)
  return {
    page,
    context,
    at,
    stand: ([longitude, latitude], accuracy = 8) => context.setGeolocation({ longitude, latitude, accuracy }),
    line: (up) => context.setOffline(!up),
  }
}

/** Taps 上报 and gives the camera's photo: one touch, then the shutter. */
export async function shoot(page: Page, picture: Buffer): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '上报', exact: true }).click()])
  await chooser.setFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: picture })
  await expect(page.getByRole('img', { name: '拍照 1' })).toBeVisible()
}
