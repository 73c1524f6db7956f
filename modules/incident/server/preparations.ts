import { z } from 'zod'
import { newId } from '#platform/contract/id.ts'
import { distanceBetween } from '#core/area/contract.ts'
import { getLocator } from '#core/area/server/index.ts'
import { type Limit, dateOf } from '#core/calendar/contract.ts'
import { CaseFile, Point } from '#core/case/contract.ts'
import { type CasePreparation, findIntake } from '#core/case/server/index.ts'
import { failCase } from '#core/case/contract.ts'
import { getUnit } from '#core/org/server/index.ts'
import { findClass } from '../classes/catalogue.ts'
import { type ClassCatalogue, Grade } from '../classes/class.ts'
import { failIncident } from '../faults.ts'
import { getClasses } from './catalogue.ts'
import { type ClassFacts, factsOfClass } from '../classes/facts-of-class.ts'
import { placeOf } from '../beginning.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

type Answers = Readonly<Record<string, unknown>>

/** Title, evidence and limits by the class and grade an act leaves the case with. */
export function classFactsOf(catalogue: ClassCatalogue, input: Answers, data: Answers): ClassFacts {
  const given = Grade.safeParse(input['grade'])
  const known = Grade.safeParse(data['grade'])
  const newClass = text(input['classCode']) !== undefined && input['classCode'] !== data['classCode']
  const code = text(input['classCode']) ?? text(data['classCode'])
  return factsOfClass(catalogue, code, given.success ? given.data : known.success && !newClass ? known.data : undefined)
}

/** Metres from where a check was made to the scene (核验距离), when both are known. */
export function distanceOf(input: Answers, data: Answers): { distance: number } | undefined {
  const here = Point.safeParse(input['place'])
  const scene = Point.safeParse(data['place'])
  return here.success && scene.success ? { distance: Math.round(distanceBetween(here.data, scene.data)) } : undefined
}

/** The review clock's limit: to the end of the chosen day. @param at epoch milliseconds of the act */
export function reviewLimitOf(input: Answers, at: number): { limitReview: Limit } | undefined {
  const date = text(input['nextReview'])
  if (!date) return undefined
  const days = Math.max(1, Math.round((Date.parse(`${date}T00:00:00+08:00`) - Date.parse(`${dateOf(at)}T00:00:00+08:00`)) / 86_400_000))
  return { limitReview: { n: days, unit: 'calendar-day' } }
}

/** Class or grade changed: title, evidence and limits follow. A clock already running keeps the limit it began with. */
const classFacts: CasePreparation = {
  process: 'incident',
  actions: ['accept', 'dispatch', 'correct'],
  prepare: async (tx, { town, act, before }) => {
    const catalogue = await getClasses(tx, town)
    const code = text(act.input['classCode']) ?? text(before.data['classCode'])
    if (code && !findClass(catalogue, code))
      throw failIncident('incident.class-unknown', { fields: [{ path: 'classCode', message: '类别不在目录里' }] })
    return { ...classFactsOf(catalogue, act.input, before.data) }
  },
}

/** The unit an order goes to must exist today. */
const unitExists: CasePreparation = {
  process: 'incident',
  actions: ['dispatch', 'rule', 'shelve'],
  prepare: async (tx, { town, act, now }) => {
    const units = [act.input['unit'], act.input['owner'], ...(Array.isArray(act.input['coUnits']) ? act.input['coUnits'] : [])].filter(
      (u): u is string => typeof u === 'string',
    )
    for (const id of units) {
      const unit = await getUnit(tx, town, id, dateOf(now.getTime())).catch(() => undefined)
      if (!unit || unit.to !== null)
        throw failCase('case.unit-unknown', { fields: [{ path: 'unit', message: '选择的单位不存在或已撤销' }] })
    }
    return undefined
  },
}

/** A corrected place brings its grid of the day the case was reported. */
const grid: CasePreparation = {
  process: 'incident',
  actions: ['correct'],
  prepare: async (tx, { town, act, before }) => {
    const point = Point.safeParse(act.input['place'])
    if (!point.success) return undefined
    return { ...placeOf((await getLocator(tx, town)).locate(point.data, before.openedAt), town) }
  },
}

/** How far from the scene a check was made (核验距离). */
const distance: CasePreparation = {
  process: 'incident',
  actions: ['verify', 'arrive'],
  prepare: async (_tx, { act, before }) => distanceOf(act.input, before.data),
}

/** The review clock runs to the end of the chosen day. */
const review: CasePreparation = {
  process: 'incident',
  actions: ['shelve', 'review'],
  prepare: async (_tx, { act }) => reviewLimitOf(act.input, act.at),
}

/** 转综合执法: a clue is opened there with what is known here; nothing is typed twice. */
const enforcement: CasePreparation = {
  process: 'incident',
  actions: ['to-enforcement'],
  prepare: async (tx, { act, before, actor, now, number, title }, platform) => {
    const intake = findIntake(platform, 'penalty')
    if (!intake) throw failIncident('incident.no-enforcement')
    const place = Point.safeParse(before.data['place'])
    const files = z.array(CaseFile).safeParse(act.input['photos'])
    const opened = await intake.open(tx, platform, {
      actor,
      actionId: newId(now.getTime()),
      now,
      title,
      description: `${text(act.input['reason']) ?? ''}\n（由事件 ${number} 转来）`,
      channel: 'grid',
      facts: { incident: number },
      ...(place.success ? { place: place.data } : {}),
      ...(text(before.data['address']) ? { address: text(before.data['address'])! } : {}),
      ...(files.success ? { files: files.data } : {}),
    })
    return { penaltyCase: opened.caseId }
  },
}

export const incidentPreparations = [enforcement, classFacts, unitExists, grid, distance, review]
