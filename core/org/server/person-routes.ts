import { likePattern } from '#platform/contract/bigrams.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Route } from '#platform/server/module.ts'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import { createPerson, getPerson, listPeople, resetPassword, revealPhone, unlockAccount, updatePerson } from '../person.ts'
import { page } from './page.ts'
import type { Cost } from './password-hash.ts'
import { addPerson, changePerson, giveOncePassword, openPhone, unlock } from './people.ts'
import { getPersonDetail, listPersonRows } from './person-rows.ts'
import { route, unkept } from './route.ts'

const Cursor = z.tuple([z.string()])

export function personRoutes(cost: Cost): Route[] {
  return [
    route(listPeople, async ({ tx, actor, query, now }) => {
      const { unitId, status, limit } = query
      const filter = {
        unitId,
        status,
        like: query.q ? likePattern(query.q) : undefined,
        after: readAfter(Cursor, query.after)?.[0],
        limit: limit + 1,
      }
      return page(await listPersonRows(tx, actor.town, dayOf(now), filter), limit, (person) => writeCursor([person.login]))
    }),
    route(getPerson, ({ tx, actor, params, now }) => getPersonDetail(tx, actor.town, params.id, now, dayOf(now))),
    route(
      createPerson,
      unkept((call) => addPerson(call, cost)),
    ),
    route(updatePerson, changePerson),
    route(revealPhone, unkept(openPhone)),
    route(unlockAccount, unlock),
    route(
      resetPassword,
      unkept((call) => giveOncePassword(call, cost)),
    ),
  ]
}
