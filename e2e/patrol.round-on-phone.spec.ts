import { expect, test } from '@playwright/test'
import { readIncident } from '#modules/incident/contract.ts'
import {
  type PatrolObject,
  createChecklist,
  createObject,
  createPlan,
  listFindings,
  listRounds,
  readRound,
} from '#modules/patrol/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { unlike } from './desk.ts'
import { browserSeeing } from './fake-camera.ts'
import { deepInside, openPhone } from './phone.ts'
import { type Staff, phonePhoto, staffOf } from './town.ts'

const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now())

/** Three shops in the worker's grid with a list of their own, and a round of today that is the worker's. */
async function layReady(worker: Staff, watch: Staff, at: readonly [number, number]): Promise<{ round: string; shops: PatrolObject[] }> {
  const words = unlike('夜市摊位')
  const list = await watch.call(createChecklist, {
    body: {
      actionId: newId(),
      title: words.slice(0, 30),
      frequency: { times: 1, per: 'day' },
      keyPlace: false,
      items: [
        { key: 'exit', title: '通道是否畅通', standard: '不堆物', photo: 'found' },
        { key: 'wire', title: '是否私拉电线', standard: '不乱接', photo: 'found' },
      ],
    },
  })
  const shops: PatrolObject[] = []
  for (const [k, name] of ['一', '二', '三'].entries())
    shops.push(
      await worker.call(createObject, {
        body: {
          actionId: newId(),
          checklistId: list.id,
          name: `${name}号${words}`.slice(0, 60),
          address: '',
          place: [at[0] + k * 0.00004, at[1]],
          active: true,
        },
      }),
    )
  const plan = await watch.call(createPlan, {
    body: {
      actionId: newId(),
      plan: {
        title: words.slice(0, 40),
        areaCode: worker.session.posts[0]!.areas[0]!,
        checklistIds: [list.id],
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        times: 1,
        windowFrom: '00:00',
        windowTo: '23:59',
        personId: worker.session.person.id,
        fromDay: today(),
        active: true,
      },
    },
  })
  const { rows } = await worker.call(listRounds, { query: { mine: 'true', day: today(), limit: 50 } } as never)
  return { round: rows.find(({ planId }) => planId === plan.id)!.id, shops }
}

test('a whole round: scanned, a finding reported, one settled on the spot, and how much of the ground was walked', async ({ baseURL }) => {
  const [worker, watch] = [await staffOf('wangge', baseURL), await staffOf('zhiban', baseURL)]
  const at = await deepInside(worker)
  const { round, shops } = await layReady(worker, watch, at)
  const [first, second, third] = shops as [PatrolObject, PatrolObject, PatrolObject]
  const seeing = await browserSeeing(`sihe:o/${first.code}`)
  const phone = await openPhone(seeing.browser, worker, { baseURL })
  const { page } = phone
  await page
    .getByRole('button', { name: '未上岗 · 点此上岗' })
    .or(page.getByRole('button', { name: '在岗 · 点此离岗' }))
    .waitFor()
  if (await page.getByRole('button', { name: '未上岗 · 点此上岗' }).isVisible())
    await page.getByRole('button', { name: '未上岗 · 点此上岗' }).click()
  await expect(page.getByRole('button', { name: '在岗 · 点此离岗' })).toBeVisible()
  await page.goto(`/m/rounds/${round}`)
  await page.getByRole('button', { name: '开始巡查' }).click()
  await expect(page.getByText('已看 0/3 处')).toBeVisible()

  // The first by the camera; the code says the place, the round is known. Nothing found is one tap.
  await page.getByRole('button', { name: '扫码检查' }).click()
  await expect(page.getByRole('heading', { name: first.name })).toBeVisible()
  await expect(page.getByText(/定位 ±8 米/)).toBeVisible()
  await page.getByRole('button', { name: '未发现问题' }).click()
  await expect(page.getByText('已看 1/3 处')).toBeVisible()

  // Without a line from here on: a finding for the centre, and one settled at once with before and after.
  await phone.line(false)
  let steps = 0
  const walk = (): Promise<void> => phone.stand([at[0], at[1] + ++steps * 0.00014])
  await walk()
  await page.getByRole('button', { name: new RegExp(second.name.slice(0, 6)) }).click()
  await page.getByRole('button', { name: /通道是否畅通/ }).click()
  await page.getByRole('button', { name: '报为事件' }).click()
  await expect(page.getByRole('alert')).toContainText('请说明发现了什么')
  await walk()
  await page.getByLabel('发现了什么').fill('通道被货物堵死')
  await page
    .getByLabel('问题照片')
    .last()
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto(31) })
  await expect(page.getByRole('img', { name: '问题照片 1' })).toBeVisible()
  await page.getByRole('button', { name: '报为事件' }).click()
  await expect(page.getByText('已看 2/3 处')).toBeVisible()

  await page.getByRole('button', { name: new RegExp(third.name.slice(0, 6)) }).click()
  await walk()
  await page.getByRole('button', { name: /是否私拉电线/ }).click()
  await page.getByLabel('发现了什么').fill('插线板拖到路面')
  await page
    .getByLabel('问题照片')
    .last()
    .setInputFiles({ name: 'b.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto(32) })
  await expect(page.getByRole('img', { name: '问题照片 1' })).toBeVisible()
  await walk()
  await page.getByRole('button', { name: '当场办好了' }).click()
  await page.getByRole('button', { name: '登记自处自结' }).click()
  await expect(page.getByRole('alert')).toContainText('处置后的照片')
  await page
    .getByLabel('处置后照片')
    .last()
    .setInputFiles({ name: 'c.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto(33) })
  await expect(page.getByRole('img', { name: '处置后照片 1' })).toBeVisible()
  await page.getByRole('button', { name: '登记自处自结' }).click()
  await expect(page.getByText('已看 3/3 处')).toBeVisible()
  await phone.line(true)
  await page.getByRole('button', { name: '结束巡查' }).click()
  await expect(page.getByText(/走到 \d+% 的地面/)).toBeVisible({ timeout: 30_000 })

  const done = await worker.call(readRound, { params: { id: round } })
  expect(done.round).toMatchObject({ state: 'done', stops: 3, visited: 3 })
  expect(done.round.ground).toBeGreaterThan(0)
  expect(done.round.metres).toBeGreaterThan(10)
  const { rows } = await watch.call(listFindings, { query: { limit: 20 } } as never)
  const found = rows.find((one) => one.objectId === second.id)
  const settled = rows.find((one) => one.objectId === third.id)
  expect([found?.outcome, settled?.outcome]).toEqual(['incident', 'settled'])
  expect([settled?.before.length, settled?.after.length]).toEqual([1, 1])
  const incident = await watch.call(readIncident, { params: { id: found!.caseId! } })
  expect(incident.files).toHaveLength(1)
  await seeing.close()
})
