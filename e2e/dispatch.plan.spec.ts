import { expect, test } from '@playwright/test'
import { actOnCase } from '#core/case/contract.ts'
import { listNotices } from '#core/notice/contract.ts'
import { type PlanCard, readBoard, savePlan } from '#modules/dispatch/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { signInAt } from './desk.ts'
import { staffOf } from './town.ts'

// The shortest answer a plan may ask for is one minute, and the story waits for the real clock to run out.
test.setTimeout(240_000)

test('a plan is activated, who answered and who has not is seen at once, the unanswered post escalates by itself', async ({
  page,
  baseURL,
}) => {
  const watch = await staffOf('zhiban', baseURL)
  const [drains, sanitation] = [await staffOf('chuzhi', baseURL), await staffOf('chuzhi2', baseURL)]
  const key = `story-${Date.now().toString(36)}`
  const role = (name: string, unitId: string): PlanCard['roles'][number] => ({
    key: name,
    title: name,
    duty: '',
    who: { kind: 'unit', unitId },
  })
  const step = (name: string, title: string): PlanCard['steps'][number] => ({
    key: name,
    title,
    words: '按要求处置并回报',
    role: name,
    level: 3,
    ack: 1,
    finish: 60,
  })
  const card: PlanCard = {
    key,
    title: `内涝${key.slice(-4)}`,
    sample: true,
    basis: '示例',
    trigger: '低洼处积水',
    levels: [{ level: 3, when: '积水 15 厘米' }],
    roles: [role('drains', drains.unitId), role('sweep', sanitation.unitId)],
    steps: [step('drains', '开泵强排'), step('sweep', '清理雨水口')],
    resources: [],
    phones: [],
  }
  await watch.call(savePlan, { body: { actionId: newId(), card, publish: true, seen: 0 } })

  await signInAt(page, 'zhiban')
  await page.goto(`/plans/${key}`)
  await page.getByRole('button', { name: '启动', exact: false }).last().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('情况说明').fill('东街积水')
  await drawer.getByRole('button', { name: '启动Ⅲ级' }).click()

  await expect(page).toHaveURL(/\/boards\//u)
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const tile = (title: string) => page.locator('.board-tile').filter({ hasText: title })
  await expect(tile('开泵强排')).toContainText('等待响应')
  await expect(tile('清理雨水口')).toContainText('等待响应')

  const { tasks } = await watch.call(readBoard, { params: { id } })
  const own = tasks.find((task) => task.key === 'drains')!
  await drains.call(actOnCase, { params: { id: own.id }, body: { actionId: newId(), action: 'acknowledge', input: {} } })
  await expect(tile('开泵强排')).toContainText('已响应')

  await expect(tile('清理雨水口')).toContainText('已升级', { timeout: 120_000 })
  await expect(tile('清理雨水口')).toContainText('超时未响应', { timeout: 30_000 })
  await expect(tile('开泵强排')).not.toContainText('已升级')
  const { rows } = await sanitation.call(listNotices, { query: {} })
  expect(rows.map(({ title }) => title)).toContain('无人响应：清理雨水口')
})
