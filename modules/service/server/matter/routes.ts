import { dayOf } from '#core/org/contract.ts'
import { record, route } from '#core/org/server/index.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { guidePaper, publicGuide, publicMatters, publicOneThing, publicOneThings } from '../../guide-endpoints.ts'
import { addSet, changeSet, dropSet, hallLists, listSets, readSet } from '../../list-set.ts'
import {
  countMatters,
  exportMatters,
  importMatters,
  listMatters,
  previewMatters,
  publishMatter,
  readMatter,
  readVersions,
  stopMatter,
} from '../../matter-endpoints.ts'
import { checkOneThing, listOneThings, publishOneThing, readOneThing, stopOneThing } from '../../one-thing-endpoints.ts'
import { countMatterRows, listMatterRows } from './catalogue.ts'
import { historyOf, publish, stop } from './edit.ts'
import { exportCatalogue } from './export.ts'
import { getGuide, publicCatalogue, sendPaper } from './guides.ts'
import { importAll, preview } from './import.ts'
import { deleteSet, getSet, insertSet, listOfSets, listsOfHall, updateSet } from './list-sets.ts'
import {
  examine,
  oneThingVersions,
  pageOfOneThings,
  publishOneThing as putOneThing,
  stopOneThing as endOneThing,
} from './one-thing-edit.ts'
import { getOneThing } from './one-things.ts'
import { getMatter } from './versions.ts'

/** What every write of this file needs beside its content. */
const writing = ({ actor, now }: Pick<Call<never, Actor>, 'actor' | 'now'>) => ({
  town: actor.town,
  by: actor.name || actor.subject,
  now,
  today: dayOf(now),
})
const setWriting = (call: Pick<Call<never, Actor>, 'actor' | 'now'>) => ({ ...writing(call), day: dayOf(call.now) })

const catalogue = [
  route(exportMatters, exportCatalogue),
  route(countMatters, ({ tx, actor, query, now }) => countMatterRows(tx, actor.town, query.on ?? dayOf(now))),
  route(listMatters, ({ tx, actor, query: { on, ...ask }, now }) => listMatterRows(tx, actor.town, on ?? dayOf(now), ask)),
  route(readMatter, ({ tx, actor, params, query, now }) => getMatter(tx, actor.town, params.code, query.on ?? dayOf(now))),
  route(readVersions, ({ tx, actor, params, now }) => historyOf(tx, actor.town, params.code, dayOf(now))),
  route(publishMatter, async (call) => {
    const { matter, seen } = call.body
    const done = await publish(call.tx, { ...writing(call), matter, seen })
    await record(call, { kind: 'service.matter-published', object: `matter:${matter.code}`, detail: { from: matter.from } })
    return done
  }),
  route(stopMatter, async (call) => {
    const done = await stop(call.tx, { ...writing(call), code: call.params.code, on: call.body.on })
    await record(call, {
      kind: 'service.matter-stopped',
      object: `matter:${done.code}`,
      reason: call.body.reason,
      detail: { on: call.body.on },
    })
    return done
  }),
  route(previewMatters, preview),
  route(importMatters, async (call) => {
    const done = await importAll(call.tx, { ...writing(call), matters: call.body.matters })
    await record(call, { kind: 'service.matter-imported', object: 'matter', detail: { ...done } })
    return done
  }),
]

const oneThings = [
  route(listOneThings, ({ tx, actor, query: { on, ...ask }, now }) => pageOfOneThings(tx, actor.town, on ?? dayOf(now), ask)),
  route(readOneThing, async ({ tx, actor, params, query, now }) => {
    const found = await getOneThing(tx, actor.town, params.code, query.on ?? dayOf(now))
    const versions = await oneThingVersions(tx, actor.town, params.code)
    return {
      version: found.version,
      matters: [...found.matters],
      versions: versions.map(({ from_day, to_day, changed_by }) => ({
        from: from_day,
        ...(to_day ? { to: to_day } : {}),
        changedBy: changed_by,
      })),
    }
  }),
  route(checkOneThing, ({ tx, actor, body }) => examine(tx, actor.town, body.thing)),
  route(publishOneThing, async (call) => {
    const { thing, seen } = call.body
    const done = await putOneThing(call.tx, { ...writing(call), thing, seen })
    await record(call, { kind: 'service.one-thing-published', object: `one-thing:${thing.code}`, detail: { from: thing.from } })
    return done
  }),
  route(stopOneThing, async (call) => {
    const done = await endOneThing(call.tx, { ...writing(call), code: call.params.code, on: call.body.on })
    await record(call, { kind: 'service.one-thing-stopped', object: `one-thing:${done.code}`, reason: call.body.reason })
    return done
  }),
]

const sets = [
  route(listSets, async ({ tx, actor, now }) => ({ rows: await listOfSets(tx, actor.town, dayOf(now)) })),
  route(readSet, ({ tx, actor, params, now }) => getSet(tx, actor.town, params.id, dayOf(now))),
  route(addSet, (call) => insertSet(call.tx, setWriting(call), call.body)),
  route(changeSet, (call) => updateSet(call.tx, setWriting(call), call.params.id, call.body)),
  route(dropSet, async (call) => {
    await deleteSet(call.tx, call.actor.town, call.params.id)
    await record(call, { kind: 'service.list-set-dropped', object: `list-set:${call.params.id}` })
    return {}
  }),
]

/** The residents' door: guides, one-things, the hall's lists. Nothing here is personal, so a minute's cache is fine. */
const open = [
  route(publicMatters, publicCatalogue),
  route(publicGuide, ({ tx, actor, params, now, reply }) => {
    reply.header('cache-control', 'public, max-age=60')
    return getGuide(tx, actor.town, params.code, dayOf(now))
  }),
  route(guidePaper, sendPaper),
  route(publicOneThings, async ({ tx, actor, now }) => ({
    rows: (await pageOfOneThings(tx, actor.town, dayOf(now), { limit: 200 })).rows,
  })),
  route(publicOneThing, async ({ tx, actor, params, now }) => {
    const { version, matters } = await getOneThing(tx, actor.town, params.code, dayOf(now))
    return { version, matters: [...matters] }
  }),
  route(hallLists, async ({ tx, actor, now }) => ({ lists: await listsOfHall(tx, actor.town, dayOf(now)) })),
]

export const matterRoutes = [...catalogue, ...oneThings, ...sets, ...open]
