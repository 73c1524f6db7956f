import { describe, expect, it } from 'vitest'
import { areaModule } from '#core/area/server/index.ts'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { act, caseModule, getProcess, verifyTown } from '#core/case/server/index.ts'
import { actorOf, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { incidentModule, report } from '#modules/incident/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { platformModule } from '#platform/server/index.ts'
import { testApp } from '#platform/server/test/app.ts'
import { DEMO_TOWN, loadDemoTown } from './load.ts'
import { simulatorModule } from './simulator-module.ts'
import { beat } from './simulator/beat.ts'
import { SIMULATED } from './simulator/open-cases.ts'

const { platform, setNow } = await testApp([platformModule, makeOrgModule({ cost: weakCost }), areaModule, caseModule, incidentModule, simulatorModule])
const loadedAt = new Date('2026-11-20T15:30:00+08:00')
setNow(loadedAt)
await loadDemoTown(platform, { days: 3 })
const ask = <T extends object>(sql: string, values: unknown[] = []) => platform.db.read.query<T>(sql, values)
const count = async (from: string): Promise<number> => (await ask<{ n: number }>(`select count(*) as n from ${from}`))[0]!.n
const verify = () => verifyTown(platform.db.read, DEMO_TOWN, defaultCalendar, (key, version) => getProcess(platform.db.read, platform, DEMO_TOWN, key, version))

describe('the demo town in the database', () => {
  it('verifies without a broken link', async () => {
    const { cases, acts, broken } = await verify()
    expect(broken).toEqual([])
    expect(cases).toBeGreaterThan(150)
    expect(acts).toBeGreaterThan(cases * 4)
  })

  it('has its ground, people, names and bindings', async () => {
    expect(await count(`area.area where tier = 'micro'`)).toBe(378)
    expect(await count(`area.area where tier in ('grid', 'professional')`)).toBe(90)
    expect(await count('org.person')).toBe(600)
    expect(await count(`incident.unit_binding`)).toBeGreaterThan(20)
    expect(await count(`area.base_map`)).toBe(8)
  })

  it('keeps rows and cases in step, no row without its case', async () => {
    expect(await count(`incident.incident`)).toBe(await count(`"case".cases`))
    expect(
      await ask(`select c.number from "case".cases c left join incident.incident i on i.town = c.town and i.case_id = c.id
        where i.case_id is null or i.step <> c.step or i.open <> (c.closed_at is null) or i.title <> c.title or i.area_code <> c.area_code or i.result is distinct from c.result`),
    ).toEqual([])
    for (const table of [`"case".task`, `"case".involved`, `"case".escalation`, `"case".file_use`, 'incident.reporter', 'incident.likeness_key'])
      expect([table, await ask(`select x.case_id from ${table} x left join "case".cases c on c.town = x.town and c.id = x.case_id where c.id is null`)]).toEqual([table, []])
    expect(await ask(`select l.case_id from "case".link l left join "case".cases c on c.town = l.town and c.id = l.other_id where c.id is null`)).toEqual([])
  })

  it('sets an alarm for every running clock and none for closed cases', async () => {
    expect(await ask(`select j.key from platform.job j join "case".cases c on c.town = j.town and c.id::text = j.key where j.kind = 'case.alarm' and (c.closed_at is not null or j.run_at <= $1)`, [loadedAt])).toEqual([])
  })

  it('stores each picture once and uses none in two cases', async () => {
    const files = await ask<{ sha256: string }>(`select sha256 from platform.file`)
    expect(files.length).toBeGreaterThan(40)
    expect(await ask(`select f.sha256 from "case".file_use f left join platform.file p on p.town = f.town and p.sha256 = f.sha256 where p.sha256 is null`)).toEqual([])
    expect(await ask(`select sha256 from "case".file_use group by sha256 having count(distinct case_id) > 1`)).toEqual([])
    expect(await Promise.all(files.slice(0, 5).map(({ sha256 }) => platform.files.has(sha256)))).toEqual([true, true, true, true, true])
  })

  it('is loaded once', async () => {
    const before = await count(`"case".cases`)
    await loadDemoTown(platform, { days: 3 })
    expect(await count(`"case".cases`)).toBe(before)
  })

  it('goes on live: the next number follows the last, and the rightful person may act', async () => {
    const [seat] = await ask<{ person_id: string; post_id: string }>(`select person_id, post_id from org.member where role = 'dispatcher' order by person_id limit 1`)
    const dispatcher = await actorOf(platform.db.read, platform, DEMO_TOWN, seat!.person_id, seat!.post_id, loadedAt)
    const made = await platform.db.transaction((tx) =>
      report(tx, platform, { draft: { actionId: newId(), description: '路口有一盏灯不亮', address: '四河路1号', classCode: 'B011802' }, channel: 'phone', actor: dispatcher, now: loadedAt }),
    )
    const [{ last }] = (await ask<{ last: string }>(`select max(number) as last from "case".cases where number <> $1 and number like 'SJ20261120%'`, [made.number])) as [{ last: string }]
    expect(made.number > last).toBe(true)
    const [open] = await ask<{ id: string }>(`select c.id from "case".cases c where c.step = 'sign' order by c.number limit 1`)
    const noted = await platform.db.transaction((tx) =>
      act(tx, platform, { caseId: open!.id, action: 'note', input: { words: '已电话提醒' }, actor: dispatcher, actionId: newId(), now: loadedAt }),
    )
    expect(noted.state.step).toBe('sign')
  })
})

describe('the simulator', () => {
  it('plays on by the rules, as invented people, and leaves alone what others touched', async () => {
    const [seat] = await ask<{ person_id: string; post_id: string }>(`select person_id, post_id from org.member where role = 'watch-officer' order by person_id limit 1`)
    const touched = await ask<{ id: string }>(`select id from "case".cases where closed_at is null and step in ('handling', 'verification', 'callback') order by number`)
    const later = new Date(loadedAt.getTime() + 20 * 3_600_000)
    setNow(later)
    const officer = await actorOf(platform.db.read, platform, DEMO_TOWN, seat!.person_id, seat!.post_id, later)
    for (const { id } of touched)
      await platform.db.transaction((tx) => act(tx, platform, { caseId: id, action: 'note', input: { words: '我来跟进' }, actor: officer, actionId: newId(), now: later }))
    const done: (string | undefined)[] = []
    for (let i = 0; i < 40; i++) done.push(await beat(platform, DEMO_TOWN))
    expect(done.filter(Boolean).length).toBeGreaterThan(20)
    expect(new Set(done)).toContain('report')
    expect(await ask(`select action from "case".action where terminal = $1 and case_id = any($2::uuid[])`, [SIMULATED, touched.map(({ id }) => id)])).toEqual([])
    expect((await verify()).broken).toEqual([])
  })
})
