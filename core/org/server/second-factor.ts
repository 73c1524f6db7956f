import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Call, Platform, Route } from '#platform/server/module.ts'
import type { Actor } from '../actor.ts'
import { failOrg } from '../faults.ts'
import {
  type SecurityPolicy,
  beginSecondFactor,
  changeSecurity,
  confirmSecondFactor,
  readSecurity,
  resetSecondFactor,
} from '../second-factor.ts'
import type { Session } from '../session.ts'
import { record } from './record.ts'
import { route, unkept } from './route.ts'
import { getSessionToken } from './session-cookie.ts'
import { sessionView } from './session-view.ts'
import { base32, findStep, newSecret, otpUri } from './totp.ts'
import { getTown } from './town.ts'

const placeOf = (personId: string) => `org.second-factor:${personId}`

/**
 * Takes a code of a person's authenticator, each once.
 * @param confirming looks at a secret not yet confirmed, and confirms it
 * @returns undefined when there is no such secret, else whether the code was right
 */
export async function takeCode(
  tx: Tx,
  platform: Platform,
  town: string,
  personId: string,
  code: string,
  confirming = false,
): Promise<boolean | undefined> {
  const now = platform.now()
  const [row] = await tx.query<{ secret_sealed: Buffer; last_step: number }>(
    `select secret_sealed, last_step from org.second_factor where town = $1 and person_id = $2 and (confirmed_at is null) = $3`,
    [town, personId, confirming],
  )
  if (!row) return undefined
  const secret = base32(fieldCipher(platform.config.dataDir).open(row.secret_sealed, placeOf(personId)))
  const step = findStep(secret, code, now, row.last_step)
  if (step === undefined) return false
  // Two sign-ins with the same code at once: the row moves on for one of them only.
  const taken = await tx.query(
    `update org.second_factor set last_step = $3, confirmed_at = coalesce(confirmed_at, $4) where town = $1 and person_id = $2 and last_step < $3 returning 1 as ok`,
    [town, personId, step, now],
  )
  return taken.length > 0
}

/** Whether a person signs in with a code. */
export async function hasFactor(tx: Tx, town: string, personId: string): Promise<boolean> {
  const rows = await tx.query(`select 1 as ok from org.second_factor where town = $1 and person_id = $2 and confirmed_at is not null`, [
    town,
    personId,
  ])
  return rows.length > 0
}

async function begin(call: Call<typeof beginSecondFactor, Actor>): Promise<{ secret: string; uri: string }> {
  const { tx, actor, platform, request } = call
  getSessionToken(request)
  const secret = newSecret()
  const sealed = fieldCipher(platform.config.dataDir).seal(secret, placeOf(actor.personId))
  const made = await tx.query(
    `insert into org.second_factor as f (town, person_id, secret_sealed) values ($1, $2, $3)
     on conflict (town, person_id) do update set secret_sealed = $3, last_step = 0 where f.confirmed_at is null returning 1 as ok`,
    [actor.town, actor.personId, sealed],
  )
  if (made.length === 0) throw failOrg('org.second-factor-set')
  const [person] = await tx.query<{ login: string }>(`select login from org.person where town = $1 and id = $2`, [
    actor.town,
    actor.personId,
  ])
  return { secret, uri: otpUri(secret, (await getTown(platform, actor.town)).name, person!.login) }
}

async function confirm(call: Call<typeof confirmSecondFactor, Actor>): Promise<Session> {
  const { tx, actor, platform, request, body, now } = call
  const token = getSessionToken(request)
  const right = await takeCode(tx, platform, actor.town, actor.personId, body.code, true)
  if (right === undefined) throw failOrg('org.second-factor-set', { detail: '没有待确认的动态口令', way: '请先取得密钥，再输入口令' })
  if (!right) throw failOrg('org.wrong-code', { fields: [{ path: 'code', message: '动态口令不对' }] })
  await record(call, { kind: 'org.second-factor-set', object: `person:${actor.personId}` })
  return sessionView(tx, platform, token, now)
}

async function reset(call: Call<typeof resetSecondFactor, Actor>): Promise<Record<string, never>> {
  const { tx, actor, params, body } = call
  const [person] = await tx.query(`select 1 as ok from org.person where town = $1 and id = $2`, [actor.town, params.id])
  if (!person) throw failPlatform('platform.not-found', { detail: '没有这个人' })
  await tx.query(`delete from org.second_factor where town = $1 and person_id = $2`, [actor.town, params.id])
  await record(call, { kind: 'org.second-factor-reset', object: `person:${params.id}`, reason: body.reason })
  return {}
}

async function policyOf(tx: Tx, town: string): Promise<SecurityPolicy> {
  const [row] = await tx.query<SecurityPolicy>(
    `select second_factor as "secondFactor", data_factor as "dataFactor" from org.town where town = $1`,
    [town],
  )
  return row ?? { secondFactor: 'off', dataFactor: 'demanded' }
}

/** One-time codes beside the password: binding, taking away, and whether administrators must have one. */
export const secondFactorRoutes: Route[] = [
  route(beginSecondFactor, unkept(begin)),
  route(confirmSecondFactor, confirm),
  route(resetSecondFactor, reset),
  route(readSecurity, ({ tx, actor }) => policyOf(tx, actor.town)),
  route(changeSecurity, async (call) => {
    const before = await policyOf(call.tx, call.actor.town)
    await call.tx.query(`update org.town set second_factor = $2, data_factor = $3 where town = $1`, [
      call.actor.town,
      call.body.secondFactor,
      call.body.dataFactor,
    ])
    await record(call, { kind: 'org.security-changed', detail: { before, after: call.body } })
    return policyOf(call.tx, call.actor.town)
  }),
]
