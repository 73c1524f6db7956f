import type { Mapping } from '../mapping.ts'
import { findField } from '../kinds/kinds.ts'
import { type Path, pathsOf } from './mapped.ts'
import { readTime } from './when.ts'

const timeNames = /(^|[._])(ts|time|timestamp|observationdatetime|datetime|received_at|phenomenontime)$/iu
const ids = /(^|[._])(id|eui|port|fport|fcnt|seq|lat|latitude|lng|longitude|altitude|coordinates\[\d+\])$/iu
const lastName = (path: string): string =>
  path
    .split(/[.[]/u)
    .at(-1)!
    .replaceAll(/[^\w-]/gu, '')

/** A mapping from one sample: numbers under names the kind knows, else every number that is no id or place. Undefined: no number at all. */
export function suggestMapping(message: unknown, kind: string): Mapping | undefined {
  const paths = pathsOf(message)
  const numbers = paths.filter((one) => one.number !== undefined && !timeNames.test(one.path))
  const known = numbers.filter((one) => findField(kind, lastName(one.path)))
  const chosen = (known.length > 0 ? known : numbers.filter((one) => !ids.test(one.path))).slice(0, 32)
  if (chosen.length === 0) return undefined
  const time = paths.find((one) => timeNames.test(one.path) && timeUnitOf(one) !== undefined)
  const used = new Set<string>()
  const fields = chosen.flatMap((one) => {
    const field = findField(kind, lastName(one.path))?.key ?? nameFor(one)
    if (used.has(field)) return []
    used.add(field)
    return [{ field, path: one.path, scale: 1, offset: 0 }]
  })
  const seq = paths.find((one) => /(^|[._])(seq|fcnt|f_cnt)$/iu.test(one.path) && Number.isSafeInteger(one.number))
  return {
    fields,
    timeUnit: (time && timeUnitOf(time)) ?? 'iso',
    textNumbers: chosen.some((one) => isText(message, one)),
    ...(time ? { time: time.path } : {}),
    ...(seq ? { seq: seq.path } : {}),
  }
}

const nameFor = (one: Path): string => {
  const name = lastName(one.path).slice(0, 40)
  return /^[A-Za-z_]/u.test(name) ? name : `v${name}`.slice(0, 40)
}

function timeUnitOf(one: Path): Mapping['timeUnit'] | undefined {
  if (one.number === undefined) return readTime(one.value) === undefined ? undefined : 'iso'
  return one.number > 1e11 ? 'ms' : one.number > 1e8 ? 's' : undefined
}

function isText(message: unknown, one: Path): boolean {
  return new RegExp(`"${lastName(one.path)}"\\s*:\\s*"`, 'u').test(JSON.stringify(message))
}
