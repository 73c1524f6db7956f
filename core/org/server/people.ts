import { newId } from '#platform/contract/id.ts'
import { maskPhone } from '#platform/contract/mask.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { type FieldCipher, fieldCipher } from '#platform/server/field-cipher.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import { dayOf } from '../day.ts'
import { failOrg } from '../faults.ts'
import type { PersonDetail, createPerson, resetPassword, revealPhone, unlockAccount, updatePerson } from '../person.ts'
import { reaches } from '../scope.ts'
import { setPassword } from './change-password.ts'
import { forgive } from './lockout.ts'
import { type Cost, hashPassword, oncePassword } from './password-hash.ts'
import { getPersonDetail } from './person-rows.ts'
import { record } from './record.ts'
import { endSessions } from './sign-in.ts'

const cipherOf = (platform: Platform): FieldCipher => fieldCipher(platform.config.dataDir)
/** What a sealed phone is bound to; see FieldCipher. */
export const phonePlace = (personId: string) => `org.person:${personId}`

export async function addPerson(call: Call<typeof createPerson, Actor>, cost: Cost): Promise<{ person: PersonDetail; password: string }> {
  const { tx, actor, body, platform, now } = call
  const id = newId()
  const sealed = body.phone === undefined ? null : cipherOf(platform).seal(body.phone, phonePlace(id))
  const made = await tx.query(
    `insert into org.person (town, id, login, name, phone_sealed, phone_mask) values ($1, $2, $3, $4, $5, $6) on conflict (town, login) do nothing returning 1 as ok`,
    [actor.town, id, body.login, body.name, sealed, body.phone === undefined ? null : maskPhone(body.phone)],
  )
  if (made.length === 0) throw failOrg('org.login-taken', { fields: [{ path: 'login', message: '这个账号名已被使用' }] })
  const password = oncePassword()
  await setPassword(tx, actor.town, id, await hashPassword(password, cost), now, true)
  await record(call, { kind: 'org.person-created', object: `person:${id}`, detail: { login: body.login } })
  return { person: await getPersonDetail(tx, actor.town, id, now, dayOf(now)), password }
}

/** Changes name, phone or state; stopping an account ends its sessions. */
export async function changePerson(call: Call<typeof updatePerson, Actor>): Promise<PersonDetail> {
  const { tx, actor, body, params, platform, now } = call
  const { town } = actor
  const changed = await tx.query(
    `update org.person set name = $3, status = $4, version = version + 1 where town = $1 and id = $2 and version = $5 returning 1 as ok`,
    [town, params.id, body.name, body.status, body.version],
  )
  if (changed.length === 0)
    throw failPlatform('platform.conflict', { extra: { current: await getPersonDetail(tx, town, params.id, now, dayOf(now)) } })
  if (body.phone !== undefined) {
    const sealed = body.phone === null ? null : cipherOf(platform).seal(body.phone, phonePlace(params.id))
    await tx.query(`update org.person set phone_sealed = $3, phone_mask = $4 where town = $1 and id = $2`, [
      town,
      params.id,
      sealed,
      body.phone && maskPhone(body.phone),
    ])
  }
  if (body.status === 'disabled') await endSessions(tx, town, params.id, now)
  await record(call, {
    kind: 'org.person-changed',
    object: `person:${params.id}`,
    detail: { status: body.status, phone: body.phone === undefined ? 'kept' : 'changed' },
  })
  return getPersonDetail(tx, town, params.id, now, dayOf(now))
}

/** Opens one phone number for a stated reason and writes down who looked (个人信息保护法 art. 6; rules.md §8.3). */
export async function openPhone(call: Call<typeof revealPhone, Actor>): Promise<{ phone: string }> {
  const { tx, actor, params, body, platform } = call
  const [person] = await tx.query<{ phone_sealed: Buffer | null; unit_ids: string[] }>(
    `select p.phone_sealed, array(
       select m.unit_id from org.member m where m.town = p.town and m.person_id = p.id and m.valid_from <= $3 and (m.valid_to is null or m.valid_to > $3)
     ) as unit_ids from org.person p where p.town = $1 and p.id = $2`,
    [actor.town, params.id, dayOf(call.now)],
  )
  if (!person) throw failPlatform('platform.not-found', { detail: '没有这个人' })
  if (!reaches(actor, 'org.person.reveal', { unitIds: person.unit_ids, personIds: [params.id] })) {
    throw failPlatform('platform.forbidden', { detail: '此人不在您可查看电话的范围内' })
  }
  if (!person.phone_sealed) throw failOrg('org.no-phone')
  await record(call, { kind: 'org.person-revealed', object: `person:${params.id}`, reason: body.reason, detail: { field: 'phone' } })
  return { phone: cipherOf(platform).open(person.phone_sealed, phonePlace(params.id)) }
}

export async function unlock(call: Call<typeof unlockAccount, Actor>): Promise<Record<string, never>> {
  const { tx, actor, params, body } = call
  await forgive(tx, actor.town, await loginOf(tx, actor.town, params.id))
  await record(call, { kind: 'org.account-unlocked', object: `person:${params.id}`, reason: body.reason })
  return {}
}

/** A one-time password for somebody else: their sessions end and the first sign-in changes it. */
export async function giveOncePassword(call: Call<typeof resetPassword, Actor>, cost: Cost): Promise<{ password: string }> {
  const { tx, actor, params, body, now } = call
  await forgive(tx, actor.town, await loginOf(tx, actor.town, params.id))
  const password = oncePassword()
  await setPassword(tx, actor.town, params.id, await hashPassword(password, cost), now, true)
  await endSessions(tx, actor.town, params.id, now)
  await record(call, { kind: 'org.password-reset', object: `person:${params.id}`, reason: body.reason })
  return { password }
}

async function loginOf(tx: Tx, town: string, id: string): Promise<string> {
  const [person] = await tx.query<{ login: string }>(`select login from org.person where town = $1 and id = $2`, [town, id])
  if (!person) throw failPlatform('platform.not-found', { detail: '没有这个人' })
  return person.login
}
