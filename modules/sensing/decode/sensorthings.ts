import { type Decoded, decoded, faulty, isObject } from './raw-reading.ts'
import { readTime } from './when.ts'

/**
 * An OGC SensorThings 1.1 observation: `{phenomenonTime, result, Datastream: {@iot.id}}`. Over MQTT the datastream may stand in the topic
 * (`v1.1/Datastreams(id)/Observations`).
 * @param stream the datastream of the topic or path
 */
export function readObservation(message: unknown, stream?: string): Decoded {
  if (!isObject(message)) return faulty('garbage', '应为 JSON 对象')
  const link = message['Datastream']
  const id = stream ?? (isObject(link) ? link['@iot.id'] : undefined)
  if (typeof id !== 'string' && typeof id !== 'number') return faulty('garbage', '没有 Datastream 的 @iot.id')
  const time = message['phenomenonTime'] ?? message['resultTime']
  // An interval counts at its end.
  const at = time === undefined ? undefined : readTime(typeof time === 'string' ? time.split('/').at(-1) : time)
  if (time !== undefined && at === undefined) return faulty('time-wrong', String(time).slice(0, 60))
  return decoded({ alias: String(id), ...(at === undefined ? {} : { at }), result: message['result'], values: {} })
}

/** `Datastreams(7)` or `Datastreams('level-1')` as a topic level. */
export const streamIn = (level: string): string | undefined => /^Datastreams\('?([^')]{1,120})'?\)$/u.exec(level)?.[1]
