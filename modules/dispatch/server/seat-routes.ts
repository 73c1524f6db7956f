import { route } from '#core/org/server/index.ts'
import type { Route } from '#platform/server/module.ts'
import { countSeatQueue, readAround, readMySeat, readPhrases, readSeatQueue, savePhrases } from '../seat/endpoints.ts'
import { listPhrases, savePhrasesOf } from './phrases.ts'
import { around, mySeat, seatCounts, seatQueue } from './seat.ts'

export const seatRoutes: readonly Route[] = [
  route(readSeatQueue, ({ tx, platform, actor, query, now }) => seatQueue(tx, platform, actor, now, query)),
  route(countSeatQueue, ({ tx, actor, now }) => seatCounts(tx, actor, now)),
  route(readAround, ({ tx, platform, actor, params, now }) => around(tx, platform, actor, params.id, now)),
  route(readMySeat, ({ tx, platform, actor, now }) => mySeat(tx, platform, actor, now)),
  route(readPhrases, async ({ tx, actor }) => ({ phrases: await listPhrases(tx, actor) })),
  route(savePhrases, async ({ tx, actor, body }) => {
    await savePhrasesOf(tx, actor, body.shared, body.words)
    return { phrases: await listPhrases(tx, actor) }
  }),
]
