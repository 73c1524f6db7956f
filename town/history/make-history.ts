import type { TownCalendar } from '#core/calendar/contract.ts'
import { dateOf } from '#core/calendar/contract.ts'
import type { Located } from '#core/area/contract.ts'
import type { CaseFile, NamedGuard } from '#core/case/contract.ts'
import { type PastRules, ringPast } from '#core/case/server/index.ts'
import { type Actor, systemActor } from '#core/org/contract.ts'
import { type ClassCatalogue, incidentProcess } from '#modules/incident/contract.ts'
import { type PastIncident, actPastIncident, openPastIncident } from '#modules/incident/server/index.ts'
import { type Position, type TownGeometry, makeRandom } from '#town/geometry/index.ts'
import { makeNamer } from '#town/people/names.ts'
import type { TownPeople } from '#town/people/index.ts'
import { timedId } from './ids.ts'
import { type Life, type World, areaOf } from './life.ts'
import { live } from './live.ts'
import { type Plan, planReports } from './plan.ts'
import { doorOf, reporterOf } from './reporters.ts'
import { makeSpots } from './spots.ts'
import { makeStaff, rowsOfPeople } from './staff.ts'
import { fill } from './wording/index.ts'

export interface HistoryOptions {
  readonly code: string
  readonly town: TownGeometry
  readonly people: TownPeople
  readonly calendar: TownCalendar
  readonly guards: ReadonlyMap<string, NamedGuard>
  readonly locate: (position: Position, at: number) => Located
  readonly catalogueAt: (at: number) => ClassCatalogue
  readonly photosFrom: number
  readonly photo: World['photo']
  /** Where the past ends, epoch milliseconds. */
  readonly now: number
  readonly days: number
}

/** A day of the past, ready to be written. */
export interface PastDay {
  /** YYYY-MM-DD the reports came in. */
  readonly day: string
  readonly incidents: readonly PastIncident[]
}

/**
 * Invents the incidents of the last days and lives each of them up to now through the engine's own rules. The same `now` gives the same
 * history, ids included. Days come one by one, so that the whole past is never in memory.
 * @throws Error when an act would be refused: a life that breaks a rule is a fault of the generator
 */
export function* makeHistory(options: HistoryOptions): Generator<PastDay> {
  const { code, now } = options
  const random = makeRandom('四河镇历史')
  const rules: PastRules = { town: code, process: incidentProcess, calendar: options.calendar, guards: options.guards }
  const world: World = {
    rules,
    calendar: options.calendar,
    staff: makeStaff(code, rowsOfPeople(options.people)),
    systemActor: systemActor(code),
    catalogueAt: options.catalogueAt,
    locate: options.locate,
    photo: options.photo,
    now,
  }
  const spotOf = makeSpots(options.town, random.fork('spots'))
  const invent = makeNamer(random.fork('names'), [])
  const plans = planReports({ now, days: options.days, photosFrom: options.photosFrom, random, spotOf })
  // A first report is remembered only while others may still be joined to it.
  const firsts = new Map<Plan, PastIncident>()
  const awaited = new Set(plans.flatMap(({ first }) => first ?? []))
  for (const [day, ofDay] of Map.groupBy(plans, ({ at }) => dateOf(at))) {
    const incidents = ofDay.map((plan, i) => {
      const number = `${incidentProcess.prefix}${day.replaceAll('-', '')}${String(i + 1).padStart(5, '0')}`
      const main = plan.merge && plan.first ? firsts.get(plan.first) : undefined
      const life = begin(world, plan, number, invent, main)
      run(life)
      if (awaited.has(plan)) firsts.set(plan, life.incident)
      return life.incident
    })
    for (const first of firsts.keys()) if (first.at < ofDay[0]!.at - 2 * 86_400_000) firsts.delete(first)
    yield { day, incidents }
  }
}

function begin(world: World, plan: Plan, number: string, invent: () => string, main: PastIncident | undefined): Life {
  const { tale, random, at } = plan
  const { rules, staff } = world
  const reporter = reporterOf(tale, at, number, invent, random)
  const located = tale.place ? world.locate(tale.place, at) : undefined
  const where = located?.micro?.code ?? located?.grid?.code ?? ''
  const door = doorOf(rules.town, tale.channel, where, at, staff, random)
  // A resident seldom knows the class; machines and staff do.
  const classed = tale.channel !== 'public' || random.chance(0.55)
  // Out of reach of the network: sent when the handset was back.
  const receivedAt = tale.channel === 'grid' && random.chance(0.03) ? Math.min(at + random.int(4, 55) * 60_000, world.now) : at
  const files: CaseFile[] =
    tale.channel === 'public' && at > world.now - 2 * 86_400_000 && random.chance(0.5) ? [world.photo(tale.wording.code, 'before', at)] : []
  const incident = openPastIncident(rules, world.catalogueAt(at), {
    caseId: timedId(at, random),
    number,
    told: {
      draft: {
        title: tale.title,
        description: tale.description,
        address: tale.address,
        files,
        ...(tale.place ? { place: tale.place } : {}),
        ...(tale.accuracy === undefined ? {} : { accuracy: tale.accuracy }),
        ...(classed ? { classCode: tale.wording.code } : {}),
      },
      channel: tale.channel,
      reporter: reporter && { name: reporter.name, phone: reporter.phone, callBack: reporter.callBack ?? true },
    },
    located,
    actor: door.actor,
    actionId: timedId(at, random),
    at,
    receivedAt,
    terminal: door.terminal,
    reporter,
  })
  const fix = fill(random.pick(tale.wording.fixes), random, tale.address)
  const actors = new Map<string, Actor>([[door.actor.personId, door.actor]])
  return { world, incident, tale, fate: plan.fate, random, main, fix, actors, at: receivedAt }
}

/** Lives a case up to now. */
function run(life: Life): void {
  const { world, incident, random, fate } = life
  for (const { action, actor, at, input, terminal, located } of fate.hold === incident.past.state.step ? [] : live(life)) {
    if (at > world.now) break
    actPastIncident(world.rules, world.catalogueAt(at), incident, {
      action,
      actor,
      at,
      actionId: timedId(at, random),
      ...(input ? { input } : {}),
      ...(terminal ? { terminal } : {}),
      ...(located ? { located } : {}),
    })
    life.at = at
    life.actors.set(actor.personId, actor)
    if (fate.hold === incident.past.state.step) break
  }
  ringPast(world.rules, incident.past, world.now)
  if (areaOf(life) === '') throw new Error(`${incident.past.number} lies nowhere`)
}
