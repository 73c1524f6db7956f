import { getLocator, type MapLayer } from '#core/area/server/index.ts'
import { personNames } from '#core/org/server/index.ts'
import { clockWords } from '../round.ts'
import { answerOf, onDuty } from './layers.ts'
import { noteLook } from './looks.ts'
import { patrolSettings } from './settings.ts'

interface Running {
  id: string
  title: string
  person_id: string
  area_code: string
  day: string
  window_from: Date
  window_to: Date
  visited: number
  stops: number
}

const running = `select id, title, person_id, area_code, day, window_from, window_to, visited, jsonb_array_length(stops) as stops from patrol.round
  where town = $1 and state = 'running' and person_id is not null`

/** Rounds under way (巡查实况), each where its walker is now: only as long as they are on duty, and whoever is looked at can read it. */
export const roundsLayer: MapLayer = {
  key: 'rounds',
  title: '进行中的巡查',
  group: 'people',
  kinds: [
    { key: 'timely', title: '时段内', tone: 'good' },
    { key: 'late', title: '超过时段', tone: 'late' },
  ],
  source: '巡查任务与手机定位，仅上岗期间',
  dated: false,
  moving: true,
  shown: false,
  permission: 'patrol.position.read',
  find: async (ask) => {
    const { tx, actor, now } = ask
    const rounds = await tx.query<Running>(`${running} order by id limit 2000`, [actor.town])
    if (rounds.length === 0) return { points: [], total: 0, byKind: {} }
    await noteLook(tx, actor, '在一张图上查看全体在岗人员', null, now)
    const walkers = new Map((await onDuty(tx, actor.town, 'person')).map((row) => [row.id, row]))
    const { staleMinutes } = await patrolSettings(tx, actor.town)
    const rows = rounds.flatMap(({ id, title, person_id, window_to }) => {
      const walker = walkers.get(person_id)
      return walker ? [{ ...walker, id, name: title, kind: window_to < now ? 'late' : 'timely' }] : []
    })
    return answerOf(rows, ask, staleMinutes, ({ kind }) => (kind === 'late' ? 'late' : 'good'))
  },
  card: async ({ tx, actor, id, now }) => {
    const [round] = await tx.query<Running>(`${running} and id = $2`, [actor.town, id])
    const walker = round && (await onDuty(tx, actor.town, 'person')).find((row) => row.id === round.person_id)
    if (!round || !walker) return undefined
    await noteLook(tx, actor, '查看我的当前位置', round.person_id, now)
    const late = round.window_to < now
    const names = await personNames(tx, actor.town, [round.person_id])
    const area = (await getLocator(tx, actor.town)).findByCode(round.area_code, round.day)
    return {
      id,
      title: round.title,
      at: walker.place,
      kind: late ? 'late' : 'timely',
      tone: late ? 'late' : 'good',
      lines: [
        { label: '巡查人', value: names.get(round.person_id) ?? '' },
        { label: '网格', value: area?.name ?? '' },
        { label: '时段', value: `${clockWords(round.window_from)}–${clockWords(round.window_to)}${late ? '，已超过' : ''}` },
        { label: '到位', value: `${round.visited} / ${round.stops} 处` },
      ],
      href: `/patrol/rounds?day=${round.day}&round=${id}`,
      personId: round.person_id,
    }
  },
}
