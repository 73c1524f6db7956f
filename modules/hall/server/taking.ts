import { createHash } from 'node:crypto'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Platform } from '#platform/server/module.ts'
import { type TakenRow, type Taking, writeTickets } from './write-tickets.ts'

/** Numbers written in one transaction at most. */
const together = 500

interface Waiting {
  readonly town: string
  readonly day: string
  readonly taking: Taking
  readonly resolve: (row: TakenRow) => void
  readonly reject: (error: unknown) => void
}

interface Door {
  readonly waiting: Waiting[]
  running: boolean
}
const doors = new WeakMap<Platform['db'], Door>()

/**
 * Gives one number. Whoever asks while a transaction is under way goes into the next one together with everybody else who came meanwhile: the day's
 * counter is one row, and ten thousand transactions in a row would wait for ten thousand commits.
 * @throws Fault platform.replay-mismatch when the action comes back with another content
 */
export function takeNumber(platform: Platform, town: string, day: string, draft: Omit<Taking, 'asked'>): Promise<TakenRow> {
  const { actionId, ...content } = draft
  const asked = createHash('sha256')
    .update(JSON.stringify(Object.entries(content).toSorted()))
    .digest('base64url')
    .slice(0, 22)
  let door = doors.get(platform.db)
  if (!door) doors.set(platform.db, (door = { waiting: [], running: false }))
  const { waiting } = door
  const taken = new Promise<TakenRow>((resolve, reject) => void waiting.push({ town, day, taking: { ...draft, asked }, resolve, reject }))
  if (!door.running) {
    door.running = true
    void serveAll(platform, door).finally(() => (door.running = false))
  }
  return taken.then((row) => {
    if (row.asked !== asked) throw failPlatform('platform.replay-mismatch')
    return row
  })
}

async function serveAll(platform: Platform, { waiting }: Door): Promise<void> {
  // Requests of one turn of the loop come together.
  await new Promise((resolve) => setImmediate(resolve))
  for (let first = waiting[0]; first; first = waiting[0]) {
    const { town, day } = first
    const batch: Waiting[] = []
    const rest: Waiting[] = []
    for (const each of waiting.splice(0)) (each.town === town && each.day === day && batch.length < together ? batch : rest).push(each)
    waiting.unshift(...rest)
    await serve(platform, town, day, batch)
  }
}

async function serve(platform: Platform, town: string, day: string, batch: readonly Waiting[]): Promise<void> {
  const once = new Map(batch.map(({ taking }) => [taking.actionId, taking]))
  const write = () => platform.db.transaction((tx) => writeTickets(tx, town, day, platform.now(), [...once.values()]))
  try {
    // Another process may have given a number to the same action in this moment: seen the second time.
    const rows = await write().catch(write)
    const byAction = new Map(rows.map((row) => [row.action_id, row]))
    for (const { taking, resolve } of batch) resolve(byAction.get(taking.actionId)!)
  } catch (error) {
    for (const { reject } of batch) reject(error)
  }
}
