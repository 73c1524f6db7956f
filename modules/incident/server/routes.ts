import { Fault } from '#platform/contract/problem.ts'
import { thumbnail } from '#platform/server/index.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { listConnections, listDisagreements, readOrder, receiveOrder, saveConnection } from '../door-endpoints.ts'
import { addPublicWords, publicTown, ratePublic, readProgress, readPublicPhoto, reopenPublic, reportPublic } from '../public-endpoints.ts'
import { wakeSender } from './doors/callbacks.ts'
import { connectionsOf, disagreementsOf, keepConnection } from './doors/connections.ts'
import { answerFor, receive, setAside } from './doors/inbound.ts'
import { getFollowed } from './public-case.ts'
import { photosOf, progressOf } from './public-progress.ts'
import { addWords, describeTown, rate, reopen, takeReport } from './public.ts'
import { audit } from '#platform/server/audit.ts'
import { classPath } from '../classes/catalogue.ts'
import { suggestClass } from '../classes/suggest.ts'
import { getLocator } from '#core/area/server/index.ts'
import { getReadable } from '#core/case/server/index.ts'
import { route } from '#core/org/server/index.ts'
import {
  callEmergency as emergencyEndpoint,
  countIncidents as countEndpoint,
  dropView as dropEndpoint,
  exportIncidents,
  findSame,
  findSameAs,
  listIncidents as listEndpoint,
  listViews as viewsEndpoint,
  readCatalogue,
  readDuties,
  readFigures,
  readIncident,
  reportIncident,
  revealReporter,
  saveCatalogue,
  saveDuties,
  saveView as saveViewEndpoint,
  suggestFor,
} from '../endpoints.ts'
import { failIncident } from '../faults.ts'
import { bindingsOf, getClasses, getDuties, saveClasses, saveDutyList, suggestUnit } from './catalogue.ts'
import { candidatesFor, getRecord, incidentDetail, reportOf } from './detail.ts'
import { exportList } from './export.ts'
import { figures } from './figures.ts'
import { countIncidents, listIncidents } from './list.ts'
import { placeOf } from '../beginning.ts'
import { emergency, report } from './report.ts'
import { openReporter } from './reporters.ts'
import { dropView, listViews, saveView } from './views.ts'

const deskRoutes = [
  route(reportIncident, async ({ tx, platform, actor, body, now, from }) => {
    const { channel, reporter, confidential, ...draft } = body
    return report(tx, platform, {
      draft,
      channel,
      actor,
      confidential,
      now,
      terminal: from.terminal,
      ...(reporter ? { reporter, withCode: true } : {}),
    })
  }),
  route(emergencyEndpoint, ({ tx, platform, actor, body, now, from }) =>
    emergency(tx, platform, { call: body, actor, now, terminal: from.terminal }),
  ),
  route(listEndpoint, ({ tx, platform, actor, query }) => {
    const { after, limit, sort, ...filter } = query
    return listIncidents(tx, platform, actor, { filter, sort, after, limit })
  }),
  route(countEndpoint, ({ tx, actor, query, now }) => countIncidents(tx, actor, query, now)),
  route(exportIncidents, (call) => exportList(call)),
  route(viewsEndpoint, async ({ tx, actor }) => ({ views: await listViews(tx, actor) })),
  route(saveViewEndpoint, ({ tx, actor, body }) => saveView(tx, actor, body)),
  route(dropEndpoint, async ({ tx, actor, params }) => {
    await dropView(tx, actor, params.id)
    return {}
  }),
  route(readCatalogue, ({ tx, actor }) => getClasses(tx, actor.town)),
  route(saveCatalogue, async ({ tx, actor, body }) => {
    await saveClasses(tx, { town: actor.town, by: actor.personId, seen: body.seen }, body.catalogue)
    return body.catalogue
  }),
  route(readDuties, async ({ tx, actor }) => ({ list: await getDuties(tx, actor.town), bindings: await bindingsOf(tx, actor.town) })),
  route(saveDuties, async ({ tx, actor, body }) => {
    await saveDutyList(tx, { town: actor.town, by: actor.personId, seen: body.seen }, body.list, body.bindings)
    return { list: body.list, bindings: await bindingsOf(tx, actor.town) }
  }),
  route(readFigures, async ({ tx, actor, query, now }) => ({
    figures: await figures(tx, actor, query),
    at: now.toISOString(),
    from: query.from,
    to: query.to,
  })),

  route(findSame, async ({ tx, platform, actor, body, now }) => {
    const text = `${body.title ?? ''} ${body.description ?? ''}`.trim()
    if (!text && !body.place) return { candidates: [] }
    const at = body.at ? Date.parse(body.at) : now.getTime()
    const { address, place, accuracy, classCode } = body
    const draft = {
      text,
      at,
      ...(address ? { address } : {}),
      ...(place ? { point: place } : {}),
      ...(accuracy !== undefined ? { accuracy } : {}),
      ...(classCode ? { classCode } : {}),
    }
    return { candidates: await candidatesFor(tx, platform, actor, draft) }
  }),
  route(suggestFor, async ({ tx, actor, body, now }) => {
    const catalogue = await getClasses(tx, actor.town)
    const located = body.place ? (await getLocator(tx, actor.town)).locate(body.place, now) : undefined
    const classes = suggestClass(body.description ?? '', catalogue).map(({ code, name, why }) => ({
      code,
      name,
      why,
      path: classPath(catalogue, code)
        .map((c) => c.name)
        .join(' / '),
    }))
    const code = body.classCode ?? classes[0]?.code
    const unit = code ? await suggestUnit(tx, actor.town, code, placeOf(located, actor.town).areaCode) : undefined
    const areas = [located?.village, located?.grid, located?.micro, ...(located?.professional ?? []), ...(located?.police ?? [])].filter(
      (a) => a !== undefined,
    )
    return {
      classes,
      ...(unit ? { unit } : {}),
      areas: areas.map(({ code: c, name, tier }) => ({ code: c, name, tier })),
      inTown: located ? !located.outside : false,
    }
  }),

  route(readIncident, async ({ tx, platform, actor, params }) =>
    incidentDetail(tx, actor, await getReadable(tx, platform, actor, params.id)),
  ),
  route(findSameAs, async ({ tx, platform, actor, params }) => {
    await getReadable(tx, platform, actor, params.id)
    return { candidates: await candidatesFor(tx, platform, actor, reportOf(await getRecord(tx, actor.town, params.id)), params.id) }
  }),
  route(revealReporter, async ({ tx, platform, actor, params, body, now, from }) => {
    await getReadable(tx, platform, actor, params.id)
    const opened = await openReporter(tx, platform, actor.town, params.id, params.reporter)
    if (!opened) throw failIncident('incident.reporter-missing')
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'incident.reporter-revealed',
      object: `case:${params.id}`,
      reason: body.reason,
      ip: from.ip,
      terminal: from.terminal,
      detail: { reporter: params.reporter },
    })
    return opened
  }),
]

