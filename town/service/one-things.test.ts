import { expect, it } from 'vitest'
import { OneThingVersion, findOneThingFaults, planOneThing } from '#modules/service/contract.ts'
import { seededId } from '../people/index.ts'
import { demoMatters, knownMatters } from './matters.ts'
import { birthOneThing, demoOneThings } from './one-things.ts'

const today = '2026-11-22'
const matters = demoMatters((key) => seededId(`unit/${key}`)).filter(({ from, to }) => from <= today && (to === undefined || to > today))
const things = demoOneThings(matters)

it('are 30 themes, all of them sound and of the shape', () => {
  expect(things).toHaveLength(30)
  expect(new Set(things.map(({ name }) => name)).size).toBe(30)
  for (const thing of things) expect([thing.name, findOneThingFaults(OneThingVersion.parse(thing), matters)]).toEqual([thing.name, []])
})

it('出生一件事: five matters from one form, each fact once, done when the longest chain is', () => {
  const version = things.find(({ code }) => code === birthOneThing)!
  const plan = planOneThing({ version, matters }, { q1: 'no' })
  const { birthCertificate, vaccination, household, babyInsurance, socialCard } = knownMatters
  expect(plan.items.map(({ code }) => code)).toEqual([birthCertificate, vaccination, household, babyInsurance, socialCard])
  expect(plan.open).toEqual([])
  const facts = plan.form.flatMap(({ field }) => field.fact ?? [])
  expect(new Set(facts).size).toBe(facts.length)
  expect(plan.form.find(({ id }) => id === 'baby.name')?.usedBy).toHaveLength(5)
  expect([plan.form.length, plan.alone.fields]).toEqual([13, 39])
  // Certificate 1 → household 3 → card 5; the other two run beside it.
  expect(plan.days).toMatchObject({ due: 9, path: [birthCertificate, household, socialCard] })
  expect(plan.alone.days).toBe(11)
  // What the bundle itself makes is not asked for: neither the birth certificate nor the new household page.
  expect(plan.materials.map(({ material }) => material.name)).toEqual(['居民身份证', '结婚证', '居民户口簿'])
  expect(plan.alone.visits).toBe(0)
})

it('who has not registered the birth yet gets a sixth matter, at the same moment as the first', () => {
  const version = things.find(({ code }) => code === birthOneThing)!
  const plan = planOneThing({ version, matters }, { q1: 'yes' })
  expect(plan.items).toHaveLength(6)
  expect(plan.days.due).toBe(9)
})
