import { randomInt } from 'node:crypto'
import { dayOf } from '#core/org/contract.ts'
import { makeCounters } from '#platform/server/counter.ts'
import type { Platform } from '#platform/server/module.ts'

type Take = (town: string, name: string) => Promise<number>
const single = new WeakMap<Platform, Take>()
const blocks = new WeakMap<Platform, Take>()

/** A number within its year, in order and never twice; one at a time, since a paper's number must not skip twenty because a process stopped. */
export function nextNumber(platform: Platform, town: string, name: string): Promise<number> {
  let take = single.get(platform)
  if (!take) single.set(platform, (take = makeCounters(platform.db, 1)))
  return take(town, name)
}

/** Case numbers: BJ, day, five digits. */
export async function nextCaseNumber(platform: Platform, town: string, now: Date): Promise<string> {
  let take = blocks.get(platform)
  if (!take) blocks.set(platform, (take = makeCounters(platform.db)))
  const day = dayOf(now).replaceAll('-', '')
  return `BJ${day}${String(await take(town, `service/${day}`)).padStart(5, '0')}`
}

// No 0/O, 1/I/L: people read the code to each other by phone.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** 查询码: six characters, told once and printed on the receipt. */
export const makeCode = (): string => Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join('')