type Writing = Pick<Call<typeof addPublicWords, Actor>, 'actor' | 'params' | 'now' | 'from'> & { body: { code: string; actionId: string } }
const saying = ({ actor, params, body, now, from }: Writing) => ({
  town: actor.town,
  number: params.number,
  code: body.code,
  actionId: body.actionId,
  now,
  terminal: from.terminal,
})

/** A thumbnail carries no EXIF; the original never leaves by this door. */
async function sendPhoto({ params, query, actor, platform, reply }: Call<typeof readPublicPhoto, Actor>) {
  const tx = platform.db.read
  const { photos, photosAfter } = await photosOf(tx, await getFollowed(tx, platform, actor.town, params.number, query.code))
  const shown = [...photos, ...photosAfter].some((p) => p.sha256 === params.sha256)
  const bytes = shown ? await thumbnail(platform.files, params.sha256, query.size) : undefined
  if (!bytes) throw failIncident('incident.number-or-code-wrong', { detail: '没有这张照片' })
  return reply.header('cache-control', 'private, max-age=600').type('image/webp').send(bytes)
}

/** The residents' door: no account, a number and a code. */
const publicRoutes = [
  route(publicTown, ({ tx, platform, actor, now, reply }) => {
    reply.header('cache-control', 'public, max-age=60')
    return describeTown(tx, platform, actor.town, now)
  }),
  route(reportPublic, ({ tx, platform, actor, body, now, from }) =>
    takeReport(tx, platform, { town: actor.town, now, terminal: from.terminal }, body),
  ),
  route(readProgress, async ({ tx, platform, actor, params, query, now }) =>
    progressOf(tx, await getFollowed(tx, platform, actor.town, params.number, query.code), now),
  ),
  route(readPublicPhoto, sendPhoto),
  route(addPublicWords, (call) => addWords(call.tx, call.platform, saying(call), call.body.words)),
  route(reopenPublic, (call) => reopen(call.tx, call.platform, saying(call), call.body.reason)),
  route(ratePublic, (call) => rate(call.tx, call.platform, saying(call), call.body)),
]

/** Systems beside ours: orders in, answers out. */
const doorRoutes = [
  route(receiveOrder, async ({ tx, platform, actor, body, now }) => {
    // A refused order rolls its own part back and is filed away with the reason in the same transaction.
    await tx.query('savepoint order_in')
    try {
      return await receive(tx, platform, actor, body, now)
    } catch (error) {
      if (!(error instanceof Fault) || error.status >= 500) throw error
      await tx.query('rollback to savepoint order_in')
      return setAside(tx, actor.town, body, now, error)
    }
  }),
  route(readOrder, async ({ tx, platform, actor, params }) => {
    const [row] = await tx.query<{ case_id: string | null }>(
      `select case_id from incident.inbound where town = $1 and system = $2 and number = $3`,
      [actor.town, params.system, params.number],
    )
    if (!row?.case_id) throw failIncident('incident.not-found', { detail: '没有收到过这个编号的工单' })
    return answerFor(tx, platform, actor.town, row.case_id, 'unchanged')
  }),
  route(listDisagreements, disagreementsOf),
  route(listConnections, async ({ tx, actor }) => ({ connections: await connectionsOf(tx, actor.town) })),
  route(saveConnection, async ({ tx, platform, actor, body, now, from }) => {
    const kept = await keepConnection(tx, actor.town, body)
    // A mended address is tried at once, not after the pause its failures earned.
    if (kept.waiting) await wakeSender(tx, platform, actor.town, body.system)
    await audit(tx, {
      town: actor.town,
      at: now,
      subject: actor.subject,
      post: actor.postTitle,
      kind: 'incident.connection-saved',
      object: `connection:${body.system}`,
      ip: from.ip,
      terminal: from.terminal,
    })
    return kept
  }),
]

/** Everything over HTTP: the desk, the residents, other systems. */
export const incidentRoutes = [...deskRoutes, ...publicRoutes, ...doorRoutes]
