import { z } from 'zod'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import { route } from '#core/org/server/index.ts'
import { readEnvelope } from '../decode/envelope.ts'
import { readChirpstack, readTts } from '../decode/lorawan.ts'
import { pathsOf } from '../decode/mapped.ts'
import type { Decoded, RawReading } from '../decode/raw-reading.ts'
import { parseMessage, readMessage } from '../decode/read-message.ts'
import { readObservation } from '../decode/sensorthings.ts'
import { suggestMapping } from '../decode/suggest.ts'
import { cleanValues } from '../decode/clean.ts'
import { failSensing } from '../faults.ts'
import {
  exportReadings,
  listReadings as rawEndpoint,
  listStrangers,
  postAttributes,
  postChirpstack,
  postObservation,
  postReadings,
  postTelemetry,
  postTts,
  previewMapping,
  readBroker,
  readHints,
  readHistory,
  readLatest,
} from '../reading-endpoints.ts'
import { type RefusalReason, refusalWords } from '../refusal.ts'
import { getDevice } from './device-detail.ts'
import { deviceConditions, liveOf } from './device-list.ts'
import { Doors, type Judged } from './broker/doors.ts'
import { hintsFor } from './hints.ts'
import { history, listReadings } from './history.ts'
import { type Ingest, ingestOf } from './broker/ingest.ts'
import type { Known } from './broker/known.ts'
import { brokerView } from './broker/mqtt-service.ts'
import type { Latest } from './readings.ts'
import { exportOne } from './sheets.ts'

/** Beyond this an HTTP caller is told to come back; a socket would simply wait. */
const queueMost = 20_000

/** Keeps what was judged good and says what became of it; nothing good at all is an error, so that the device notices. */
async function keep(ingest: Ingest, judged: Judged) {
  const refused = [...new Set(judged.refused)].map((reason) => ({ reason, title: refusalWords(reason).title }))
  if (judged.entries.length === 0 && judged.refused.length > 0)
    throw failSensing('sensing.reading-refused', {
      detail: refused.map((one) => one.title).join('；'),
      extra: { reasons: refused.map((one) => one.reason) },
    })
  if (ingest.queued > queueMost) throw failPlatform('platform.busy')
  const { kept, repeated } = await ingest.keep(judged.entries)
  return { kept, repeated, refused }
}

async function deviceOfToken(platform: Platform, token: string): Promise<{ ingest: Ingest; device: Known }> {
  const ingest = await ingestOf(platform)
  if (!ingest.devices.findBySecret(token)) await ingest.devices.refreshFor(token)
  const device = ingest.devices.findBySecret(token)
  if (!device) {
    ingest.refusals.add('-', `http:${token.slice(0, 6)}…`, 'secret-wrong', '', platform.now().getTime())
    throw failSensing('sensing.token-wrong')
  }
  return { ingest, device }
}

/** What another system delivers for its devices. */
async function deliver({ platform, actor }: Pick<Call, 'platform' | 'actor'>, decoded: Decoded) {
  const ingest = await ingestOf(platform)
  if (decoded.faults.length > 0) {
    ingest.refusals.add(actor.town, actor.subject, decoded.faults[0]!.reason, decoded.faults[0]!.detail, platform.now().getTime())
    throw failSensing('sensing.payload-garbage', { detail: decoded.faults[0]!.detail })
  }
  return keep(ingest, await new Doors(ingest, platform).judgeAliases({ town: actor.town, broker: true }, decoded))
}

const nothing = { kept: 0, repeated: 0, refused: [] }
const StrangerCursor = z.tuple([z.iso.date(), z.string(), z.string()])

