import type { Actor, MachineToken } from '#core/org/contract.ts'
import {
  findMachineActor,
  findMachineToken,
  issueMachineToken,
  machineTokensOf,
  revokeMachineToken,
  setDisplayCookie,
} from '#core/org/server/index.ts'
import type { Call } from '#platform/server/module.ts'
import { failDispatch } from '../faults.ts'
import type { createDisplay, listDisplays, openDisplay, revokeDisplay } from '../screen-endpoints.ts'
import type { Display } from '../screen-record.ts'
import { isDisplay, screenPermission } from './screen-actor.ts'

// A display is a machine token that may look at the wall and nothing else, so the towns' administrator sees it among the tokens too.

const displayOf = ({ id, name, createdAt, createdBy, lastUsed, revokedAt }: MachineToken): Display => ({
  id,
  name,
  createdAt,
  createdBy,
  lastUsed,
  revokedAt,
})

export async function displays({ tx, actor, query }: Call<typeof listDisplays, Actor>) {
  const { rows, next } = await machineTokensOf(tx, actor.town, screenPermission, query)
  return { rows: rows.map(displayOf), ...(next === undefined ? {} : { next }) }
}

/** The secret stands behind `#`, which no browser sends and no log keeps. */
export async function newDisplay(call: Call<typeof createDisplay, Actor>): Promise<{ path: string; row: Display }> {
  const { token, row } = await issueMachineToken(call, { name: call.body.name, scopes: [screenPermission], expires: null })
  return { path: `/screen#${token}`, row: displayOf(row) }
}

export const endDisplay = async (call: Call<typeof revokeDisplay, Actor>): Promise<Display> =>
  displayOf(await revokeMachineToken(call, call.params.id, screenPermission))

/** Lets a display in: its token becomes a cookie scripts cannot read. @throws Fault dispatch.display-unknown */
export async function openWall({ platform, body, reply }: Call<typeof openDisplay, Actor>): Promise<{ name: string }> {
  const token = findMachineToken(body.token)
  const actor = token && (await findMachineActor(token, platform))
  if (!actor || !isDisplay(actor) || actor.permissions.size > 1) throw failDispatch('dispatch.display-unknown')
  setDisplayCookie(reply, platform, body.token)
  return { name: actor.name }
}
