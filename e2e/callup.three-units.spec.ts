import { type Page, expect, test } from '@playwright/test'
import { actOnCase, readCase } from '#core/case/contract.ts'
import { blowWhistle, listWhistles, readWhistle } from '#modules/callup/contract.ts'
import { choosePost } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { unlike } from './desk.ts'
import { browserSeeing } from './fake-camera.ts'
import { deepInside, openPhone } from './phone.ts'
import { type Staff, staffOf } from './town.ts'

const MINUTE = 60_000

/** At another of their posts. */
async function at(staff: Staff, title: string): Promise<Staff> {
  const post = staff.session.posts.find((one) => one.title.includes(title))!
  const session = await staff.call(choosePost, { body: { postId: post.id } })
  return { ...staff, session, unitId: post.unitId }
}

/** An act whose tap was some minutes ago on a phone that had no line. */
const actedAgo = (staff: Staff, id: string, minutes: number, action: string, input: Record<string, unknown> = {}) =>
  staff.call(actOnCase, {
    params: { id },
    body: { actionId: newId(), action, input, at: new Date(Date.now() - minutes * MINUTE).toISOString() },
  })

async function open(page: Page, id: string): Promise<void> {
  await page.goto(`/m/cases/${id}`)
  await expect(page.getByRole('heading', { name: '哨点' })).toBeVisible()
}

test('a whistle to three units, one late: blown, signed, reported in by scan and position, marked, blown once more and ended on phones', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const people = await Promise.all(['wangge', 'cunshe', 'paidan', 'chuzhi', 'chuzhi2', 'zhifa'].map((login) => staffOf(login, baseURL)))
  const [worker, station, centre, lamps, sanitation, officer] = people as [Staff, Staff, Staff, Staff, Staff, Staff]
  const head = await at(station, '书记')
  const words = unlike('河岸塌方压住通道')

  // Blown fifty minutes ago on a phone without a line: its clock then is the tap's time, not the hour it was sent.
  const blower = await openPhone(browser, worker)
  await blower.page.close()
  await blower.line(false)
  const then = await blower.context.newPage()
  await then.addInitScript((by) => {
    const real = Date.now.bind(Date)
    Date.now = () => real() - by
  }, 50 * MINUTE)
  await then.goto('/m/whistles/new')
  await then.getByRole('button', { name: '吹哨', exact: true }).click()
  await expect(then.getByText('用几个字说明是什么事')).toBeVisible()
  await then.getByRole('button', { name: '应急处置哨' }).click()
  await then.getByLabel('什么事').fill(words)
  await then.getByLabel('具体情况').fill('塌了十来米，压住一段机耕路')
  await then.getByLabel('为什么一家办不了').fill('要建管、环卫、执法一起到场')
  await expect(then.getByText('±8 米')).toBeVisible()
  await then.getByRole('button', { name: '吹哨', exact: true }).click()
  await expect(then.getByText('等信号，会自动发送')).toBeVisible()
  await then.close()
  await blower.line(true)
  const page = await blower.context.newPage()
  await page.goto('/m/outbox')
  await expect(page.getByText('已送达')).toBeVisible()
  const { rows } = await head.call(listWhistles, { query: { state: 'open', limit: 100 } } as never)
  const { id, openedAt } = rows.find(({ title }) => title === words)!
  expect(Math.abs(Date.parse(openedAt) - (Date.now() - 50 * MINUTE))).toBeLessThan(3 * MINUTE)

  await actedAgo(head, id, 45, 'confirm', { words: '情况属实' })
  await actedAgo(centre, id, 40, 'summon', { unit: lamps.unitId, coUnits: [sanitation.unitId, officer.unitId] })
  const { code, place } = await worker.call(readWhistle, { params: { id } })
  await actedAgo(officer, id, 20, 'report-in', { place, accuracy: 9, way: 'position' })
  await actedAgo(sanitation, id, 15, 'report-in', { place, accuracy: 9, way: 'position' })

  // The third comes forty minutes after the call: its camera reads the code on the whistler's phone. A kilometre off nobody has arrived.
  await open(page, id)
  await expect(page.getByRole('img', { name: `现场码 ${code}` })).toBeVisible()
  const seeing = await browserSeeing(`sihe:w/${code}`)
  const lead = await openPhone(seeing.browser, lamps, { baseURL })
  await lead.stand([place[0] + 0.01, place[1]])
  await lead.page.goto(`/m/cases/${id}/act/report-in`)
  await expect(lead.page.getByText('还没到现场')).toBeVisible()
  await lead.page.getByRole('button', { name: '到场报到' }).click()
  await expect(lead.page.getByRole('alert')).toContainText('200 米以内才能报到')
  await lead.stand([place[0] + 0.0002, place[1]])
  await expect(lead.page.getByText('已到现场')).toBeVisible()
  await lead.page.getByRole('button', { name: '扫现场码' }).click()
  await lead.page.getByRole('button', { name: '打开相机扫码' }).click()
  // Another whistle may call the same unit: which one is asked, or known by the place.
  const asked = lead.page.getByRole('button', { name: new RegExp(words.slice(0, 8)) })
  await expect(lead.page.getByLabel('现场码', { exact: true }).or(asked).first()).toBeVisible()
  if (await asked.isVisible()) await asked.click()
  await expect(lead.page.getByLabel('现场码', { exact: true })).toHaveValue(code!)
  await expect(lead.page.getByText('已到现场')).toBeVisible()
  await lead.page.getByRole('button', { name: '到场报到' }).click()
  await open(lead.page, id)

  await expect.poll(async () => (await head.call(readCase, { params: { id } })).card.step).toBe('handling')
  const { summons } = await head.call(readWhistle, { params: { id } })
  expect(summons).toHaveLength(3)
  expect(summons.filter(({ late }) => late).map(({ unitId, way }) => [unitId, way])).toEqual([[lamps.unitId, 'scan']])

  // What each did; the lead's on its phone, with minutes of what was agreed on the spot.
  await lamps.act(id, 'minutes', { words: '先围挡，再清淤；环卫清运，执法疏导' })
  for (const [staff, did] of [
    [sanitation, '已清运'],
    [officer, '已疏导'],
  ] as const)
    await staff.act(id, 'answer', { words: did, fair: 5 })
  await lead.page.goto(`/m/cases/${id}/act/answer`)
  await lead.page.getByLabel('本单位做了什么').fill('围挡完成')
  await lead.page.getByRole('group', { name: '给这声哨打分' }).getByRole('button', { name: '4 分' }).click()
  await lead.page.getByRole('button', { name: '单位办理结果' }).click()
  await expect
    .poll(async () => (await head.call(readCase, { params: { id } })).tasks.filter(({ state }) => state === 'open').length)
    .toBe(0)
  await lamps.act(id, 'conclude', { measure: '围挡清淤完毕，通道恢复' })
  await expect.poll(async () => (await head.call(readCase, { params: { id } })).card.step).toBe('agreement')
  await seeing.close()

  // Only the whistler ends it: each unit gets its mark, the late one a word.
  await open(page, id)
  await expect(page.getByText('迟到').first()).toBeVisible()
  await page.getByRole('button', { name: '同意消哨' }).click()
  await expect(page.getByRole('group', { name: /^给.*打分$/ })).toHaveCount(3)
  await page.getByRole('button', { name: '同意消哨' }).click()
  await expect(page.getByText('请给每个单位打 1–5 分')).toBeVisible()
  const groups = await page.getByRole('group', { name: /^给.*打分$/ }).all()
  for (const [k, group] of groups.entries()) await group.getByRole('button', { name: k === 1 ? '2 分' : '5 分' }).click()
  await page.getByLabel(/哪里不够好/).fill('来晚了')
  await page.getByRole('button', { name: '同意消哨' }).click()
  await expect.poll(async () => (await head.call(readCase, { params: { id } })).card.step).toBe('silenced')
  const after = await head.call(readWhistle, { params: { id } })
  expect(after.summons.map(({ stars }) => stars).toSorted()).toEqual([2, 5, 5])
  await blower.context.close()
})

