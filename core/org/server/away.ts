import { registry } from '#platform/contract/registry.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'

/** Somebody away from one of their posts on a day. */
export interface Away {
  readonly personId: string
  readonly postId: string
  /** Who stands in, present themself that day; undefined: nobody. */
  readonly substituteId?: string | undefined
}

/** Knows who is away (休息、请假、轮休) and who stands in (替班); contributed by the module that keeps it. */
export interface AwayFinder {
  readonly find: (tx: Tx, town: string, day: string) => Promise<readonly Away[]>
}
export const awayFinders = registry<AwayFinder>('org.away-finders')

/** Everybody away on a day; nobody where no module keeps it. @param day `YYYY-MM-DD` */
export async function awayOn(platform: Pick<Platform, 'contributions'>, tx: Tx, town: string, day: string): Promise<Away[]> {
  const found: Away[] = []
  for (const finder of awayFinders.from(platform.contributions)) found.push(...(await finder.find(tx, town, day)))
  return found
}
