import { newId } from '#platform/contract/id.ts'
import { route } from '#core/org/server/index.ts'
import {
  addDevice,
  addUpkeep as addUpkeepEndpoint,
  changeDevice as changeEndpoint,
  countDevices as countEndpoint,
  exportDevices,
  heardFrom,
  importDevices,
  issueSecret,
  listDevices as listEndpoint,
  listKinds,
  listUpkeep as upkeepEndpoint,
  placeDevice,
  previewImport,
  printLabels,
  readDevice,
  readHealth,
  readRetention,
  saveRetention,
  setDeviceState,
} from '../device-endpoints.ts'
import { kinds } from '../kinds/kinds.ts'
import { addUpkeep, deviceDetail, getDevice, heard, listUpkeep } from './device-detail.ts'
import { countDevices, listDevices } from './device-list.ts'
import { changeDevice, giveSecret, insertDevices, placeIn, placed, setState } from './devices.ts'
import { healthBoard } from './health.ts'
import { importAll, preview } from './import.ts'
import { retentionView, setRetention } from './retention.ts'
import { exportLedger, labels } from './sheets.ts'

export const deviceRoutes = [
  route(listKinds, async () => ({ kinds: [...kinds] })),
  route(listEndpoint, ({ tx, actor, query: { after, limit, ...filter } }) => listDevices(tx, actor, filter, after, limit)),
  route(countEndpoint, ({ tx, actor, query }) => countDevices(tx, actor, query)),
  route(exportDevices, exportLedger),
  route(printLabels, labels),
  route(previewImport, preview),
  route(importDevices, ({ tx, platform, actor, body, now }) => importAll(tx, platform, actor, body.devices, now)),
  route(readDevice, ({ tx, actor, params, now }) => deviceDetail(tx, actor, params.id, now)),
  route(addDevice, async ({ tx, actor, body: { actionId: _, ...draft }, now }) => {
    const one = await placed(tx, actor.town, draft, now, newId(now.getTime()))
    await insertDevices(tx, actor.town, [one], now)
    return deviceDetail(tx, actor, one.id, now)
  }),
  route(changeEndpoint, async ({ tx, actor, params, body: { actionId: _, seen, ...draft }, now }) => {
    await getDevice(tx, actor, params.id)
    await changeDevice(tx, actor, params.id, draft, seen, now)
    return deviceDetail(tx, actor, params.id, now)
  }),
  route(setDeviceState, async ({ tx, actor, params, body, now }) => {
    await getDevice(tx, actor, params.id)
    await setState(tx, actor, params.id, body.state, body.words, now)
    return deviceDetail(tx, actor, params.id, now)
  }),
  // Own transaction: the reply holds the secret and may not be kept for replays.
  route(issueSecret, ({ platform, actor, params, now }) =>
    platform.db.transaction(async (tx) => {
      await getDevice(tx, actor, params.id)
      return giveSecret(tx, actor, params.id, now)
    }),
  ),
  route(heardFrom, ({ tx, actor, params, query }) => heard(tx, actor, params.id, query.since)),
  route(upkeepEndpoint, ({ tx, actor, params, query }) => listUpkeep(tx, actor, params.id, query.after, query.limit)),
  route(addUpkeepEndpoint, ({ tx, actor, params, body: { actionId: _, ...draft }, now }) => addUpkeep(tx, actor, params.id, draft, now)),
  route(readHealth, ({ tx, actor, query, now }) => healthBoard(tx, actor, query.by, now)),
  route(readRetention, ({ tx, actor }) => retentionView(tx, actor.town)),
  route(saveRetention, async ({ tx, actor, body, now }) => {
    await setRetention(tx, actor, body, now)
    return retentionView(tx, actor.town)
  }),
  route(placeDevice, async ({ tx, actor, query, now }) => {
    const place: [number, number] = [query.lng, query.lat]
    return { place, ...(await placeIn(tx, actor.town, place, now)) }
  }),
]
