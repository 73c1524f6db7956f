import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '#platform/contract/id.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { dayOf } from '../day.ts'
import { roleTitles } from '../roles.ts'
import { setPassword } from './change-password.ts'
import { loadOrg } from './load-org.ts'
import { type Cost, hashPassword, oncePassword } from './password-hash.ts'
import { createTown } from './town.ts'

const admins = [
  { login: 'sysadmin', role: 'system-admin' },
  { login: 'secadmin', role: 'security-admin' },
  { login: 'auditor', role: 'auditor' },
] as const

/** A code no real division has; a town gives its own when it loads its areas. */
const placeholder = '000000000'

/**
 * The first start of an empty installation: a town with the three administrators, each with a password of their own that must be
 * changed at the first sign-in (rules.md §8.6: no default accounts). The passwords go to a private file, not to the log.
 */
export async function openFirstTown(platform: Platform, cost: Cost): Promise<void> {
  const now = platform.now()
  const from = dayOf(now)
  const unit = newId()
  const people = admins.map(({ login, role }) => ({ id: newId(), login, role, name: roleTitles[role], password: oncePassword() }))
  const hashes = await Promise.all(people.map((person) => hashPassword(person.password, cost)))
  const made = await platform.db.transaction(async (tx) => {
    if (!(await createTown(tx, { code: placeholder, name: '新建镇' }))) return false
    const posts = people.map((person) => ({ id: newId(), unitId: unit, title: person.name, role: person.role, from }))
    await loadOrg(tx, {
      town: placeholder,
      units: [{ id: unit, kind: 'town', name: '镇人民政府', from }],
      people,
      posts,
      appointments: people.map((person, i) => ({ personId: person.id, postId: posts[i]!.id, from })),
      passwordHash: hashes[0]!,
      passwordAt: now,
      cipher: fieldCipher(platform.config.dataDir),
    })
    for (const [i, person] of people.entries()) await setPassword(tx, placeholder, person.id, hashes[i]!, now, true)
    return true
  })
  if (!made) return
  const file = join(platform.config.dataDir, 'first-login.txt')
  const lines = people.map((person) => `${person.name}\t${person.login}\t${person.password}`)
  await writeFile(file, `首次登录账号（登录后须立即修改密码，随后请删除本文件）\n${lines.join('\n')}\n`, { mode: 0o600 })
  platform.log.warn(`首次登录账号已写入 ${file}`)
}
