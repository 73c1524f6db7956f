import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Page, expect, test } from '@playwright/test'
import { locatePoint } from '#core/area/contract.ts'
import { readCase, readTimeline } from '#core/case/contract.ts'
import { readIncident } from '#modules/incident/contract.ts'
import { addDevice, issueSecret, listAlarms, readBroker } from '#modules/sensing/contract.ts'
import { newId } from '#platform/contract/id.ts'
import mqtt from 'mqtt'
import { insideMyGrid, signInAt } from './desk.ts'
import { type Staff, phonePhoto, staffOf } from './town.ts'

const run = promisify(execFile)

interface Lid {
  readonly id: string
  readonly key: string
  readonly secret: string
  readonly port: number
}

/** As an installer would try a lid: Debian's `mosquitto_pub`; where it is not installed, another client's library. */
async function say(lid: Lid, values: object): Promise<void> {
  const [topic, text] = [`sihe/${lid.key}/up`, JSON.stringify(values)]
  const words = ['-h', '127.0.0.1', '-p', String(lid.port), '-q', '1', '-u', lid.key, '-P', lid.secret, '-t', topic, '-m', text]
  try {
    await run('mosquitto_pub', words)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    const client = await mqtt.connectAsync({
      host: '127.0.0.1',
      port: lid.port,
      username: lid.key,
      password: lid.secret,
      reconnectPeriod: 0,
    })
    await client.publishAsync(topic, text, { qos: 1 })
    await client.endAsync()
  }
}

async function installLid(watch: Staff, place: [number, number]): Promise<Lid> {
  const broker = await watch.call(readBroker, {})
  expect(broker.running, broker.trouble ?? 'MQTT').toBe(true)
  const key = `E2E-${Date.now().toString(36)}`
  const body = { actionId: newId(), key, kind: 'manhole', name: `街口井盖 ${key}`, place, address: '街口菜场门前' }
  const { id } = await watch.call(addDevice, { body })
  const { secret } = await watch.call(issueSecret, { params: { id }, body: { actionId: newId() } })
  return { id, key, secret, port: broker.port ?? 0 }
}

async function reviewIntoCase(page: Page, lid: Lid): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${lid.key} 井盖倾斜`) }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText('倾角大于 15°', { exact: false }).first()).toBeVisible()
  await drawer.getByLabel('复核说明').fill('监控可见井盖翘起')
  await drawer.getByRole('button', { name: '成案' }).click()
  await expect(page.getByText('1 条已成案')).toBeVisible()
}

test('a lid tilts: alarm, review, case in its grid, handled, upright again, verified, closed', async ({ page, browser, baseURL }) => {
  const [watch, dispatcher, handler, worker] = await Promise.all(
    ['zhiban', 'paidan', 'chuzhi2', 'wangge'].map((login) => staffOf(login, baseURL)),
  )
  const place = await insideMyGrid(worker!)
  const lid = await installLid(watch!, place)
  const caseOf = async () => (await watch!.call(listAlarms, { query: { device: lid.id } })).rows.find((row) => row.case)?.case

  // The queue is open at the seat; the alarm comes to it by itself.
  await signInAt(page, 'zhiban')
  await page.goto('/sensing/alarms?level=critical')
  await expect(page.getByRole('tab', { name: /待复核/ })).toBeVisible()
  await say(lid, { tilt: 1 })
  await say(lid, { tilt: 32, battery: 88 })
  await reviewIntoCase(page, lid)

  const { id, number } = (await caseOf())!
  const located = await watch!.call(locatePoint, { query: { lng: place[0], lat: place[1] } })
  const opened = await watch!.call(readCase, { params: { id } })
  expect(opened.card.areaCode).toBe((located.micro ?? located.grid)!.code)
  const { channel, classPath } = await watch!.call(readIncident, { params: { id } })
  expect([channel, classPath.at(-1)?.code]).toEqual(['device', 'B011402'])
  await page.goto(`/cases/${id}`)
  const evidence = page.getByRole('region', { name: '感知佐证' })
  await expect(evidence.getByText(`${lid.key} 井盖倾斜`)).toBeVisible()
  await expect(evidence.getByRole('img', { name: /告警前后的读数：最低 1 °，最高 32 °/ })).toBeVisible()
  await expect(evidence.getByText('仍在持续')).toBeVisible()

  await dispatcher!.act(id, 'dispatch', { unit: handler!.unitId })
  await expect(page.getByText('先行处置').first()).toBeVisible()
  const { clocks } = await watch!.call(readCase, { params: { id } })
  expect(clocks.find(({ key }) => key === 'safe')).toBeDefined()
  await handler!.act(id, 'sign')
  const [before, after] = [await handler!.upload(await phonePhoto(71)), await handler!.upload(await phonePhoto(72))]
  // Set straight while somebody stands beside it: the readings say so before he does.
  await say(lid, { tilt: 2 })
  await say(lid, { tilt: 1 })
  await expect(evidence.getByText('恢复正常')).toBeVisible()
  await handler!.act(id, 'handle', {
    outcome: 'solved',
    measure: '已复位并加装防坠网',
    contacted: '无上报人',
    before: [before],
    after: [after],
  })
  const told = async () => (await watch!.call(readTimeline, { params: { id } })).acts.find(({ action }) => action === 'outside-state')
  await expect.poll(async () => (await told())?.answers.map(({ text }) => text).join(' ')).toMatch(/感知告警已解除.*恢复正常/)

  const context = await browser.newContext({ ...(baseURL ? { baseURL } : {}), viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  const desk = await context.newPage()
  await signInAt(desk, 'wangge')
  await desk.goto(`/cases/${id}`)
  await desk.getByRole('button', { name: '核验', exact: true }).first().click()
  const form = desk.getByRole('dialog')
  await form.getByText('是', { exact: true }).click()
  await form.getByLabel('核验情况').fill('井盖已平整，现场安全')
  await form.getByRole('button', { name: '核验', exact: true }).click()
  await expect(desk.getByText('已结案').first()).toBeVisible()
  await context.close()
  await expect(page.getByText('已结案').first()).toBeVisible()
  await expect.poll(async () => (await caseOf())?.closed).toBe(true)

  // Every case of the town recomputed beside the running platform, this one among them.
  const { stdout } = await run(process.execPath, ['apps/server/verify.ts'], { env: process.env })
  expect(stdout, number).toContain('全部相符')
})
