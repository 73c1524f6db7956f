import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { getLocator } from '#core/area/server/index.ts'
import { actorOf } from '#core/org/server/index.ts'
import { report } from '#modules/incident/server/index.ts'
import type { Random } from '#town/geometry/index.ts'
import { makeNamer } from '#town/people/names.ts'
import { doorOf, reporterOf } from '../history/reporters.ts'
import type { Spot } from '../history/spots.ts'
import type { Staff } from '../history/staff.ts'
import { invent } from '../history/tell.ts'
import type { SpotKind } from '../history/wording/index.ts'
import { SIMULATED } from './open-cases.ts'

/** Somebody in town reports something, through the same use case as everybody. */
export async function newReport(
  tx: Tx,
  platform: Platform,
  town: string,
  { staff, spotOf, random }: { staff: Staff; spotOf: (kind: SpotKind, random: Random) => Spot; random: Random },
): Promise<void> {
  const now = platform.now()
  const tale = invent(spotOf, false, random)
  const located = (await getLocator(tx, town)).locate(tale.position, now)
  const { actor } = doorOf(town, tale.channel, located.micro?.code ?? located.grid?.code ?? '', now.getTime(), staff, random)
  const teller = reporterOf(tale, now.getTime(), 'SJ', makeNamer(random, []), random)
  await report(tx, platform, {
    draft: {
      actionId: newId(),
      description: tale.description,
      title: tale.title,
      classCode: tale.wording.code,
      address: tale.address,
      place: tale.position,
      ...(tale.accuracy === undefined ? {} : { accuracy: tale.accuracy }),
    },
    channel: tale.channel,
    actor: actor.kind === 'person' ? await actorOf(tx, platform, town, actor.personId, actor.postId, now) : actor,
    reporter: teller?.phone ? { name: teller.name, phone: teller.phone, callBack: true } : undefined,
    now,
    terminal: SIMULATED,
  })
}
