import { describe, expect, it } from 'vitest'
import { modules } from '#apps/server/modules.ts'
import { defaultCalendar } from '#core/calendar/contract.ts'
import { type CaseFile, findAction } from '#core/case/contract.ts'
import { act, getProcess, verifyTown } from '#core/case/server/index.ts'
import { type Actor, publicActor } from '#core/org/contract.ts'
import { actorOf, machineActor, makeOrgModule, weakCost } from '#core/org/server/index.ts'
import { type Channel, incidentProcess } from '#modules/incident/contract.ts'
import { openReporter, report } from '#modules/incident/server/index.ts'
import { newId } from '#platform/contract/id.ts'
import { testApp } from '#platform/server/test/app.ts'
import { readSimulator, switchSimulator } from './contract.ts'
import { DEMO_TOWN, loadDemoTown } from './load.ts'
import { beat } from './simulator/beat.ts'
import { SIMULATED } from './simulator/open-cases.ts'

const { platform, setNow, request } = await testApp(
  modules.map((module) => (module.name === 'org' ? makeOrgModule({ cost: weakCost }) : module)),
)
const loadedAt = new Date('2026-11-20T15:30:00+08:00')
setNow(loadedAt)
await loadDemoTown(platform, { days: 3 })
const ask = <T extends object>(sql: string, values: unknown[] = []) => platform.db.read.query<T>(sql, values)
const count = async (from: string): Promise<number> => (await ask<{ n: number }>(`select count(*) as n from ${from}`))[0]!.n
const verify = () =>
  verifyTown(platform.db.read, DEMO_TOWN, defaultCalendar, (key, version) =>
    getProcess(platform.db.read, platform, DEMO_TOWN, key, version),
  )

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

  it('has its people out on the roads, in grids, and its vehicles with both kilometres', async () => {
    expect(await count(`patrol.mover where sort = 'person' and on_duty`)).toBe(400)
    // A road may lead over the border for a moment.
    expect(await count(`patrol.mover where on_duty and area_code <> ''`)).toBeGreaterThan(390)
    expect(await count(`patrol.vehicle`)).toBe(17)
    expect(await count(`patrol.trip where ended_at is null`)).toBe(16)
    expect(await count(`patrol.track`)).toBeGreaterThan(400)
    expect(await count(`patrol.object`)).toBeGreaterThan(300)
    expect(await count(`patrol.round where day = '2026-11-20'`)).toBeGreaterThan(50)
    expect(await count(`patrol.finding`)).toBeGreaterThan(5)
    expect(await count(`grid.stand_in`)).toBe(90)
    expect(await count(`callup.whistle where closed_at is not null`)).toBeGreaterThan(10)
    expect(await count(`callup.whistle where closed_at is null`)).toBe(4)
    expect(await ask(`select 1 from patrol.duty d where not exists (select from patrol.mover m where m.id = d.person_id)`)).toEqual([])
  })

  it('has 7,288 devices of eight kinds in their grids, readings and alarms to look at', async () => {
    expect(
      await ask(`select count(*) as n, count(distinct kind) as kinds, count(*) filter (where area_code like '${DEMO_TOWN}%' and length(area_code) >= 15) as placed,
      count(distinct component) as coded from sensing.device`),
    ).toEqual([{ n: 7288, kinds: 8, placed: 7288, coded: 7288 }])
    expect(await count('sensing.reading')).toBeGreaterThan(40_000)
    expect(await count(`sensing.alarm where state = 'pending'`)).toBeGreaterThan(5)
    expect(await count(`sensing.device where online = 'online'`)).toBeGreaterThan(6500)
    expect(
      await count(
        `sensing.device d where open_alarms <> (select count(*) from sensing.alarm a where a.town = d.town and a.device_id = d.id and a.state = 'pending')`,
      ),
    ).toBe(0)
  })

  it('keeps rows and cases in step, no row without its case', async () => {
    expect(await count(`incident.incident`)).toBe(await count(`"case".cases where process = 'incident'`))
    expect(
      await ask(`select c.number from "case".cases c left join incident.incident i on i.town = c.town and i.case_id = c.id
        where c.process = 'incident' and (i.case_id is null or i.step <> c.step or i.open <> (c.closed_at is null) or i.title <> c.title or i.area_code <> c.area_code or i.result is distinct from c.result)`),
    ).toEqual([])
    for (const table of [
      `"case".task`,
      `"case".involved`,
      `"case".escalation`,
      `"case".file_use`,
      'incident.reporter',
      'incident.likeness_key',
    ])
      expect([
        table,
        await ask(`select x.case_id from ${table} x left join "case".cases c on c.town = x.town and c.id = x.case_id where c.id is null`),
      ]).toEqual([table, []])
    expect(
      await ask(`select l.case_id from "case".link l left join "case".cases c on c.town = l.town and c.id = l.other_id where c.id is null`),
    ).toEqual([])
  })

  it('sets an alarm for every running clock and none for closed cases', async () => {
    expect(
      await ask(
        `select j.key from platform.job j join "case".cases c on c.town = j.town and c.id::text = j.key where j.kind = 'case.alarm' and (c.closed_at is not null or (c.process = 'incident' and j.run_at <= $1))`,
        [loadedAt],
      ),
    ).toEqual([])
  })

  it('stores each picture once and uses none in two cases', async () => {
    const files = await ask<{ sha256: string }>(`select sha256 from platform.file`)
    expect(files.length).toBeGreaterThan(40)
    expect(
      await ask(
        `select f.sha256 from "case".file_use f left join platform.file p on p.town = f.town and p.sha256 = f.sha256 where p.sha256 is null`,
      ),
    ).toEqual([])
    expect(await ask(`select sha256 from "case".file_use group by sha256 having count(distinct case_id) > 1`)).toEqual([])
    expect(await Promise.all(files.slice(0, 5).map(({ sha256 }) => platform.files.has(sha256)))).toEqual([true, true, true, true, true])
  })

  it('is loaded once', async () => {
    const before = await count(`"case".cases`)
    await loadDemoTown(platform, { days: 3 })
    expect(await count(`"case".cases`)).toBe(before)
  })

  it('goes on live: the next number follows the last, and the rightful person may act', async () => {
    const [seat] = await ask<{ person_id: string; post_id: string }>(
      `select person_id, post_id from org.member where role = 'dispatcher' order by person_id limit 1`,
    )
    const dispatcher = await actorOf(platform.db.read, platform, DEMO_TOWN, seat!.person_id, seat!.post_id, loadedAt)
    const made = await platform.db.transaction((tx) =>
      report(tx, platform, {
        draft: { actionId: newId(), description: '路口有一盏灯不亮', address: '四河路1号', classCode: 'B011802' },
        channel: 'phone',
        actor: dispatcher,
        now: loadedAt,
      }),
    )
    const [{ last }] = (await ask<{ last: string }>(
      `select max(number) as last from "case".cases where number <> $1 and number like 'SJ20261120%'`,
      [made.number],
    )) as [{ last: string }]
    expect(made.number > last).toBe(true)
    const [open] = await ask<{ id: string }>(`select c.id from "case".cases c where c.step = 'sign' order by c.number limit 1`)
    const noted = await platform.db.transaction((tx) =>
      act(tx, platform, {
        caseId: open!.id,
        action: 'note',
        input: { words: '已电话提醒' },
        actor: dispatcher,
        actionId: newId(),
        now: loadedAt,
      }),
    )
    expect(noted.state.step).toBe('sign')
  })
})

