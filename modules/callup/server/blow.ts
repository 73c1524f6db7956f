import { getLocator } from '#core/area/server/index.ts'
import { open } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { newId } from '#platform/contract/id.ts'
import { makeCounters } from '#platform/server/counter.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { dayAt } from '#core/area/contract.ts'
import type { WhistleDraft } from '../endpoints.ts'
import { failCallup } from '../faults.ts'
import { limitsOf, urgencyOf } from '../limits.ts'

const counters = new WeakMap<Platform, ReturnType<typeof makeCounters>>()

async function nextNumber(platform: Platform, town: string, now: Date): Promise<string> {
  let take = counters.get(platform)
  if (!take) counters.set(platform, (take = makeCounters(platform.db, 5)))
  const day = dayAt(now).replaceAll('-', '')
  return `SH${day}${String(await take(town, `whistle/${day}`)).padStart(4, '0')}`
}

/** Eight characters that cannot be taken for one another; what is scanned on the spot. */
export function spotCode(): string {
  const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]).join('')
}

/**
 * Blows a whistle: a case that waits for the village's own signature first. The same `actionId` again answers the first.
 * @throws Fault callup.not-here for a place in no village of the town
 */
export async function blow(
  tx: Tx,
  platform: Platform,
  { actor, draft, now, terminal }: { actor: Actor; draft: WhistleDraft; now: Date; terminal: string },
): Promise<{ id: string; number: string }> {
  const { town } = actor
  const at = draft.at ? new Date(Math.min(Date.parse(draft.at), now.getTime())) : now
  const located = (await getLocator(tx, town)).locate(draft.place, at)
  const area = located.micro ?? located.grid ?? located.village
  if (!area || !located.village) throw failCallup('callup.not-here', { fields: [{ path: 'place', message: '哨点不在本镇的村（社区）里' }] })
  const number = await nextNumber(platform, town, now)
  const village = located.village.code
  const opened = await open(tx, platform, {
    process: 'whistle',
    data: {
      title: draft.title,
      description: draft.description,
      why: draft.why,
      kind: draft.kind,
      place: draft.place,
      address: draft.address,
      areaCode: area.code,
      areaName: area.name,
      urgency: urgencyOf[draft.kind],
      wanted: draft.wanted,
      files: draft.files,
      ...(draft.fromCase ? { fromCase: draft.fromCase } : {}),
      ...limitsOf[draft.kind],
    },
    actor,
    actionId: draft.actionId,
    number,
    now,
    at,
    caseId: newId(now.getTime()),
    terminal,
    files: draft.files.map((file) => ({ ...file, field: 'files' })),
    beside: ({ caseId, state }) =>
      tx.query(
        `insert into callup.whistle (town, case_id, number, kind, title, village_code, area_code, place, code, opened_by, opened_unit, opened_at, step, from_case)
         values ($1, $2, $3, $4, $5, $6, $7, point($8, $9), $10, $11, $12, $13, $14, $15)`,
        [
          town,
          caseId,
          number,
          draft.kind,
          draft.title,
          village,
          area.code,
          draft.place[0],
          draft.place[1],
          spotCode(),
          actor.personId || null,
          actor.unitId || null,
          at,
          state.step,
          draft.fromCase ?? null,
        ],
      ),
  })
  return { id: opened.caseId, number: opened.number }
}
