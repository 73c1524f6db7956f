import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testApp } from '#platform/server/test/app.ts'
import { signIn } from '../contract.ts'
import { openFirstTown } from './first-town.ts'
import { makeOrgModule, weakCost } from './index.ts'

const { request, platform } = await testApp([makeOrgModule({ cost: weakCost })])

test('before there is a town nobody is let in, and told why', async () => {
  expect(await request().refused(signIn, { body: { login: 'sysadmin', password: 'x' } })).toMatchObject({
    status: 503,
    detail: '本镇资料正在准备',
  })
})

test('an empty installation gets three administrators, each with a password of their own in a private file', async () => {
  // Two starters at once: one makes the town, the other finds it.
  await Promise.all([openFirstTown(platform, weakCost), openFirstTown(platform, weakCost)])
  const file = join(platform.config.dataDir, 'first-login.txt')
  expect((await stat(file)).mode & 0o077).toBe(0)
  const accounts = [...(await readFile(file, 'utf8')).matchAll(/\t(\w+)\t(\S+)$/gmu)].map((match) => ({
    login: match[1]!,
    password: match[2]!,
  }))
  expect(new Set(accounts.map((account) => account.password)).size).toBe(3)
  for (const body of accounts) {
    const session = await request().call(signIn, { body })
    expect([session.mustChangePassword, session.posts.length]).toEqual(['first', 1])
  }
  const people = await platform.db.read.query(`select login from org.person order by login`)
  expect(people).toEqual([{ login: 'auditor' }, { login: 'secadmin' }, { login: 'sysadmin' }])
})