describe('what the past left behind', () => {
  interface Past {
    case_id: string
    seq: number
    action: string
    at: Date
    person_id: string | null
    post_title: string
    actor_kind: Actor['kind']
    input: Record<string, unknown>
  }
  const rows = `state, i.class_code, i.class_title, i.grade, i.channel, i.title, i.description, i.address, i.place, i.area_code, i.step, i.open, i.opened_at, i.accepted_at, i.accept_due,
    i.dispatched_at, i.signed_at, i.contacted_at, i.handled_at, i.finish_due, i.verified_at, i.called_at, i.closed_at, i.lead_unit, i.lead_person, i.returns, i.reworks, i.reopened, i.outcome,
    i.result, i.answer, i.satisfied, i.shelved, i.main_case, i.photo, i.void_reason, i.grams, i.fingerprint, i.seq, due_at, due_clock, c.unit_id, c.person_id, c.role, urgency, c.since`
  const stateOf = (id: string) =>
    ask(`select ${rows} from "case".cases c join incident.incident i on i.town = c.town and i.case_id = c.id where c.id = $1`, [id])
  const projections = async (id: string) => [
    await ask(`select task_id, unit_id, lead, state, opened_at, closed_at from "case".task where case_id = $1 order by task_id`, [id]),
    await ask(`select who from "case".involved where case_id = $1 order by who`, [id]),
    await ask(`select key, reported_at from incident.likeness_key where case_id = $1 order by key`, [id]),
    await ask(`select name_mask, phone_mask, words, call_back, answered_at from incident.reporter where case_id = $1`, [id]),
    await ask(`select sha256, seq, field from "case".file_use where case_id = $1 order by sha256`, [id]),
  ]

  async function actorFor(row: Past): Promise<Actor> {
    if (row.actor_kind === 'public') return publicActor(DEMO_TOWN)
    if (!row.person_id) return machineActor(DEMO_TOWN, row.case_id, '平台', [])
    const [seat] = await ask<{ post_id: string }>(`select post_id from org.member where person_id = $1 and post_title = $2`, [
      row.person_id,
      row.post_title,
    ])
    return actorOf(platform.db.read, platform, DEMO_TOWN, row.person_id, seat!.post_id, row.at)
  }

  it('is what the real use cases leave when the same acts are done live', async () => {
    // One case for every kind of act, told and done again through report() and act().
    const chosen = await ask<{ case_id: string }>(
      `select distinct on (a.action) a.case_id from "case".action a join "case".cases c on c.town = a.town and c.id = a.case_id and c.process = 'incident' join "case".action o on o.town = a.town and o.case_id = a.case_id and o.seq = 1 and o.at = o.received_at
       where not exists (select from "case".action m where m.town = a.town and m.case_id = a.case_id and (m.action in ('merge', 'close-with-main') or m.terminal = $1 or m.at >= $2)) order by a.action, a.case_id`,
      [SIMULATED, loadedAt],
    )
    expect(chosen.length).toBeGreaterThan(12)
    for (const { case_id: id } of chosen) {
      const acts = await ask<Past>(`select * from "case".action where case_id = $1 order by seq`, [id])
      const [first, ...others] = acts as [Past, ...Past[]]
      const d = first.input as {
        title: string
        description: string
        channel: Channel
        address: string
        place?: [number, number]
        accuracy?: number
        classCode?: string
        files: CaseFile[]
        callbackDue: boolean
      }
      const [told] = await ask<{ id: string; name_mask: string }>(`select id, name_mask from incident.reporter where case_id = $1`, [id])
      const teller = told?.name_mask ? await openReporter(platform.db.read, platform, DEMO_TOWN, id, told.id) : undefined
      const actor = await actorFor(first)
      const { title, description, address, place, accuracy, classCode, files } = d
      setNow(first.at)
      const made = await platform.db.transaction((tx) =>
        report(tx, platform, {
          draft: {
            actionId: newId(),
            title,
            description,
            address,
            files,
            ...(place ? { place } : {}),
            ...(accuracy === undefined ? {} : { accuracy }),
            ...(classCode ? { classCode } : {}),
          },
          channel: d.channel,
          actor,
          now: first.at,
          reporter: told ? { ...(teller ? { name: teller.name, phone: teller.phone } : {}), callBack: d.callbackDue } : undefined,
        }),
      )
      for (const one of others) {
        const by = await actorFor(one)
        const asked = new Set(
          findAction(incidentProcess, one.action)!
            .form.filter((f) => !f.derived)
            .map((f) => f.key),
        )
        const input = Object.fromEntries(Object.entries(one.input).filter(([key]) => asked.has(key)))
        setNow(one.at)
        await platform.db.transaction((tx) =>
          act(tx, platform, { caseId: made.id, action: one.action, input, actor: by, actionId: newId(), now: one.at }),
        )
      }
      setNow(loadedAt)
      expect([id, await stateOf(made.id)]).toEqual([id, await stateOf(id)])
      expect([id, await projections(made.id)]).toEqual([id, await projections(id)])
    }
  })
})

