import { bigrams } from '#platform/contract/bigrams.ts'
import { newId } from '#platform/contract/id.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Platform } from '#platform/server/module.ts'
import { makeCounters } from '#platform/server/counter.ts'
import { getLocator } from '#core/area/server/index.ts'
import { open } from '#core/case/server/index.ts'
import type { Actor } from '#core/org/contract.ts'
import { dayOf } from '#core/org/contract.ts'
import type { ClueDraft } from '../penalty.ts'
import { checkNumber, sealedFor } from './party.ts'

const counters = new WeakMap<Platform, (town: string, name: string) => Promise<number>>()

/** A number that grows within its year and never repeats. @param name what is counted */
export async function nextNumber(platform: Platform, town: string, name: string): Promise<number> {
  let next = counters.get(platform)
  // One at a time: a paper's number must not skip twenty because a process stopped.
  if (!next) counters.set(platform, (next = makeCounters(platform.db, 1)))
  return next(town, name)
}

export interface NewClue {
  readonly draft: Omit<ClueDraft, 'source'> & { source: string }
  readonly actor: Actor
  readonly now: Date
  readonly terminal?: string
  readonly origin?: Readonly<Record<string, unknown>>
}

/**
 * Registers a clue (线索): locates it, opens the case at its first step, keeps the party apart and sealed.
 * @throws Fault enforcement.party-number-wrong
 */
export async function registerClue(tx: Tx, platform: Platform, { draft, actor, now, terminal, origin }: NewClue) {
  const { town } = actor
  const { party } = draft
  checkNumber(party, 'party.number')
  const caseId = newId(now.getTime())
  const number = `CF${dayOf(now).slice(0, 4)}${String(await nextNumber(platform, town, `penalty/${dayOf(now).slice(0, 4)}`)).padStart(5, '0')}`
  const located = draft.place ? (await getLocator(tx, town)).locate(draft.place, now) : undefined
  const area = located?.micro ?? located?.grid ?? located?.village
  const kept = sealedFor(platform, caseId, party)
  const opened = await open(tx, platform, {
    process: 'penalty',
    caseId,
    number,
    actor,
    actionId: draft.actionId,
    now,
    ...(terminal ? { terminal } : {}),
    data: {
      title: draft.title,
      party: kept.shown,
      partyKind: party.kind,
      business: draft.business,
      source: draft.source,
      areaCode: area?.code ?? town,
      areaName: [located?.village?.name, located?.grid?.name].filter(Boolean).join(' · '),
      ...(draft.place ? { place: draft.place } : {}),
      ...(draft.address ? { address: draft.address } : {}),
      ...(origin ? { origin } : {}),
      ...(draft.files.length > 0 ? { files: draft.files } : {}),
    },
    files: draft.files.map((file) => ({ ...file, field: 'files' })),
    beside: ({ state }) => {
      return tx.query(
        `insert into enforcement.penalty (town, case_id, number, title, description, source, business, party_kind, party_name, party_sealed, party_digest,
           number_mask, phone_mask, address, place, area_code, unit_id, officers, step, opened_at, next_due, next_clock, grams)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, case when $15::float8 is null then null else point($15::float8, $16::float8) end,
           $17, $18, $19, $20, $21, $22, $23, $24)`,
        [
          town,
          caseId,
          number,
          draft.title,
          draft.description,
          draft.source,
          draft.business,
          party.kind,
          kept.shown,
          kept.sealed,
          kept.digest,
          kept.numberMask,
          kept.phoneMask,
          draft.address,
          draft.place?.[0] ?? null,
          draft.place?.[1] ?? null,
          area?.code ?? town,
          actor.unitId || null,
          actor.personId ? [actor.personId] : [],
          state.step,
          new Date(state.openedAt),
          state.clocks['clue']?.dueAt ? new Date(state.clocks['clue'].dueAt) : null,
          'clue',
          bigrams(`${number} ${draft.title} ${party.kind === 'organisation' ? party.name : ''} ${draft.address} ${draft.description}`),
        ],
      )
    },
  })
  return { id: opened.caseId, number: opened.number, replayed: opened.replayed }
}
