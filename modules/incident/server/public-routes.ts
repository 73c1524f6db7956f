import { thumbnail } from '#platform/server/index.ts'
import { route } from '#core/org/server/index.ts'
import type { Call } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { failIncident } from '../faults.ts'
import { addPublicWords, publicTown, ratePublic, readProgress, readPublicPhoto, reopenPublic, reportPublic } from '../public-endpoints.ts'
import { getFollowed } from './public-case.ts'
import { photosOf, progressOf } from './public-progress.ts'
import { addWords, describeTown, rate, reopen, takeReport } from './public.ts'

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
export const publicRoutes = [
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
