import { type Page, expect, test } from '@playwright/test'
import { listIncidents } from '#modules/incident/contract.ts'
import { phonePhoto, staffOf } from './town.ts'

test.use({
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  geolocation: { longitude: 120.641, latitude: 30.971, accuracy: 8 },
  permissions: ['geolocation'],
})

/** Different every run: the demo town keeps what earlier stories reported. */
const mark = () => `第${Date.now().toString(36).slice(-5)}处`

async function fill(page: Page, words: string): Promise<void> {
  await page.goto('/p/')
  await page.getByRole('button', { name: '垃圾环境' }).tap()
  await page.getByLabel('说说情况').fill(words)
  await page.getByRole('button', { name: '用当前位置' }).tap()
  await expect(page.getByText('已定位，误差约 8 米')).toBeVisible()
}
async function takePhoto(page: Page, seed: number): Promise<void> {
  await page.getByLabel('拍照').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto(seed) })
  await expect(page.getByText('已上传')).toBeVisible()
}
const numberOn = (page: Page) => page.getByTestId('number').innerText()

test('a resident reports with a photo and follows the number to closing, rates it, and has it reopened', async ({ page, baseURL }) => {
  const words = `${mark()}垃圾堆了三天没人清，发臭了`
  await fill(page, words)
  await takePhoto(page, 1)
  await page.getByRole('button', { name: '提交' }).tap()
  const number = await numberOn(page)
  const code = (await page.getByTestId('code').innerText()).replace(' ', '')
  await expect(page.getByRole('img', { name: '查进度的二维码' })).toBeVisible()
  await expect(page.getByText(/镇里应在 .+ 前受理/)).toBeVisible()

  // The way back is the QR code's address, on another phone.
  const dispatcher = await staffOf('paidan', baseURL)
  const handler = await staffOf('chuzhi2', baseURL)
  const verifier = await staffOf('hecha', baseURL)
  const id = await dispatcher.caseOf(number)
  await dispatcher.act(id, 'dispatch', { unit: handler.unitId, classCode: 'E0102', words: '内部要求：先拍照' })
  await page.goto(`/p/#/q/${number}/${code}`)
  await expect(page.getByRole('listitem').filter({ hasText: '已派单' })).toContainText('环卫所')
  await expect(page.getByText(/镇里应在 .+ 前办结/)).toBeVisible()
  await expect(page.getByRole('button', { name: '放大现场照片1' })).toBeVisible()

  await handler.act(id, 'sign')
  const [before, after] = [await handler.upload(await phonePhoto(2)), await handler.upload(await phonePhoto(3))]
  await handler.act(id, 'handle', {
    outcome: 'solved',
    measure: '已清运并冲洗地面',
    contacted: '现场无人',
    before: [before],
    after: [after],
  })
  await page.getByRole('button', { name: '刷新' }).tap()
  await expect(page.getByText('由另外的人核验', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('已清运并冲洗地面')).toBeHidden()
  await verifier.act(id, 'verify', { passed: true, words: '内部核验意见' })

  await page.getByRole('button', { name: '刷新' }).tap()
  await expect(page.getByText('结果：已解决')).toBeVisible()
  await expect(page.getByText('已清运并冲洗地面')).toBeVisible()
  const shot = page.getByRole('img', { name: '处置后照片1' })
  await expect(shot).toBeVisible()
  await expect.poll(() => shot.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
  await expect(page.locator('main')).not.toContainText('内部')

  await page.getByRole('button', { name: '满意', exact: true }).tap()
  await expect(page.getByText('您的评价：满意')).toBeVisible()
  await page.getByRole('button', { name: '没有解决' }).tap()
  await page.getByLabel('哪里没有解决？').fill('今天又堆上了')
  await page.getByRole('button', { name: '提交，要求重新办理' }).tap()
  await expect(page.getByRole('listitem').first()).toContainText('您反映没有解决')
  expect(await dispatcher.caseOf(number)).toBe(id)
})

test('a lost reply and a closed page lose nothing, and nothing arrives twice', async ({ page, baseURL }) => {
  const words = `${mark()}路灯杆歪了，怕倒下来`
  await fill(page, words)
  await takePhoto(page, 4)
  // The server takes it, the answer is lost on the way.
  await page.route('**/api/public/incidents', async (route) => {
    await route.fetch()
    await route.abort()
  })
  await page.getByRole('button', { name: '提交' }).tap()
  await expect(page.getByRole('alert')).toContainText('没有连上网络')
  await page.unroute('**/api/public/incidents')
  await page.reload()
  await expect(page.getByLabel('说说情况')).toHaveValue(words)
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible()
  await page.getByRole('button', { name: '提交' }).tap()
  const number = await numberOn(page)
  const { rows } = await (await staffOf('paidan', baseURL)).call(listIncidents, { query: { state: 'all', q: words } })
  expect(rows.map((row) => row.number)).toEqual([number])
  await page.goto('/p/')
  await expect(page.getByLabel('说说情况')).toHaveValue('')
})
