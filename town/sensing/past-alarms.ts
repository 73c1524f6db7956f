import { compileRule, episodesIn, mergeEpisodes, queuePlace, alarmField } from '#modules/sensing/server/index.ts'
import type { RuleDraft } from '#modules/sensing/contract.ts'
import { type Cell, copyRows } from '#platform/server/copy-rows.ts'
import type { Tx } from '#platform/server/database.ts'
import { makeRandom } from '#town/geometry/index.ts'
import { seededId } from '../people/seeded-id.ts'
import type { Past } from './past.ts'

const day = 86_400_000
/** Younger ones still wait for somebody to look. */
const pendingMs = 1.5 * day
/** Of each kind: a rainy day must not fill the queue with one. */
const pendingMost = 4
const most = 160

interface Rule {
  id: string
  draft: RuleDraft
}

const pgPoint = ([lng, lat]: readonly [number, number]): string => `(${lng},${lat})`

export interface AlarmWatch {
  /** Judges what a device said. */
  see(past: Past): void
  /** Writes all alarms found. */
  store(): Promise<void>
}

/** What the shipped rules make of the invented past: alarms with the word of whoever reviewed them, the newest still waiting. */
export async function watchAlarms(tx: Tx, town: string, now: Date): Promise<AlarmWatch> {
  const rows = await tx.query<Rule>(`select id, draft from sensing.rule where town = $1 and enabled order by shipped`, [town])
  const rules = rows.map((row) => ({ ...row, compiled: compileRule({ id: row.id, town, draft: row.draft }) }))
  const random = makeRandom('alarms')
  const alarms: Cell[][] = []
  const episodes: Cell[][] = []
  const open = new Map<string, number>()
  const pending = new Map<string, number>()
  const found = new Map<string, number>()
  const see = ({ device, readings }: Past): void => {
    const samples = readings.map(({ at, seq, values }) => ({ at, seq, values }))
    for (const { id: ruleId, draft, compiled } of rules) {
      if (draft.kind !== device.kind || (found.get(draft.kind) ?? 0) >= most) continue
      const episodesFound = episodesIn(compiled, samples, now.getTime())
      for (const first of mergeEpisodes(episodesFound, draft.mergeMinutes)) {
        const old = now.getTime() - first.onset > pendingMs
        const waiting = pending.get(draft.kind) ?? 0
        if (!old && waiting >= pendingMost) continue
        if (!old) pending.set(draft.kind, waiting + 1)
        found.set(draft.kind, (found.get(draft.kind) ?? 0) + 1)
        const id = seededId(`alarm/${device.key}/${ruleId}/${first.onset}`)
        const onset = new Date(first.onset)
        // The thin past has no second reading soon after: an end is invented where the month did not bring one.
        const end = first.end ?? (old ? first.onset + random.range(0.5, 8) * 3_600_000 : undefined)
        const state = !old
          ? 'pending'
          : random.weighted([
              ['noted', 8],
              ['false', draft.level === 'warning' ? 3 : 1],
            ] as const)
        const { field, unit } = alarmField(draft, device.kind)
        if (!old) open.set(device.id, (open.get(device.id) ?? 0) + 1)
        alarms.push([
          town,
          id,
          'device',
          device.kind,
          device.id,
          ruleId,
          draft.title,
          `${device.name} ${draft.title}`,
          draft.level,
          state,
          onset,
          onset,
          end === undefined ? null : new Date(end),
          onset,
          queuePlace(draft.level, first.onset),
          1,
          Math.round(first.peak * 1000) / 1000,
          field,
          unit,
          pgPoint(device.place),
          device.areaCode,
          device.areaName,
          device.address,
          device.ownerId,
          device.upkeepId,
          draft.repeatMinutes,
          old ? new Date(first.onset + 300_000) : null,
          old ? new Date(first.onset + random.range(5, 90) * 60_000) : null,
          old ? '示例：演示镇生成的复核' : '',
        ])
        episodes.push([
          town,
          device.id,
          ruleId,
          onset,
          end === undefined ? null : new Date(end),
          Math.round(first.peak * 1000) / 1000,
          first.readings,
          id,
        ])
      }
    }
  }
  const store = async (): Promise<void> => {
    await copyRows(tx, {
      target: `sensing.alarm (town, id, sort, kind, device_id, rule_id, rule_title, title, level, state, onset, last_onset, end_at, raised_at, queue, count, peak, field, unit, place,
      area_code, area_name, address, owner_id, upkeep_id, repeat_minutes, ack_at, reviewed_at, review_words)`,
      rows: alarms,
    })
    await copyRows(tx, { target: `sensing.episode (town, device_id, rule_id, onset, end_at, peak, readings, alarm_id)`, rows: episodes })
    await tx.query(
      `update sensing.device d set open_alarms = u.n from unnest($2::uuid[], $3::int[]) as u (i, n) where d.town = $1 and d.id = u.i`,
      [town, [...open.keys()], [...open.values()]],
    )
  }
  return { see, store }
}
