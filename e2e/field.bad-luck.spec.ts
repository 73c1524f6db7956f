import { expect, test } from '@playwright/test'
import { listIncidents, readIncident } from '#modules/incident/contract.ts'
import { listNotices } from '#core/notice/contract.ts'
import { unlike } from './desk.ts'
import { openPhone, packed, signInOnPhone } from './phone.ts'
import { staffOf } from './town.ts'

test('no position and no camera: still a report, and it says so', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker, { denied: true })
  const { page } = phone
  const words = unlike('没有定位也能报')
  await page.goto('/m/report')
  await expect(page.getByText('没有定位权限').first()).toBeVisible()
  await page.getByLabel('发现了什么').fill(words)
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('在地图上指一下位置，或写清地址')
  await page.getByLabel('地址').fill('听橹桥西堍')
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByRole('heading', { name: '我的上报' })).toBeVisible()
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()
  const { rows } = await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })
  expect(rows[0]).toMatchObject({ address: '听橹桥西堍' })
  await phone.context.close()
})

test('another person signs in: nothing of the first is left to read, and the unsent still arrives', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker)
  const { page, context } = phone
  const words = unlike('只有本人能看')
  await phone.line(false)
  await page.goto('/m/report')
  await expect(page.getByText('±8 米')).toBeVisible()
  await page.getByLabel('发现了什么').fill(words)
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByText('等信号，会自动发送')).toBeVisible()
  await page.goto('/m/me')
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByText('还有 1 条没发到中心')).toBeVisible()
  await page.getByRole('button', { name: '仍然退出' }).click()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()

  // All that lies on the phone now, as somebody with the phone open on a bench would read it.
  const dump = await page.evaluate(async () => {
    const out: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done) => {
        const asking = indexedDB.open(name!)
        asking.onsuccess = () => done(asking.result)
      })
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((done) => {
          const asking = db.transaction(store).objectStore(store).getAll()
          asking.onsuccess = () => done(asking.result as unknown[])
        })
        out.push(`${name}/${store}:${rows.length}`)
        for (const row of rows)
          out.push(JSON.stringify(row, (_k, v: unknown) => (v instanceof ArrayBuffer ? new TextDecoder().decode(v) : v)))
      }
      db.close()
    }
    for (const name of await caches.keys()) if (name.startsWith('pictures')) out.push(`cache ${name}`)
    return out.join('\n')
  })
  expect(dump).not.toContain(words)
  expect(dump).not.toContain(worker.session.person.name)
  expect(dump).toContain('sihe-field/sessions:0')
  expect(dump).not.toContain('cache pictures')

  await phone.line(true)
  await signInOnPhone(page, 'chuzhi')
  await page.goto('/m/outbox')
  await expect(page.getByText('没有要发送的')).toBeVisible()
  await page.goto('/m/me')
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  expect((await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })).rows).toHaveLength(0)
  await signInOnPhone(page, 'wangge')
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()
  expect((await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })).rows).toHaveLength(1)
  await context.close()
})

test('a clock three hours fast: the bar says so and the case has the centre’s time', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker)
  await phone.page.close()
  const words = unlike('手机快三小时')
  const page = await phone.context.newPage()
  const fast = 3 * 3_600_000
  await page.addInitScript((by) => {
    const real = Date.now.bind(Date)
    Date.now = () => real() + by
  }, fast)
  await page.goto('/m/')
  await expect(page.getByText(/手机时间快了 3小时/)).toBeVisible()
  await phone.line(false)
  const began = Date.now()
  await page.goto('/m/report')
  await page.getByLabel('发现了什么').fill(words)
  await page.getByLabel('地址').or(page.getByText('±8 米')).first().waitFor()
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByText('等信号，会自动发送')).toBeVisible()
  await phone.line(true)
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()
  const { rows } = await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })
  expect(Math.abs(Date.parse(rows[0]!.openedAt) - began)).toBeLessThan(60_000)
  await phone.context.close()
})

test('the help button reaches the duty room with the position', async ({ browser, baseURL }) => {
  const [worker, watch] = [await staffOf('wangge', baseURL), await staffOf('zhiban', baseURL)]
  const phone = await openPhone(browser, worker)
  const { page } = phone
  await page.getByRole('button', { name: '求助' }).click()
  await page.getByRole('button', { name: '我有危险，马上呼叫' }).click()
  await expect(page.getByText('值班室已经收到')).toBeVisible()
  await expect
    .poll(async () => (await watch.call(listNotices, { query: {} })).rows.find((n) => n.kind === 'incident.help')?.urgent)
    .toBe(true)
  const notice = (await watch.call(listNotices, { query: {} })).rows.find((n) => n.kind === 'incident.help')!
  const seen = await watch.call(readIncident, { params: { id: notice.object!.replace('case:', '') } })
  expect(seen).toMatchObject({ grade: 'I' })
  expect(seen.place![0]).toBeCloseTo(phone.at[0], 4)
  await phone.context.close()
})

test('the session ends: work goes on, the password brings sending back', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker)
  const { page } = phone
  const words = unlike('登录过期也不丢')
  await phone.context.clearCookies()
  await page.goto('/m/report')
  await page.getByLabel('发现了什么').fill(words)
  await expect(page.getByText('±8 米')).toBeVisible()
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByRole('heading', { name: '我的上报' })).toBeVisible()
  await page.getByRole('button', { name: /登录已过期/ }).click()
  await page.getByLabel('密码', { exact: true }).fill('Sihe-2026-demo')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('dialog', { name: '重新登录' })).toBeHidden()
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()
  expect((await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })).rows).toHaveLength(1)
  await packed(page)
  await phone.context.close()
})
