import { describe, expect, test } from 'vitest'
import type { SentPoint } from '../contract.ts'
import { holdPositions } from './held-positions.ts'

const point = (second: number): SentPoint => ({ at: new Date(second * 1000).toISOString(), place: [120.6, 30.9 + second / 1e5] })
const receipt = { accepted: 1, offDuty: 0, outOfTime: 0, serverTime: '', skewMs: 0, everySeconds: 60 }

function line() {
  const sent: { points: readonly SentPoint[]; vehicle: string | undefined }[] = []
  let up = true
  const held = holdPositions(async (points, vehicle) => {
    if (!up) return undefined
    sent.push({ points, vehicle })
    return receipt
  })
  return { held, sent, cut: (is: boolean) => (up = !is) }
}

describe('positions on their way', () => {
  test('what nobody heard goes with the next batch, each once', async () => {
    const { held, sent, cut } = line()
    held.add(point(1))
    held.add(point(1))
    cut(true)
    expect(await held.flush()).toBe(false)
    held.add(point(2))
    cut(false)
    expect(await held.flush()).toBe(true)
    expect(await held.flush()).toBe(true)
    expect(sent.map(({ points }) => points.map(({ at }) => at))).toEqual([[point(1).at, point(2).at]])
  })

  test('two taps at once send one batch', async () => {
    const { held, sent } = line()
    held.add(point(1))
    await Promise.all([held.flush(), held.flush()])
    expect(sent).toHaveLength(1)
  })

  test('the vehicle is told with what was seen aboard; the end of the duty leaves nothing', async () => {
    const { held, sent } = line()
    held.drive('car')
    held.add(point(1))
    await held.flush()
    held.add(point(2))
    held.clear()
    expect(await held.flush()).toBe(true)
    expect(sent).toEqual([{ points: [point(1)], vehicle: 'car' }])
  })

  test('a day without a line keeps the newest two thousand', async () => {
    const { held, sent } = line()
    for (let second = 0; second < 2500; second++) held.add(point(second))
    await held.flush()
    expect([sent[0]?.points.length, sent[0]?.points.at(-1)?.at]).toEqual([2000, point(2499).at])
  })
})
