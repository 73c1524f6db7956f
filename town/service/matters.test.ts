import { expect, it } from 'vitest'
import { MatterVersion, compressionRate, findMatterFaults, meetingClass, waysOf } from '#modules/service/contract.ts'
import { UNITS } from '../people/organisation.ts'
import { seededId } from '../people/index.ts'
import { demoMatters, knownMatters, quotas } from './matters.ts'

const keys = new Set(UNITS.map(({ key }) => key))
const used = new Set<string>()
const all = demoMatters((key) => (used.add(key), seededId(`unit/${key}`)))
const today = '2026-11-22'
const standing = all.filter(({ from, to }) => from <= today && (to === undefined || to > today))
const count = (which: (matter: MatterVersion) => boolean) => standing.filter(which).length

it('is 302 matters: 209 不见面 and 93 最多跑一次 by the computed ways, 69.2 % and 30.8 %', () => {
  expect(standing).toHaveLength(quotas.total)
  const noMeeting = count((matter) => meetingClass(matter) === 'no-meeting')
  const oneVisit = count((matter) => meetingClass(matter) === 'one-visit')
  expect([noMeeting, oneVisit, noMeeting + oneVisit]).toEqual([209, 93, 302])
  expect(((noMeeting / 302) * 100).toFixed(1)).toBe('69.2')
  expect(((oneVisit / 302) * 100).toFixed(1)).toBe('30.8')
})

it('168 can be done online, 134 by an agent, 39 in the village', () => {
  expect(count((matter) => waysOf(matter).includes('online'))).toBe(quotas.online)
  expect(count(({ agentAllowed }) => agentAllowed)).toBe(quotas.agency)
  expect(count(({ channels }) => channels.includes('agent'))).toBe(quotas.agency)
  expect(count(({ level }) => level === 'village')).toBe(quotas.village)
})

it('every one is sound, of the shape, with codes and names of its own, and labelled', () => {
  expect(all.flatMap((matter) => findMatterFaults(matter).map(({ message }) => `${matter.code} ${message}`))).toEqual([])
  for (const matter of all) expect(MatterVersion.parse(matter)).toEqual(matter)
  expect(new Set(standing.map(({ code }) => code)).size).toBe(302)
  expect(new Set(standing.map(({ name }) => name)).size).toBe(302)
  expect(standing.every(({ example, basis }) => example && basis.every((line) => line.includes('示例')))).toBe(true)
})

it('every unit is one of the town', () => expect([...used].filter((key) => !keys.has(key))).toEqual([]))

it('承诺压缩率 = 1 − Σ承诺 ÷ Σ法定', () => {
  const sum = (which: 'promised' | 'statutory') => standing.reduce((total, matter) => total + matter[which].n, 0)
  expect(compressionRate(standing)).toBeCloseTo(1 - sum('promised') / sum('statutory'), 9)
  expect(compressionRate(standing)).toBeGreaterThan(0.5)
})

it('is the same at every start', () => expect(demoMatters((key) => seededId(`unit/${key}`))).toEqual(all))

it('a paper fell away on a day: the year before still asks for it', () => {
  const old = all.filter(({ to }) => to === '2026-01-01')
  expect(old).toHaveLength(12)
  for (const matter of old) {
    const now = standing.find(({ code }) => code === matter.code)!
    expect(now.from).toBe('2026-01-01')
    expect(matter.materials.length - now.materials.length).toBe(1)
  }
})

it('holds what the stories need', () => {
  const get = (code: string) => standing.find((matter) => matter.code === code)!
  expect(get(knownMatters.foodLicence)).toMatchObject({
    name: '食品经营许可',
    special: ['检验', '专家评审'],
    statutory: { n: 20 },
    exclusiveBy: 'address',
  })
  expect(get(knownMatters.foodLicence).form.map(({ key }) => key)).toContain('address')
  expect(get(knownMatters.villageInsurance)).toMatchObject({ name: '城乡居民基本医疗保险参保登记', level: 'village', agentAllowed: true })
  expect(get(knownMatters.elderCard)).toMatchObject({ name: '老年优待证申领', handling: 'instant' })
  expect(count(({ soleOfficer }) => soleOfficer)).toBeGreaterThan(20)
  expect(count(({ exclusiveBy }) => exclusiveBy !== undefined)).toBeGreaterThan(3)
  expect(count(({ special }) => special.length > 0)).toBeGreaterThan(3)
})
