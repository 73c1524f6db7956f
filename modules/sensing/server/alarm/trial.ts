import type { Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import type { RuleDraft, Trial } from '../../rule.ts'
import type { Sample } from '../../rules/fold.ts'
import { episodesIn, mergeEpisodes } from '../../rules/trial.ts'
import { deviceConditions } from '../device-list.ts'
import { dayOfMs } from '../partitions.ts'
import { checkRule } from './rules.ts'
import { compileRule } from './watcher.ts'

const readingsMost = 400_000
const devicesMost = 500
const sampleMost = 50
const dayMs = 86_400_000

/** Runs a rule over what was really read: what it would have raised, day by day. Nothing is raised; silence is not tried. */
export async function tryRule(platform: Platform, actor: Actor, rule: RuleDraft, days: number, now: number): Promise<Trial> {
  checkRule(rule)
  const { read } = platform.db
  const from = now - days * dayMs
  const c = deviceConditions(actor, { kind: [rule.kind], state: ['normal'], ...(rule.area ? { area: rule.area } : {}) })
  if (rule.devices?.length) c.where('d.id = any(?::uuid[])', rule.devices)
  const devices = await read.query<{ id: string; name: string }>(
    `select d.id, d.name from sensing.device d where ${c.text} order by d.open_alarms desc, d.key limit ${c.add(devicesMost + 1)}`,
    c.values,
  )
  const compiled = compileRule({ id: 'trial', town: actor.town, draft: rule })
  const perDay = new Map<string, number>()
  const sample: Trial['sample'] = []
  let [readings, episodes, alarms, tried] = [0, 0, 0, 0]
  for (const device of devices.slice(0, devicesMost)) {
    if (readings >= readingsMost) break
    const rows = await read.query<{ at: Date; seq: number; values: Record<string, number> }>(
      `select at, seq, "values" from sensing.reading where town = $1 and device_id = $2 and at >= $3 and at <= $4 and flags & 1 = 0 order by at, seq limit $5`,
      [actor.town, device.id, new Date(from), new Date(now), readingsMost - readings],
    )
    tried++
    readings += rows.length
    const samples: Sample[] = rows.map((row) => ({ at: row.at.getTime(), seq: row.seq, values: row.values }))
    const found = episodesIn(compiled, samples, now)
    episodes += found.length
    for (const one of mergeEpisodes(found, rule.mergeMinutes)) {
      alarms++
      const day = dayOfMs(one.onset)
      perDay.set(day, (perDay.get(day) ?? 0) + 1)
    }
    for (const { onset, end, peak, readings: n } of found)
      if (sample.length < sampleMost)
        sample.push({ deviceId: device.id, deviceName: device.name, onset, peak, readings: n, ...(end === undefined ? {} : { end }) })
  }
  return {
    from,
    to: now,
    devices: tried,
    readings,
    episodes,
    alarms,
    byDay: [...perDay].map(([day, n]) => ({ day, alarms: n })).toSorted((a, b) => a.day.localeCompare(b.day)),
    sample: sample.toSorted((a, b) => b.onset - a.onset),
    cut: tried < devices.length,
  }
}