export const readingRoutes = [
  route(readHistory, async ({ tx, actor, params, query, now }) =>
    history(tx, actor.town, await getDevice(tx, actor, params.id), query, now.getTime()),
  ),
  route(rawEndpoint, async ({ tx, actor, params, query }) => {
    const device = await getDevice(tx, actor, params.id)
    return listReadings(tx, actor.town, device.id, query)
  }),
  route(exportReadings, exportOne),
  route(readHints, async ({ tx, actor, params, query, now }) =>
    hintsFor(tx, actor.town, await getDevice(tx, actor, params.id), query, now.getTime()),
  ),
  route(readLatest, async ({ tx, actor, query }) => {
    const ids = query.ids.split(',').filter((id) => z.uuid().safeParse(id).success)
    const c = deviceConditions(actor, { state: ['normal', 'paused', 'retired'] })
    c.where('d.id = any(?::uuid[])', ids.slice(0, 200))
    const rows = await tx.query<{ id: string; kind: string; online: string; seen_at: Date; latest: Latest }>(
      `select d.id, d.kind, d.online, l.seen_at, l.latest from sensing.device d join sensing.live l on l.town = d.town and l.device_id = d.id where ${c.text}`,
      c.values,
    )
    return {
      devices: rows.map((row) => ({
        id: row.id,
        seenAt: row.seen_at.getTime(),
        online: row.online === 'online' || row.online === 'faulty',
        live: liveOf(row.kind, row.latest),
      })),
    }
  }),
  route(readBroker, async ({ platform }) => brokerView(platform)),
  route(listStrangers, async ({ tx, actor, query }) => {
    const cursor = readAfter(StrangerCursor, query.after)
    const rows = await tx.query<{ source: string; day: string; reason: string; count: number; last_at: Date; sample: string }>(
      // '-': a caller who named no town we could check; every town of the installation sees those.
      `select source, day, reason, count, last_at, sample from sensing.refusal where town in ($1, '-') and device_id is null
       and ($2::date is null or (day, source, reason) < ($2::date, $3, $4)) order by day desc, source desc, reason desc limit $5`,
      [actor.town, cursor?.[0] ?? null, cursor?.[1] ?? '', cursor?.[2] ?? '', query.limit + 1],
    )
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      rows: page.map((row) => ({
        source: row.source.replace('stranger:', ''),
        day: row.day,
        reason: row.reason,
        ...refusalWords(row.reason),
        count: row.count,
        lastAt: row.last_at.toISOString(),
        sample: row.sample,
      })),
      ...(rows.length > query.limit && last ? { next: writeCursor([last.day, last.source, last.reason]) } : {}),
    }
  }),
  route(previewMapping, async ({ body }) => {
    const parsed = parseMessage(body.sample)
    if ('fault' in parsed) throw failSensing('sensing.payload-garbage', { detail: parsed.fault.faults[0]?.detail ?? '' })
    const suggested = body.format === 'json' ? suggestMapping(parsed.message, body.kind) : undefined
    const mapping = body.mapping ?? suggested
    const decoded = readMessage(body.format, parsed.message, mapping)
    const [first] = decoded.readings
    const cleaned = first && cleanValues(body.kind, first.values, mapping?.textNumbers ?? body.format !== 'sihe')
    const faults = [...decoded.faults, ...(cleaned?.faults ?? [])]
    return {
      paths: pathsOf(parsed.message),
      ...(suggested ? { suggested } : {}),
      values: cleaned?.values ?? {},
      ...(first?.at === undefined ? {} : { at: first.at }),
      ...(first?.seq === undefined ? {} : { seq: first.seq }),
      faults: faults.map(({ reason, detail }: { reason: RefusalReason; detail: string }) => ({
        reason,
        title: refusalWords(reason).title,
        detail,
      })),
    }
  }),
  route(postTelemetry, async ({ platform, params, body }) => {
    const { ingest, device } = await deviceOfToken(platform, params.token)
    // A device registered with a format of its own keeps it here: the path only says how it came.
    const format = device.format === 'json' || device.format === 'sihe' ? 'device' : 'thingsboard'
    const text = JSON.stringify(body ?? null)
    const doors = new Doors(ingest, platform)
    const hasValues =
      typeof body === 'object' && body !== null && ('ts' in body || Array.isArray(body)) && format === 'device' && device.format === 'sihe'
    return keep(ingest, doors.judgeOwn(device, hasValues ? 'thingsboard' : format, text))
  }),
  route(postAttributes, async ({ platform, params, body }) => {
    const { ingest, device } = await deviceOfToken(platform, params.token)
    const judged = new Doors(ingest, platform).judgeOwn(device, 'attributes', JSON.stringify(body ?? null))
    const { kept } = judged.entries.length > 0 ? await keep(ingest, judged) : nothing
    return { kept }
  }),
  // Joins, acknowledgements and errors of the network server are not readings: taken and left.
  route(postChirpstack, async (call) => (call.query.event === 'up' ? deliver(call, readChirpstack(call.body)) : nothing)),
  route(postTts, async (call) => deliver(call, readTts(call.body))),
  route(postObservation, async (call) => deliver(call, readObservation(call.body))),
  route(postReadings, async ({ platform, actor, body }) => {
    const ingest = await ingestOf(platform)
    const raws: RawReading[] = []
    const refused: RefusalReason[] = []
    for (const one of body.readings) {
      const decoded = readEnvelope(one)
      raws.push(...decoded.readings)
      for (const { reason, detail } of decoded.faults) {
        refused.push(reason)
        ingest.refusals.add(actor.town, actor.subject, reason, detail, platform.now().getTime())
      }
    }
    const judged = await new Doors(ingest, platform).judgeEnvelopes(actor.town, raws)
    return keep(ingest, { entries: judged.entries, refused: [...refused, ...judged.refused] })
  }),
]
