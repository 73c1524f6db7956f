import { likePattern } from '#platform/contract/bigrams.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import type { Route } from '#platform/server/module.ts'
import { Id } from '#platform/contract/id.ts'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import { closeUnit, createUnit, getUnit, listUnits, moveUnit, orgTree, renameUnit, updateUnit } from '../unit.ts'
import { page } from './page.ts'
import { route } from './route.ts'
import { treeAt } from './tree.ts'
import { getUnitDetail, listUnits as unitsAt } from './unit-rows.ts'
import { addUnit, changeUnit, endUnit, giveName, place } from './units.ts'

const Cursor = z.tuple([z.int32(), Id])

export const unitRoutes: Route[] = [
  route(listUnits, async ({ tx, actor, query, now }) => {
    const after = readAfter(Cursor, query.after)
    const filter = {
      kind: query.kind,
      parentId: query.parentId,
      like: query.q ? likePattern(query.q) : undefined,
      after,
      limit: query.limit + 1,
    }
    const units = await unitsAt(tx, actor.town, query.at ?? dayOf(now), filter)
    return page(units, query.limit, (unit) => writeCursor([unit.position, unit.id]))
  }),
  route(getUnit, ({ tx, actor, params, query, now }) => getUnitDetail(tx, actor.town, params.id, query.at ?? dayOf(now))),
  route(createUnit, addUnit),
  route(updateUnit, changeUnit),
  route(renameUnit, giveName),
  route(moveUnit, place),
  route(closeUnit, endUnit),
  route(orgTree, async ({ tx, actor, query, now }) => {
    const at = query.at ?? dayOf(now)
    return { at, rows: await treeAt(tx, actor.town, at) }
  }),
]
