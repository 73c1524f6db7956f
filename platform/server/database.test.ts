import { describe, expect, test } from 'vitest'
import { testPlatform } from './test/test-platform.ts'

const { platform } = await testPlatform([])
const { db } = platform
const add = `insert into platform.counter (town, name, value) values ($1, $2, $3)`
const valueOf = async (name: string): Promise<number | undefined> =>
  (await db.read.query<{ value: number }>(`select value from platform.counter where town = 'post' and name = $1`, [name]))[0]?.value

describe('a posted statement', () => {
  test('is done in its place: what is asked after it sees it', async () => {
    const seen = await db.transaction(async (tx) => {
      await tx.post(add, ['post', 'placed', 1])
      await tx.post(`update platform.counter set value = value + 1 where town = $1 and name = $2`, ['post', 'placed'])
      return tx.query<{ value: number }>(`select value from platform.counter where town = 'post' and name = 'placed'`)
    })
    expect(seen).toEqual([{ value: 2 }])
    expect(await valueOf('placed')).toBe(2)
  })

  test('that fails is the failure of its transaction, though nobody waited for it', async () => {
    const effects: string[] = []
    const failing = db.transaction(async (tx) => {
      tx.afterCommit(() => effects.push('told'))
      await tx.post(add, ['post', 'lost', 1])
      await tx.post(add, ['post', 'lost', 1])
      return 'answer'
    })
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    expect(await valueOf('lost')).toBeUndefined()
    expect(effects).toEqual([])
  })

  test('that fails is named, not the statement after it that the broken transaction refused', async () => {
    const failing = db.transaction(async (tx) => {
      await tx.post(`insert into platform.counter (town, name, value) values ($1, $2, null)`, ['post', 'none'])
      await tx.query('select 1')
    })
    await expect(failing).rejects.toMatchObject({ code: '23502' })
  })

  test('leaves a connection that works', async () => {
    for (let i = 0; i < 20; i++) await db.transaction((tx) => tx.post('select 1 / $1::int', [0])).catch(() => undefined)
    await Promise.all(Array.from({ length: 20 }, (_, i) => db.transaction((tx) => tx.post(add, ['post', `after ${i}`, i]))))
    expect(await valueOf('after 19')).toBe(19)
  })

  test('outside a transaction is waited for', async () => {
    await db.read.post(add, ['post', 'alone', 7])
    expect(await valueOf('alone')).toBe(7)
    await expect(db.read.post(add, ['post', 'alone', 7])).rejects.toMatchObject({ code: '23505' })
  })
})
