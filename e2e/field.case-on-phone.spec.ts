import { expect, test } from '@playwright/test'
import { actOnCase, readTimeline } from '#core/case/contract.ts'
import { listIncidents, readIncident } from '#modules/incident/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { phoned, unlike } from './desk.ts'
import { openPhone } from './phone.ts'
import { phonePhoto, staffOf } from './town.ts'

test('signed, reached and handled without a line; the handler may not verify it', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker)
  const { page } = phone
  const words = unlike('桥堍垃圾成堆')
  const { id } = await phoned(dispatcher, words, { place: [phone.at[0] + 0.001, phone.at[1]] })
  await dispatcher.act(id, 'dispatch', { unit: worker.unitId, classCode: 'E0102' })
  await page.goto(`/m/cases/${id}`)
  await expect(page.getByRole('button', { name: '签收', exact: true })).toBeVisible()
  await page.goto('/m/')
  await expect(page.getByRole('button', { name: new RegExp(words.slice(0, 6)) }).first()).toBeVisible()

  await phone.line(false)
  await page.goto(`/m/cases/${id}`)
  const act = async (action: string, fill?: () => Promise<void>): Promise<void> => {
    await page.getByRole('button', { name: action, exact: true }).click()
    await fill?.()
    await page.getByRole('button', { name: action, exact: true }).last().click()
    await expect(page.getByText('办理过程')).toBeVisible()
  }
  await act('签收')
  // Folded on the phone: the case is in handling before the centre knows.
  await expect(page.getByText('处置中').first()).toBeVisible()
  await act('到场', async () => {
    await expect(page.getByText(/离事发地 9\d 米/)).toBeVisible()
  })
  await act('处置完成', async () => {
    await page.getByRole('button', { name: '已解决' }).click()
    await page.getByLabel('处置措施').fill('已清运并冲洗')
    await page.getByLabel('联系了谁').fill('周先生，电话，刚才')
    for (const [i, side] of ['处置前照片', '处置后照片'].entries()) {
      await page
        .locator(`input[aria-label="${side}"]`)
        .setInputFiles({ name: `${side}.jpg`, mimeType: 'image/jpeg', buffer: await phonePhoto(21 + i) })
      await expect(page.getByRole('img', { name: `${side} 1` })).toBeVisible()
    }
  })
  await expect(page.getByText('待核验').first()).toBeVisible()
  const done = Date.now()
  await phone.line(true)
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toHaveCount(3, { timeout: 30_000 })

  const { acts } = await dispatcher.call(readTimeline, { params: { id } })
  expect(acts.map((a) => a.action)).toEqual(['open', 'dispatch', 'sign', 'arrive', 'handle'])
  expect(Date.parse(acts.at(-1)!.at)).toBeLessThanOrEqual(done)
  expect(acts.find((a) => a.action === 'arrive')!.answers.map((a) => a.title)).toContain('离事发地（米）')

  await page.goto(`/m/cases/${id}`)
  await expect(page.getByText('处置人员不能核验自己办的件')).toBeVisible()
  await expect(page.getByRole('button', { name: '核验', exact: true })).toHaveCount(0)
  const refused = await page.evaluate(
    async ([caseId, actionId]) => {
      const headers = { 'content-type': 'application/json', 'x-requested-with': 'e2e' }
      const body = JSON.stringify({ actionId, action: 'verify', input: { passed: true, words: '好' } })
      return (await fetch(`/api/cases/${caseId}/acts`, { method: 'POST', headers, body })).status
    },
    [id, newId()] as const,
  )
  expect([403, 409]).toContain(refused)
  await phone.context.close()
})

test('re-assigned while offline: the refusal says so, and what was typed is still there', async ({ browser, baseURL }) => {
  const [worker, dispatcher, watch] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL), await staffOf('zhiban', baseURL)]
  const phone = await openPhone(browser, worker)
  const { page } = phone
  const { id } = await phoned(dispatcher, unlike('离线时改派'), { place: [...phone.at] })
  await dispatcher.act(id, 'dispatch', { unit: worker.unitId, classCode: 'E0102' })
  await page.goto(`/m/cases/${id}`)
  await page.getByRole('button', { name: '签收', exact: true }).click()
  await page.getByRole('button', { name: '签收', exact: true }).last().click()
  await expect(page.getByRole('button', { name: '处置完成' })).toBeVisible()
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()
  await phone.line(false)
  await page.goto(`/m/cases/${id}`)
  await page.getByRole('button', { name: '联系群众' }).click()
  await page.getByRole('button', { name: '电话', exact: true }).click()
  await page.getByLabel('联系情况').fill('群众说晚上再来')
  await page.getByRole('button', { name: '联系群众' }).last().click()
  await expect(page.getByText('待发送').first()).toBeVisible()

  await watch.call(actOnCase, { params: { id }, body: { actionId: newId(), action: 'escalate', input: { reason: '领导关注' } } })
  await phone.line(true)
  await page.goto('/m/outbox')
  await expect(page.getByText('没被接受').first()).toBeVisible()
  await expect(page.getByText(/案件已到“提级中”/).first()).toBeVisible()
  await page.goto(`/m/cases/${id}`)
  await page.getByRole('button', { name: '打开再改' }).click()
  await expect(page.getByLabel('联系情况')).toHaveValue('群众说晚上再来')
  await phone.context.close()
})

test('a position that jumps is flagged, and one over a border is asked about', async ({ browser, baseURL }) => {
  const [worker, dispatcher] = [await staffOf('wangge', baseURL), await staffOf('paidan', baseURL)]
  const phone = await openPhone(browser, worker)
  const { page } = phone
  const words = unlike('定位会跳')
  await page.goto('/m/report')
  await expect(page.getByText('±8 米')).toBeVisible()
  await phone.stand([phone.at[0] + 0.05, phone.at[1]])
  await expect(page.getByText(/位置突然跳动/)).toBeVisible()
  await phone.stand(phone.at, 400)
  await page.getByLabel('发现了什么').fill(words)
  await expect(page.getByText('±400 米')).toBeVisible()
  await page.getByRole('button', { name: '上报', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: /是哪一格/ })
  await expect(sheet).toBeVisible()
  await sheet.getByRole('button').first().click()
  await expect(page.getByRole('heading', { name: '我的上报' })).toBeVisible()
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()
  const { rows } = await dispatcher.call(listIncidents, { query: { state: 'all', q: words } })
  expect((await dispatcher.call(readIncident, { params: { id: rows[0]!.id } })).placeDoubt).toContain('跳动')
  await phone.context.close()
})
