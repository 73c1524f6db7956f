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

export const incidentRoutes = [
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
