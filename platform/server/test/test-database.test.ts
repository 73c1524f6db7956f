import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import { cloneDatabase, dropDatabase } from './cluster.ts'
import { testCluster, testDatabase } from './test-database.ts'

const database = await testDatabase()

async function ask<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('a test database', () => {
  test('is fresh and signs in as the runner', async () => {
    expect(await ask(database.url, 'select current_user as who, current_database() as name')).toEqual([
      { who: 'sihe_runner', name: database.name },
    ])
  })

  test('can be copied with its rows and dropped while someone is connected', async () => {
    await ask(
      database.migratorUrl,
      "create schema club; create table club.book (town text, id int, title text, primary key (town, id)); insert into club.book values ('450000', 1, '四河志')",
    )
    const cluster = await testCluster()
    const copy = await cloneDatabase(cluster, database.name)
    expect(await ask(copy.runnerUrl, 'select title from club.book')).toEqual([{ title: '四河志' }])
    const guest = new Client(copy.runnerUrl)
    guest.on('error', () => undefined)
    await guest.connect()
    await dropDatabase(cluster, copy.name)
    await expect(ask(copy.runnerUrl, 'select 1')).rejects.toThrow('does not exist')
    expect(await ask(database.runnerUrl, 'select count(*)::int as books from club.book')).toEqual([{ books: 1 }])
  })
})
