import type { Actor, MachineToken } from '#core/org/contract.ts'
import {
  type Confinement,
  findMachineActor,
  findMachineToken,
  issueMachineToken,
  machineTokensOf,
  revokeMachineToken,
  setDisplayCookie,
} from '#core/org/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import { failHall } from '../faults.ts'
import type { HallDisplay, createHallDisplay, listHallDisplays, openHallDisplay, revokeHallDisplay } from '../endpoints.ts'
import type { HallScreen } from '../view.ts'
import { domainsNow, readStanding } from './standing.ts'

/** The one thing a screen in the hall may do. */
export const screenPermission = 'hall.screen.read'

/** What it needs: its picture and the live line, nothing else. */
export const screenConfinement: Confinement = { permission: screenPermission, paths: ['/hall/screen', '/live'] }

/** Calls shown large, the newest first. */
const shownCalls = 6

/** Who goes where. No priority, no name, nothing that says who somebody is. */
export async function hallScreen(tx: Tx, platform: Platform, town: string, now: Date): Promise<HallScreen> {
  const standing = await readStanding(tx, platform, town, now)
  const { counters, current, setting, line, today } = standing
  const rows = await tx.query<{ number: string; counter_id: string; calls: number; called_at: Date }>(
    `select number, counter_id, calls, called_at from hall.ticket
     where town = $1 and day = $2 and counter_id is not null and called_at > $3 and state in ('called', 'serving', 'done') order by called_at desc limit $4`,
    [town, today, new Date(now.getTime() - 30 * 60_000), shownCalls],
  )
  const byId = new Map(counters.map((counter) => [counter.id, counter]))
  return {
    at: now.toISOString(),
    name: standing.name,
    demo: standing.demo,
    called: rows.flatMap(({ number, counter_id, calls, called_at }) => {
      const counter = byId.get(counter_id)
      return counter ? [{ number, counter: counter.number, title: counter.title, calls, at: called_at.toISOString() }] : []
    }),
    counters: counters.map(({ id, number, title, state, skills }) => {
      const serving = current.get(id)?.number
      return {
        number,
        title,
        state,
        ...(serving === undefined ? {} : { serving }),
        skills: setting.domains.filter(({ key }) => skills.includes(key)).map((domain) => domain.title),
      }
    }),
    domains: domainsNow(standing),
    waiting: line.length,
    missed: line.filter(({ state }) => state === 'missed').map(({ number }) => number),
  }
}

const displayOf = ({ id, name, createdAt, createdBy, lastUsed, revokedAt }: MachineToken): HallDisplay => ({
  id,
  name,
  createdAt,
  createdBy,
  lastUsed,
  revokedAt,
})

export async function displays({ tx, actor, query }: Call<typeof listHallDisplays, Actor>) {
  const { rows, next } = await machineTokensOf(tx, actor.town, screenPermission, query)
  return { rows: rows.map(displayOf), ...(next === undefined ? {} : { next }) }
}

/** The secret stands behind `#`, which no browser sends and no log keeps. */
export async function newDisplay(call: Call<typeof createHallDisplay, Actor>): Promise<{ path: string; row: HallDisplay }> {
  const { token, row } = await issueMachineToken(call, { name: call.body.name, scopes: [screenPermission], expires: null })
  return { path: `/hall-screen#${token}`, row: displayOf(row) }
}

export const endDisplay = async (call: Call<typeof revokeHallDisplay, Actor>): Promise<HallDisplay> =>
  displayOf(await revokeMachineToken(call, call.params.id, screenPermission))

/** Lets a screen in: its token becomes a cookie scripts cannot read. @throws Fault hall.display-unknown */
export async function openScreen({ platform, body, reply }: Call<typeof openHallDisplay, Actor>): Promise<{ name: string }> {
  const token = findMachineToken(body.token)
  const actor = token && (await findMachineActor(token, platform))
  if (!actor || actor.permissions.size !== 1 || !actor.permissions.has(screenPermission)) throw failHall('hall.display-unknown')
  setDisplayCookie(reply, platform, body.token)
  return { name: actor.name }
}
