import type { MatterVersion } from './matter.ts'
import type { OneThingVersion } from './one-thing.ts'

export interface VersionFault {
  readonly field: string
  readonly message: string
}

/** What is wrong with a one-thing beyond its shape, each with its field and its way out; `matters` are those that stand on its first day. */
export function findOneThingFaults(thing: OneThingVersion, matters: readonly MatterVersion[]): VersionFault[] {
  const faults: VersionFault[] = []
  const say = (field: string, message: string) => faults.push({ field, message })
  if (thing.to !== undefined && thing.to <= thing.from) say('to', '停用日期应在启用日期之后')
  const codes = thing.items.map(({ code }) => code)
  const nameOf = (code: string) => matters.find((matter) => matter.code === code)?.name ?? code
  if (new Set(codes).size !== codes.length) say('items', '同一事项重复加入，请保留一项')
  for (const [i, { code, dependsOn }] of thing.items.entries()) {
    if (!matters.some((matter) => matter.code === code)) say(`items.${i}.code`, `事项 ${code} 当日没有启用，请先启用或换一项`)
    for (const earlier of dependsOn)
      if (!codes.includes(earlier)) say(`items.${i}.dependsOn`, `“${nameOf(code)}”等待的 ${earlier} 不在这件事里，请加入或取消`)
  }
  const before = ancestors(thing)
  for (const [i, { code, parallelGroup }] of thing.items.entries()) {
    if (before(code).has(code)) say(`items.${i}.dependsOn`, `“${nameOf(code)}”绕了一圈在等自己，请取消其中一处先后关系`)
    else if (
      parallelGroup !== undefined &&
      thing.items.some((other) => other.parallelGroup === parallelGroup && before(code).has(other.code))
    )
      say(`items.${i}.parallelGroup`, `“${nameOf(code)}”要等同组的事项先办完，不能并联，请改组或取消先后关系`)
  }
  sayTree(thing, say)
  sayFields(
    matters.filter(({ code }) => codes.includes(code)),
    say,
  )
  return faults
}

/** All that must be done before a matter, over any number of steps. */
function ancestors({ items }: OneThingVersion): (code: string) => ReadonlySet<string> {
  const direct = new Map(items.map(({ code, dependsOn }) => [code, dependsOn]))
  return (code) => {
    const found = new Set<string>()
    const todo = [...(direct.get(code) ?? [])]
    for (let next = todo.pop(); next !== undefined; next = todo.pop())
      if (!found.has(next)) {
        found.add(next)
        todo.push(...(direct.get(next) ?? []))
      }
    return found
  }
}

function sayTree({ situations, items }: OneThingVersion, say: (field: string, message: string) => void): void {
  const seen = new Map<string, ReadonlySet<string>>()
  const reachable = new Set<string>()
  for (const [i, { key, when, options }] of situations.entries()) {
    if (seen.has(key)) say(`situations.${i}.key`, `问题编号 ${key} 重复`)
    if (when && !seen.get(when.question)?.has(when.option)) say(`situations.${i}.when`, '所属的上一级选项不存在，或排在它后面，请调整顺序')
    const keys = options.map((option) => option.key)
    if (new Set(keys).size !== keys.length) say(`situations.${i}.options`, '选项编号重复')
    seen.set(key, new Set(keys))
    for (const code of options.flatMap(({ adds }) => adds)) {
      reachable.add(code)
      if (!items.some((item) => item.code === code)) say(`situations.${i}.options`, `选项带出的事项 ${code} 不在这件事里，请先加入`)
    }
  }
  for (const [i, { code, optional }] of items.entries())
    if (optional && !reachable.has(code))
      say(`items.${i}.optional`, `可选事项 ${code} 没有任何选项带出，永远不会办；请在问题里带出或改为必办`)
}

/** One fact must be one kind of field everywhere, and a choice must leave something to choose. */
function sayFields(matters: readonly MatterVersion[], say: (field: string, message: string) => void): void {
  const kinds = new Map<string, { kind: string; title: string; choices: readonly string[] | undefined }>()
  for (const { name, form } of matters)
    for (const { fact, kind, title, choices } of form) {
      if (fact === undefined) continue
      const known = kinds.get(fact)
      if (known && known.kind !== kind) say('items', `“${name}”的“${title}”与其他事项的同一信息格式不同，请先在事项里统一`)
      const left = known?.choices && choices ? known.choices.filter((choice) => choices.includes(choice)) : (known?.choices ?? choices)
      if (left?.length === 0) say('items', `“${name}”的“${title}”与其他事项没有共同的选项，请先在事项里统一`)
      kinds.set(fact, { kind, title, choices: left })
    }
}
