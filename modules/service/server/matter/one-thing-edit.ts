import { z } from 'zod'
import { likePattern, queryBigrams, queryWords } from '#platform/contract/bigrams.ts'
import { readAfter, writeCursor } from '#platform/contract/page.ts'
import { failPlatform } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import { failService } from '../../faults.ts'
import type { OneThingVersion } from '../../one-thing.ts'
import type { OneThingRow } from '../../one-thing-endpoints.ts'
import { findOneThingFaults } from '../../one-thing-rules.ts'
import { checkDay } from './edit.ts'
import { mattersOn, storeOneThings } from './one-things.ts'

const Cursor = z.tuple([z.string()])

/** One keyset page of those that stand on a day, in order of code. @throws Fault platform.invalid */
export async function pageOfOneThings(
  tx: Tx,
  town: string,
  day: string,
  ask: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: OneThingRow[]; next?: string }> {
  const values: unknown[] = [town, day]
  const add = (value: unknown): string => `$${values.push(value)}`
  const where = [
    `o.town = $1 and o.from_day <= $2::date and (o.to_day is null or o.to_day > $2::date) and not exists
      (select 1 from service.one_thing n where n.town = o.town and n.code = o.code and n.from_day > o.from_day and n.from_day <= $2::date)`,
  ]
  if (ask.q) {
    const grams = queryBigrams(ask.q)
    if (grams) where.push(`o.grams @> ${add(grams)}::text[]`)
    for (const word of queryWords(ask.q)) where.push(`lower(normalize(o.code || ' ' || o.name, NFKC)) like ${add(likePattern(word))}`)
  }
  const after = readAfter(Cursor, ask.after)
  if (after) where.push(`o.code > ${add(after[0])}`)
  const found = await tx.query<{ spec: OneThingVersion }>(
    `select o.spec from service.one_thing o where ${where.join(' and ')} order by o.code limit ${add(ask.limit + 1)}`,
    values,
  )
  const rows = found.slice(0, ask.limit).map(({ spec }) => rowOf(spec))
  const last = rows.at(-1)
  return { rows, ...(found.length > ask.limit && last ? { next: writeCursor([last.code]) } : {}) }
}

const rowOf = ({ code, from, to, name, summary, applicants, items, situations, example }: OneThingVersion): OneThingRow => ({
  ...{ code, from, name, summary, applicants, example },
  ...(to ? { to } : {}),
  items: items.length,
  questions: situations.length,
})

interface Stored {
  spec: OneThingVersion
  from_day: string
  to_day: string | null
  changed_by: string
}

/** All versions of a code, oldest first. */
export async function oneThingVersions(tx: Tx, town: string, code: string, lock = false): Promise<Stored[]> {
  return tx.query<Stored>(
    `select spec, from_day, to_day, changed_by from service.one_thing where town = $1 and code = $2 order by from_day${lock ? ' for update' : ''}`,
    [town, code],
  )
}

/** The matters a draft joins as they stand on its first day, and all that is wrong with it. */
export async function examine(tx: Tx, town: string, thing: OneThingVersion) {
  const matters = await mattersOn(
    tx,
    town,
    thing.items.map(({ code }) => code),
    thing.from,
  )
  return { matters, faults: findOneThingFaults(thing, matters).map(({ field, message }) => ({ path: field, message })) }
}

/**
 * Like a matter's: dated, never backwards.
 * @throws Fault service.one-thing-unsound, service.matter-past, service.matter-followed, platform.conflict
 */
export async function publishOneThing(
  tx: Tx,
  {
    town,
    thing,
    seen,
    by,
    now,
    today,
  }: { town: string; thing: OneThingVersion; seen: string | undefined; by: string; now: Date; today: string },
): Promise<OneThingVersion> {
  const latest = (await oneThingVersions(tx, town, thing.code, true)).at(-1)
  if (latest?.from_day !== seen)
    throw failPlatform('platform.conflict', {
      detail: latest ? `${thing.code} 已有 ${latest.from_day} 起的版本（${latest.changed_by}）` : `${thing.code} 已不存在`,
    })
  checkDay(thing.from, today, latest?.from_day)
  if (latest && latest.from_day > thing.from) throw failService('service.matter-followed', { detail: `已排定 ${latest.from_day} 起的版本` })
  const { faults } = await examine(tx, town, thing)
  if (faults[0])
    throw failService('service.one-thing-unsound', {
      detail: faults.map(({ message }) => message).join('；'),
      fields: faults.map(({ path, message }) => ({ path: `thing.${path}`, message })),
    })
  await endBefore(tx, town, thing.code, thing.from)
  await storeOneThings(tx, town, [thing], by, now)
  return thing
}

const endBefore = (tx: Tx, town: string, code: string, day: string) =>
  tx.query(
    `update service.one_thing set to_day = $3::text::date, spec = spec || jsonb_build_object('to', $3::text)
      where town = $1 and code = $2 and from_day < $3::text::date and (to_day is null or to_day > $3::text::date)`,
    [town, code, day],
  )

/** @throws Fault service.one-thing-missing, service.matter-past, service.matter-followed */
export async function stopOneThing(
  tx: Tx,
  { town, code, on, today }: { town: string; code: string; on: string; today: string },
): Promise<OneThingVersion> {
  const latest = (await oneThingVersions(tx, town, code, true)).at(-1)
  if (!latest || (latest.to_day !== null && latest.to_day <= today)) throw failService('service.one-thing-missing')
  if (on <= today)
    throw failService('service.matter-past', { detail: '停用最早从明天起', fields: [{ path: 'on', message: '停用最早从明天起' }] })
  if (latest.from_day >= on) throw failService('service.matter-followed', { detail: `已排定 ${latest.from_day} 起的版本` })
  await endBefore(tx, town, code, on)
  return { ...latest.spec, to: on }
}
