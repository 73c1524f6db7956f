import { describe, expect, it } from 'vitest'
import { UnitKind, roleDuties, roleKeys } from '#core/org/contract.ts'
import { unitRoles } from '#modules/incident/contract.ts'
import { makeGeometry } from '#town/geometry/index.ts'
import { makePeople } from './index.ts'

const town = makeGeometry()
const staff = makePeople(town)
const postOf = new Map(staff.posts.map((post) => [post.id, post]))
const postsOf = (personId: string) =>
  staff.appointments.filter((appointment) => appointment.personId === personId).map(({ postId }) => postOf.get(postId)!)

describe('units', () => {
  it('are one centre, two front and six back offices, 28 stations, in one tree', () => {
    const count = (kind: string): number => staff.units.filter((unit) => unit.kind === kind).length
    expect([count('center'), count('front'), count('back'), count('village'), count('community')]).toEqual([1, 2, 6, 21, 7])
    const ids = new Set(staff.units.map(({ id }) => id))
    expect(ids.size).toBe(staff.units.length)
    expect(new Set(staff.units.map(({ code }) => code)).size).toBe(staff.units.length)
    expect(staff.units.filter(({ parentId }) => parentId === null)).toHaveLength(1)
    for (const { parentId, kind } of staff.units) {
      if (parentId !== null) expect(ids.has(parentId)).toBe(true)
      expect(UnitKind.options).toContain(kind)
    }
  })

  it('answer for every line of the responsibility list', () => {
    expect(new Set(staff.units.flatMap(({ dutyRole }) => dutyRole ?? []))).toEqual(new Set(Object.keys(unitRoles)))
  })
})

describe('people', () => {
  it('are 600, 158 of them in the field, with names, logins and phones of their own', () => {
    expect(staff.people).toHaveLength(600)
    expect(staff.people.filter(({ field }) => field)).toHaveLength(158)
    for (const key of ['id', 'name', 'login', 'phone'] as const)
      expect([key, new Set(staff.people.map((person) => person[key])).size]).toEqual([key, 600])
    for (const { login, phone, name } of staff.people) {
      expect(login).toMatch(/^[a-z][a-z0-9._-]{2,39}$/)
      expect(phone).toMatch(/^1540000\d{4}$/)
      expect(name).toMatch(/^\p{Script=Han}{2,3}$/u)
    }
  })

  it('have one or two posts each, and no post stands empty', () => {
    for (const { id } of staff.people) expect([1, 2]).toContain(postsOf(id).length)
    expect(staff.people.filter(({ id }) => postsOf(id).length === 2).length).toBeGreaterThan(20)
    expect(new Set(staff.appointments.map(({ postId }) => postId)).size).toBe(staff.posts.length)
  })

  it('never hold two of the three administrator duties', () => {
    for (const { id } of staff.people) expect(postsOf(id).filter(({ role }) => roleDuties[role] !== undefined).length).toBeLessThan(2)
    expect(roleKeys.filter((role) => !staff.posts.some((post) => post.role === role))).toEqual([])
  })
})

describe('the field force', () => {
  it('covers every basic and professional grid once, with a substitute who is somebody else', () => {
    const covered = staff.posts
      .filter(({ role, areaCodes }) => role === 'grid-worker' && areaCodes.length === 1 && areaCodes[0]!.length === 15)
      .map(({ areaCodes }) => areaCodes[0])
    expect(covered.sort()).toEqual([...town.grids, ...town.professionalGrids].map(({ code }) => code.slice(0, 15)).sort())
    expect(staff.substitutes).toHaveLength(90)
    for (const { personId, substituteId } of staff.substitutes) expect(substituteId).not.toBe(personId)
  })

  it('drives 17 vehicles with crews of two through villages that exist', () => {
    expect(staff.vehicles).toHaveLength(17)
    const villages = new Set(town.villages.map(({ code }) => code))
    for (const { crew, villageCodes } of staff.vehicles) {
      expect(crew).toHaveLength(2)
      expect(villageCodes.length).toBeGreaterThan(0)
      for (const code of villageCodes) expect(villages.has(code)).toBe(true)
    }
    expect(new Set(staff.vehicles.flatMap(({ villageCodes }) => villageCodes))).toEqual(villages)
  })

  it('is helped by one volunteer in every micro-grid', () => {
    expect(staff.microHeads.map(({ microCode }) => microCode)).toEqual(town.microGrids.map(({ code }) => code))
  })
})

describe('demo accounts', () => {
  it.each([
    ['zhiban', 'watch-officer'],
    ['paidan', 'dispatcher'],
    ['wangge', 'grid-worker'],
    ['chuzhi', 'handler'],
    ['chuzhi2', 'handler'],
    ['hecha', 'verifier'],
    ['huifang', 'callback'],
    ['zhongcai', 'arbitrator'],
    ['lingdao', 'leader'],
    ['cunshe', 'village'],
    ['sysadmin', 'system-admin'],
    ['secadmin', 'security-admin'],
    ['audit', 'auditor'],
    ['chuangkou', 'counter'],
    ['shenpi', 'approver'],
    ['shenpizhang', 'approval-lead'],
    ['dating', 'hall-lead'],
    ['daiban', 'agent'],
  ])('%s is %s', (login, role) => {
    const account = staff.demoAccounts.find((candidate) => candidate.login === login)!
    expect(postsOf(account.personId)[0]!.role).toBe(role)
    expect(staff.people.find(({ id }) => id === account.personId)).toMatchObject({ login, demo: true })
  })
})

it('is the same at every call, ids included', () => {
  expect(makePeople(town)).toEqual(staff)
})
