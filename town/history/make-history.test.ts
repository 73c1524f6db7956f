import { describe, expect, it } from 'vitest'
import { buildLocator } from '#core/area/server/index.ts'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { type PastCase, verifyCase } from '#core/case/server/index.ts'
import { incidentProcess } from '#modules/incident/contract.ts'
import { incidentGuards } from '#modules/incident/server/index.ts'
import { makeGeometry } from '#town/geometry/index.ts'
import { makePeople } from '#town/people/index.ts'
import { townAreas } from '../areas.ts'
import { cataloguesOf } from '../past/catalogues.ts'
import { makeHistory } from './make-history.ts'

const town = makeGeometry()
const people = makePeople(town)
const locator = buildLocator(townAreas(town))
// A Friday afternoon: queues hold what a working day leaves.
const now = Date.parse('2026-11-20T15:30:00+08:00')
const catalogues = cataloguesOf(now)

function make() {
  let photos = 0
  return [
    ...makeHistory({
      code: '320599101',
      town,
      people,
      calendar: defaultCalendar,
      now,
      days: 4,
      guards: new Map(incidentGuards.map((guard) => [guard.name, guard])),
      locate: (position, at) => locator.locate(position, at),
      catalogueAt: catalogues.at,
      photosFrom: catalogues.photosFrom,
      photo: () => ({ sha256: String(++photos).padStart(64, '0'), name: '示例.jpg', mime: 'image/jpeg' }),
    }),
  ].flatMap(({ incidents }) => incidents)
}
const incidents = make()
const pasts = incidents.map(({ past }) => past)

/** The rows as the database would give them back. */
const rowsOf = ({ entries }: PastCase) =>
  entries.map(({ sealed: s, previousHash, hash }) => ({
    case_id: s.caseId,
    seq: s.seq,
    action_id: s.actionId,
    action: s.action,
    at: new Date(s.at),
    received_at: new Date(s.receivedAt),
    person_id: s.personId || null,
    person_name: s.personName,
    post_title: s.postTitle,
    unit_id: s.unitId || null,
    unit_name: s.unitName,
    actor_kind: s.actorKind,
    terminal: s.terminal,
    from_step: s.from,
    to_step: s.to,
    input: s.input,
    due: s.due,
    prev_hash: previousHash,
    hash,
  }))

describe('four days of the invented past', () => {
  it('verify like any other: every hash, every number, the fold', () => {
    const broken = pasts.flatMap((past) =>
      verifyCase('320599101', rowsOf(past), incidentProcess, defaultCalendar, { state: past.state, hash: past.hash, seq: past.state.seq }),
    )
    expect(broken).toEqual([])
  })

  it('end now: nothing happens later, and acts follow one another', () => {
    for (const { entries } of pasts) {
      expect(entries.at(-1)!.sealed.at).toBeLessThanOrEqual(now)
      expect(entries.map(({ sealed }) => sealed.at)).toEqual(entries.map(({ sealed }) => sealed.at).sort((a, b) => a - b))
    }
  })

  it('are between 50 and 120 a day, numbered in the order they came', () => {
    const days = Map.groupBy(pasts, ({ number }) => number.slice(0, 10))
    expect(days.size).toBeGreaterThanOrEqual(4)
    for (const [day, ofDay] of days) {
      if (day < 'SJ20261117') continue // reports held back for the queues
      expect(ofDay.length).toBeGreaterThan(40)
      expect(ofDay.length).toBeLessThan(130)
      expect(ofDay.map(({ number }) => number)).toEqual(ofDay.map((_, i) => `${day}${String(i + 1).padStart(5, '0')}`))
    }
  })

  it('leave something in every queue', () => {
    const steps = new Set(pasts.filter(({ state }) => state.closedAt === undefined).map(({ state }) => state.step))
    for (const step of ['acceptance', 'dispatch', 'sign', 'handling', 'verification', 'callback', 'ruling', 'check', 'voiding'])
      expect([...steps]).toContain(step)
  })

  it('never let somebody check their own work, and show a photo where one is demanded', () => {
    for (const { entries } of pasts) {
      const did = new Set(
        entries.filter(({ sealed }) => ['handle', 'sign', 'settle'].includes(sealed.action)).map(({ sealed }) => sealed.personId),
      )
      const checked = entries.filter(({ sealed }) => sealed.action === 'verify').map(({ sealed }) => sealed.personId)
      expect(checked.filter((person) => did.has(person))).toEqual([])
      const solved = entries.filter(
        ({ sealed, after }) => sealed.action === 'handle' && sealed.input['outcome'] === 'solved' && String(after.data['classCode']) < 'S',
      )
      expect(solved.filter(({ sealed }) => !('after' in sealed.input))).toEqual([])
    }
  })

  it('merge the same problem told twice and close it with its main case', () => {
    const merged = pasts.filter(({ state }) => state.done['merge'])
    expect(merged.length).toBeGreaterThan(2)
    for (const { state } of merged.filter(({ state }) => state.done['close-with-main'])) expect(state.closedAt).toBeDefined()
  })

  it('use phones no operator has given out', () => {
    const phones = incidents.flatMap(({ reporter }) => reporter?.phone ?? [])
    expect(phones.length).toBeGreaterThan(50)
    for (const phone of phones) expect(phone).toMatch(/^1540\d{7}$/)
  })

  it('do not repeat themselves in words', () => {
    const said = incidents.map(({ told }) => told.draft.description)
    expect(new Set(said).size / said.length).toBeGreaterThan(0.97)
  })

  it('are the same at every start of the same instant', () => {
    expect(make().map(({ past }) => past.hash)).toEqual(pasts.map(({ hash }) => hash))
  })
})
