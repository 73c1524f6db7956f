import { dayAt } from '#core/area/contract.ts'
import { addDays } from '#core/calendar/contract.ts'
import { type Actor, grant, reaches, rolePermissions } from '#core/org/contract.ts'
import { awayFinders, route, screenPanels } from '#core/org/server/index.ts'
import type { ServerModule } from '#platform/server/module.ts'
import {
  addRest,
  dropRest,
  importBindings,
  listRests,
  listStations,
  previewBindings,
  readCoverage,
  readCoverageWeek,
  readStation,
  setStandIn,
} from '../endpoints.ts'
import { gridFaults } from '../faults.ts'
import { importFile, previewFile } from './bindings.ts'
import { coveragePanel } from './panel.ts'
import { forgetRest, keepRest, keepStandIn, listRestRows } from './rests.ts'
import { countsOf, coverageOn, coverageWeek, restsOfDay } from './staffing.ts'
import { listStationRows, stationOf } from './stations.ts'

const mine = (actor: Actor) => (cover: { code: string }) => reaches(actor, 'grid.coverage.read', { areaCode: cover.code })

/** 网格与队伍 2.1. */
export const gridModule: ServerModule = {
  name: 'grid',
  migrations: new URL('./migrations/', import.meta.url),
  permissions: {
    'grid.coverage.read': '查看网格覆盖',
    'grid.rest.manage': '登记请假、轮休和替班',
    'grid.binding.import': '导入人员与网格绑定',
    'grid.station.read': '查看工作站',
  },
  faults: gridFaults,
  routes: [
    route(readCoverage, async ({ tx, actor, query, now }) => {
      const day = query.day ?? dayAt(now)
      const all = (await coverageOn(tx, actor.town, day)).filter(mine(actor))
      const wanted = all.filter(
        ({ state, villageCode }) => (!query.state || state === query.state) && (!query.villageCode || villageCode === query.villageCode),
      )
      return { day, counts: countsOf(all), grids: wanted }
    }),
    route(readCoverageWeek, ({ tx, actor, query, now }) => {
      const from = query.from ?? dayAt(now)
      return coverageWeek(
        tx,
        actor.town,
        Array.from({ length: 7 }, (_, k) => addDays(from, k)),
        mine(actor),
      )
    }),
    route(listRests, ({ tx, actor, query }) => listRestRows(tx, actor.town, query)),
    route(addRest, ({ tx, actor, body, now }) => keepRest(tx, actor, body, now)),
    route(dropRest, ({ tx, actor, params }) => forgetRest(tx, actor, params.id)),
    route(setStandIn, ({ tx, actor, params, body, now }) => keepStandIn(tx, actor, params.id, body, now)),
    route(previewBindings, ({ tx, actor, body, now }) => previewFile(tx, actor.town, body.text, body.from, now)),
    route(importBindings, ({ tx, platform, actor, body, now }) => importFile(tx, platform, actor, body, now)),
    route(listStations, ({ tx, actor, query, now }) => listStationRows(tx, actor, query, now)),
    route(readStation, ({ tx, platform, actor, params, now }) => stationOf(tx, platform, actor, params.code, now)),
  ],
  contributes: [
    screenPanels.of(coveragePanel),
    awayFinders.of(restsOfDay),
    rolePermissions.of(
      ...grant('grid.coverage.read', {
        'watch-officer': ['town'],
        dispatcher: ['town'],
        leader: ['town'],
        'system-admin': ['town'],
        village: ['area'],
        'grid-worker': ['area'],
      }),
      ...grant('grid.rest.manage', { dispatcher: ['town'], 'watch-officer': ['town'], 'system-admin': ['town'] }),
      ...grant('grid.binding.import', { 'system-admin': ['town'], 'watch-officer': ['town'] }),
      ...grant('grid.station.read', {
        'watch-officer': ['town'],
        dispatcher: ['town'],
        leader: ['town'],
        village: ['area'],
        'grid-worker': ['area'],
      }),
    ),
  ],
}
