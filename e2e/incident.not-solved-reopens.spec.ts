import { expect, test } from '@playwright/test'
import { phoned, signInAt, unlike } from './desk.ts'
import { phonePhoto, staffOf } from './town.ts'

test('“not solved” at the call-back gives the same case back to the same unit', async ({ page, baseURL }) => {
  const dispatcher = await staffOf('paidan', baseURL)
  const handler = await staffOf('chuzhi2', baseURL)
  const verifier = await staffOf('hecha', baseURL)
  const { id, number } = await phoned(dispatcher, unlike('菜场后门污水横流'), { reporter: { phone: '15400019003', callBack: true } })
  await dispatcher.act(id, 'dispatch', { unit: handler.unitId })
  await handler.act(id, 'sign')
  const [before, after] = [await handler.upload(await phonePhoto(31)), await handler.upload(await phonePhoto(32))]
  await handler.act(id, 'handle', {
    outcome: 'solved',
    measure: '已疏通并冲洗',
    contacted: '来电人 电话',
    before: [before],
    after: [after],
  })
  await verifier.act(id, 'verify', { passed: true, words: '现场已干净' })

  await signInAt(page, 'huifang')
  await page.goto(`/cases/${id}`)
  await page.getByRole('button', { name: '回访', exact: true }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByText('没有解决', { exact: true }).click()
  await drawer.getByText('不满意', { exact: true }).click()
  await drawer.getByLabel('群众原话').fill('今天早上又漫出来了')
  await drawer.getByRole('button', { name: '回访', exact: true }).click()
  await expect(page.getByText('处置中').first()).toBeVisible()
  await expect(page.getByText(number).first()).toBeVisible()
  await expect(page.getByText('今天早上又漫出来了')).toBeVisible()
  const again = await handler.act(id, 'contact', { contactWay: 'phone', words: '已约定下午到场' })
  expect(again.card).toMatchObject({ number, step: 'handling', holder: { unit: { id: handler.unitId } } })
})
