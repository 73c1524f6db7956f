import { expect, test } from '@playwright/test'
import { readCoverage, readStation, setStandIn } from '#modules/grid/contract.ts'
import { listRounds } from '#modules/patrol/contract.ts'
import { signInAt } from './desk.ts'
import { staffOf } from './town.ts'

const dayOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

test('a weekly rest set at the desk shows the substitute and moves tomorrow’s round to them', async ({ page, baseURL }) => {
  const watch = await staffOf('zhiban', baseURL)
  const day = dayOf(Date.now() + 86_400_000)
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
  const { grids } = await watch.call(readCoverage, { query: { day, state: 'own' } })
  const rounds = (await watch.call(listRounds, { query: { day, state: 'planned', limit: 200 } })).rows
  // Somebody who has the grid alone and a substitute, and is to walk it tomorrow for themself.
  const ownOf = (code: string, personId: string | undefined) =>
    rounds.find((round) => round.areaCode === code && round.personId === personId && round.standsFor === undefined)
  const grid = grids.find(({ code, people }) => people.length === 1 && people[0]?.substitute && ownOf(code, people[0].personId))
  const holder = grid?.people[0]
  if (!grid || !holder?.substitute) throw new Error('no such grid in the demo town')
  const { substitute } = holder
  const round = ownOf(grid.code, holder.personId)!
  try {
    await signInAt(page, 'zhiban')
    await page.goto(`/grids?day=${day}&village=${grid.villageCode}`)
    const row = page.getByRole('row').filter({ hasText: grid.code })
    await expect(row).toContainText('在岗')
    await row.getByRole('button', { name: holder.name }).click()
    const drawer = page.getByRole('dialog')
    await expect(drawer).toContainText(holder.post)
    await drawer.getByLabel(`周${'一二三四五六日'[weekday - 1]}`).check()
    await drawer.getByRole('button', { name: '保存' }).click()
    await expect(row).toContainText('替班')
    await expect(row).toContainText(substitute.name)

    const moved = async () =>
      (await watch.call(listRounds, { query: { day, limit: 200 } })).rows.find(({ id }) => id === round.id)?.personId
    await expect.poll(moved, { timeout: 30_000 }).toBe(substitute.personId)
    await page.goto(`/patrol/rounds?day=${day}&round=${round.id}`)
    const open = page.getByRole('dialog')
    await expect(open).toContainText(substitute.name)
    await expect(open).toContainText(`替 ${holder.name}`)
  } finally {
    await watch.call(setStandIn, {
      params: { id: holder.postId },
      body: { substituteId: substitute.personId, restWeekdays: holder.restWeekdays },
    })
  }
})

test('a village reads its own station and nobody else’s', async ({ page, baseURL }) => {
  const village = await staffOf('cunshe', baseURL)
  const code = village.session.posts[0]?.areas[0] ?? ''
  const station = await village.call(readStation, { params: { code } })
  await signInAt(page, 'cunshe')
  await page.goto('/stations')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: station.name }).click()
  await expect(page.getByRole('heading', { name: `${station.name}工作站` })).toBeVisible()
  for (const part of ['我们的哨', '我们的事件', '今天的网格', '我们的人'])
    await expect(page.getByRole('heading', { name: part })).toBeVisible()
  await expect(page.getByRole('cell', { name: station.people[0]!.name, exact: true }).first()).toBeVisible()
  const other = code === '320599101001' ? '320599101002' : '320599101001'
  await page.goto(`/stations/${other}`)
  await expect(page.getByText('没有这个村（社区）').first()).toBeVisible()
})
