import { Client } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { dropDatabase } from '../test/cluster.ts'
import { testCluster } from '../test/test-database.ts'
import { listeningLog } from './fixtures/scratch.ts'
import { openServer } from './open-server.ts'
import { prepareRoles, urlFor } from './roles.ts'
import { sayFault } from './storage-faults.ts'

const cluster = await testCluster()
const mark = crypto.randomUUID().slice(0, 8)
const database = `sihe_roles_${mark}`
const log = listeningLog()
const urls = await prepareRoles(cluster.adminUrl, database, log)
afterAll(() => dropDatabase(cluster, database))

async function run(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the two roles', () => {
  test('the migrator makes tables, the runner uses them', async () => {
    await run(
      urls.migratorUrl,
      "create schema club; create table club.loan (town text, id int generated always as identity, primary key (town, id)); create table club.action (town text, id int, primary key (town, id)); select platform.append_only('club.action')",
    )
    await run(
      urls.runnerUrl,
      "insert into club.loan (town) values ('450000'); insert into club.action values ('450000', 1); update club.loan set town = town; delete from club.loan",
    )
    expect(await run(urls.runnerUrl, 'select id from club.action')).toEqual([{ id: 1 }])
  })

  test.each([
    ['make a table', 'create table club.other (id int)'],
    ['make a schema', 'create schema other'],
    ['make a temporary table', 'create temporary table other (id int)'],
    ['change a table', 'alter table club.loan add column x int'],
    ['change an append-only row', 'update club.action set id = 2'],
    ['remove an append-only row', 'delete from club.action'],
    ['empty an append-only table', 'truncate club.action'],
    ['empty any table', 'truncate club.loan'],
    ['become the migrator', 'set role sihe_migrator'],
  ])('the runner may not %s', async (_what, sql) => {
    await expect(run(urls.runnerUrl, sql)).rejects.toMatchObject({ code: '42501' })
  })

  test('several starters at once arrive at the same sign-ins', async () => {
    const all = await Promise.all([0, 1, 2, 3].map(() => prepareRoles(cluster.adminUrl, database, log)))
    for (const each of all) expect(each).toEqual(urls)
    expect(log.lines).toEqual([])
  })

  test('a user who may not create roles gets a warning and one role; append_only then does nothing', async () => {
    const renter = `sihe_renter_${mark}`
    const rented = `sihe_rented_${mark}`
    await run(cluster.adminUrl, `create role ${renter} login password 'geheim'`)
    await run(cluster.adminUrl, `create database ${rented} owner ${renter}`)
    const url = urlFor(cluster.adminUrl, rented, { name: renter, password: 'geheim' })
    const said = listeningLog()
    try {
      expect(await prepareRoles(url, rented, said)).toEqual({ migratorUrl: url, runnerUrl: url })
      expect(said.lines.join()).toContain('不能创建角色')
      await run(url, "create table kept (id int); select platform.append_only('kept')")
      expect(await openServer(url)).toMatchObject({ database: rented })
    } finally {
      await dropDatabase(cluster, rented)
      await run(cluster.adminUrl, `drop role ${renter}`)
    }
  })

  test('a user who may create roles but is no superuser gets both', async () => {
    const creator = `sihe_creator_${mark}`
    const made = `sihe_made_${mark}`
    // The administrator's own password: the roles' passwords are made from it, and other test files use them now.
    const password = decodeURIComponent(new URL(cluster.adminUrl).password)
    await run(cluster.adminUrl, `create role ${creator} login createrole createdb password '${password}'`)
    // Elsewhere the roles do not exist yet; here they do, so their maker's rights are given.
    await run(cluster.adminUrl, `grant sihe_migrator, sihe_runner to ${creator} with admin option`)
    await run(cluster.adminUrl, `create database ${made} owner ${creator}`)
    try {
      const both = await prepareRoles(urlFor(cluster.adminUrl, made, { name: creator, password }), made, log)
      expect(await run(both.runnerUrl, 'select current_user as who')).toEqual([{ who: 'sihe_runner' }])
      await run(both.migratorUrl, 'create schema club')
    } finally {
      await dropDatabase(cluster, made)
      await run(cluster.adminUrl, `drop owned by ${creator}; drop role ${creator}`)
    }
  })
})

describe('a server of DATABASE_URL', () => {
  const said = (url: string): Promise<string> => openServer(url).then((server) => server.version, sayFault)

  test('that fits is described', async () => {
    expect(await openServer(urls.migratorUrl)).toMatchObject({ url: urls.migratorUrl, database, version: expect.stringMatching(/^1[5-9]/) })
  })

  test.each([
    ['is not a URL', 'localhost/sihe', 'DATABASE_URL 的写法应为'],
    ['is of another product', 'mysql://u:p@localhost/sihe', 'DATABASE_URL 的写法应为'],
    ['does not answer', 'postgres://u:p@127.0.0.1:1/sihe', '连接不上 DATABASE_URL 指定的数据库服务器'],
  ])('that %s is refused', async (_what, url, text) => {
    expect(await said(url)).toContain(text)
  })

  test('refuses with the reason and never the password', async () => {
    const wrong = new URL(urls.migratorUrl)
    wrong.password = 'topsecret'
    expect(await said(wrong.href)).toContain('拒绝了 DATABASE_URL 里的用户名或密码')
    expect(await said(wrong.href)).not.toContain('topsecret')
    expect(await said(urlFor(urls.migratorUrl, 'no_such_database'))).toContain('CREATE DATABASE')
    expect(await said(urls.runnerUrl)).toContain('GRANT CREATE, CONNECT')
  })

  test('with another encoding is refused', async () => {
    const latin = `sihe_latin_${mark}`
    await run(cluster.adminUrl, `create database ${latin} encoding 'SQL_ASCII' locale 'C' template template0`)
    expect(await said(urlFor(cluster.adminUrl, latin))).toContain('编码不是 UTF8')
    await dropDatabase(cluster, latin)
  })
})