describe('the simulator', () => {
  it('plays on by the rules, as invented people, and leaves alone what others touched', async () => {
    const [seat] = await ask<{ person_id: string; post_id: string }>(
      `select person_id, post_id from org.member where role = 'watch-officer' order by person_id limit 1`,
    )
    const touched = await ask<{ id: string }>(
      `select id from "case".cases where process = 'incident' and closed_at is null and step in ('handling', 'verification', 'callback') order by number`,
    )
    const later = new Date(loadedAt.getTime() + 20 * 3_600_000)
    setNow(later)
    const officer = await actorOf(platform.db.read, platform, DEMO_TOWN, seat!.person_id, seat!.post_id, later)
    for (const { id } of touched)
      await platform.db.transaction((tx) =>
        act(tx, platform, { caseId: id, action: 'note', input: { words: '我来跟进' }, actor: officer, actionId: newId(), now: later }),
      )
    const done: (string | undefined)[] = []
    for (let i = 0; i < 40; i++) done.push(await beat(platform, DEMO_TOWN))
    expect(done.filter(Boolean).length).toBeGreaterThan(20)
    expect(new Set(done)).toContain('report')
    expect(
      await ask(`select action from "case".action where terminal = $1 and case_id = any($2::uuid[])`, [
        SIMULATED,
        touched.map(({ id }) => id),
      ]),
    ).toEqual([])
    expect((await verify()).broken).toEqual([])
  })

  it('is switched in the header by those who may', async () => {
    const at = async (role: string) => {
      const [seat] = await ask<{ person_id: string; post_id: string }>(
        `select person_id, post_id from org.member where role = $1 order by person_id limit 1`,
        [role],
      )
      return request(await actorOf(platform.db.read, platform, DEMO_TOWN, seat!.person_id, seat!.post_id, platform.now()))
    }
    const [dispatcher, worker] = [await at('dispatcher'), await at('grid-worker')]
    expect(await worker.call(readSimulator, {})).toEqual({ available: true, on: true })
    expect(await worker.refused(switchSimulator, { body: { on: false } })).toMatchObject({ status: 403 })
    expect(await dispatcher.call(switchSimulator, { body: { on: false } })).toEqual({ available: true, on: false })
    expect(await worker.call(readSimulator, {})).toEqual({ available: true, on: false })
  })
})