test('not solved: one tap blows once more to the same units; a spot code of another whistle is refused and kept', async ({
  browser,
  baseURL,
}) => {
  const people = await Promise.all(['wangge', 'cunshe', 'paidan', 'chuzhi'].map((login) => staffOf(login, baseURL)))
  const [worker, station, centre, lamps] = people as [Staff, Staff, Staff, Staff]
  const head = await at(station, '书记')
  const place = await deepInside(worker)
  const words = unlike('污水又冒了')
  const { id } = await worker.call(blowWhistle, {
    body: {
      actionId: newId(),
      kind: 'emergency',
      title: words,
      description: '污水漫到路面',
      why: '管网权属不清',
      place,
      wanted: [],
      files: [],
      address: '',
    },
  })
  await head.act(id, 'confirm')
  await centre.act(id, 'summon', { unit: lamps.unitId })

  const lead = await openPhone(browser, lamps)
  await lead.stand(place)
  await expect(lead.page.getByRole('region', { name: /请到现场报到/ })).toContainText(words.slice(0, 5))
  await lead.page.goto(`/m/cases/${id}/act/report-in?code=WWWW2222`)
  await expect(lead.page.getByText('已到现场')).toBeVisible()
  await lead.page.getByRole('button', { name: '到场报到' }).click()
  await lead.page.goto(`/m/cases/${id}`)
  await expect(lead.page.getByText('“到场报到', { exact: false })).toContainText('没有被接受')
  await lead.page.getByRole('button', { name: '打开再改' }).click()
  await lead.page.getByRole('button', { name: '按定位' }).click()
  await lead.page.getByRole('button', { name: '到场报到' }).click()
  await expect.poll(async () => (await head.call(readCase, { params: { id } })).card.step).toBe('handling')
  await lamps.act(id, 'answer', { words: '已疏通', fair: 4 })
  await lamps.act(id, 'conclude', { measure: '管道疏通完毕' })
  await lead.context.close()

  const blower = await openPhone(browser, worker)
  await blower.page.goto(`/m/cases/${id}/act/reblow`)
  await blower.page.getByLabel('还有什么没有解决').fill('一下雨又冒出来')
  await blower.page.getByRole('button', { name: '没有解决，再次吹哨' }).click()
  await expect.poll(async () => (await head.call(readCase, { params: { id } })).card.step).toBe('arriving')
  const { summons, reblown } = await worker.call(readWhistle, { params: { id } })
  expect([reblown, summons.length]).toEqual([1, 2])
  await blower.context.close()
})
