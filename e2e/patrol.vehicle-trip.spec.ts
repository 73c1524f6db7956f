import { expect, test } from '@playwright/test'
import { destinationFrom } from '#core/area/contract.ts'
import { createVehicle, listTrips } from '#modules/patrol/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { unlike } from './desk.ts'
import { openPhone } from './phone.ts'
import { staffOf } from './town.ts'

/** Metres between two readings, and how many of them. */
const [PACE, READINGS] = [45, 14]

test('a vehicle trip: the kilometres of a moving phone stand beside the dial’s, and the difference is told', async ({
  browser,
  baseURL,
}) => {
  const [driver, watch] = [await staffOf('wangge', baseURL), await staffOf('zhiban', baseURL)]
  const name = unlike('巡查车').slice(0, 30)
  await watch.call(createVehicle, {
    body: { actionId: newId(), name, plate: `苏E${newId().slice(-5).toUpperCase()}`, areas: [], odometer: 5000, active: true },
  })
  const phone = await openPhone(browser, driver)
  const { page } = phone
  const duty = page.getByRole('button', { name: /未上岗 · 点此上岗|在岗 · 点此离岗/ })
  await duty.waitFor()
  if ((await duty.getAttribute('aria-pressed')) === 'false') await duty.click()
  await expect(duty).toHaveAttribute('aria-pressed', 'true')

  await page.goto('/m/vehicle')
  await page.getByLabel('车辆').selectOption({ label: await page.getByRole('option', { name: new RegExp(name.slice(0, 8)) }).innerText() })
  await page.getByLabel('里程表读数（公里）').fill('4999')
  await page.getByRole('button', { name: '出车' }).click()
  await expect(page.getByRole('alert')).toContainText('5000 公里还小')
  await page.getByLabel('里程表读数（公里）').fill('5000.2')
  await page.getByRole('button', { name: '出车' }).click()
  await expect(page.getByRole('heading', { name: `${name} 在外` })).toBeVisible()

  // A second between readings: faster than any vehicle would be thrown away as a jump.
  for (let k = 1; k <= READINGS; k++) {
    await phone.stand(destinationFrom([phone.at[0], phone.at[1]], 90, k * PACE))
    await page.waitForTimeout(1000)
  }
  await page.getByLabel('里程表读数（公里）').fill('5000.9')
  await page.getByRole('button', { name: '收车' }).click()
  const past = page.getByRole('region', { name: '近几趟' })
  await expect(past.getByText(name).first()).toBeVisible({ timeout: 30_000 })
  await expect(past.getByText('里程表 0.7 公里').first()).toBeVisible()

  const { rows } = await driver.call(listTrips, { query: { open: 'false', limit: 5 } } as never)
  const trip = rows.find((one) => one.vehicle === name)!
  expect(trip.odometerKm).toBe(0.7)
  expect((trip.trackKm ?? 0) + (trip.gapKm ?? 0)).toBeGreaterThanOrEqual(0.5)
  expect((trip.trackKm ?? 0) + (trip.gapKm ?? 0)).toBeLessThanOrEqual(0.7)
  expect(trip.differenceKm).toBeCloseTo(0.7 - (trip.trackKm ?? 0) - (trip.gapKm ?? 0), 5)
  await phone.context.close()
})
