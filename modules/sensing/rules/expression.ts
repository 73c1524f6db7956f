import { type ASTNode, Environment } from '@marcbachmann/cel-js'

/** Limits measured for stack.md §5: one regular expression blocked a process for 54 s, so no function but these is known at all. */
const limits = { maxAstNodes: 200, maxDepth: 12, maxListElements: 32, maxMapEntries: 8, maxCallArguments: 4 }
const functions = new Set(['abs', 'max', 'min'])

export interface CompiledExpression {
  readonly fields: readonly string[]
  /** Undefined while a field it needs has not been heard. */
  readonly run: (latest: Readonly<Record<string, number>>) => boolean | undefined
}
export type ExpressionResult = { readonly ok: CompiledExpression } | { readonly why: string }

/** Whole numbers become decimals: fields are `double`, and CEL multiplies no double by an int. */
const asDoubles = (text: string): string => text.replaceAll(/(?<![\w.])(\d+)(?![\w.])/gu, '$1.0')

const words: readonly (readonly [RegExp, string])[] = [
  [/Unknown variable: (\S+)/u, '没有字段 $1'],
  [/found no matching overload for '([^']+)'/u, '$1 两边的类型不合'],
  [/Unexpected token: EOF/u, '表达式没有写完'],
  [/Unexpected (?:token|character):? ?(\S*)/u, '看不懂 $1'],
  [/Exceeded max(\w+)/u, '表达式太长或太深'],
]

/** The library's message in the words of the page. */
function say(error: unknown): string {
  const first = error instanceof Error ? error.message.split('\n')[0]! : String(error)
  for (const [pattern, text] of words) {
    const match = pattern.exec(first)
    if (match) return text.replace('$1', match[1] ?? '')
  }
  return `写法有误（${first.slice(0, 80)}）`
}

/** Every node, refused at the first that is not arithmetic, comparison or logic over fields. */
function walk(node: ASTNode, fields: Set<string>, seen: { nodes: number }, depth = 1): string | undefined {
  if (++seen.nodes > limits.maxAstNodes || depth > limits.maxDepth) return '表达式太长或太深'
  if (node.op === 'id') {
    fields.add(String(node.args))
    return undefined
  }
  if (node.op === 'value') return undefined
  if (node.op === 'rcall' || node.op === 'map' || node.op === '.' || node.op === '.?' || node.op === '[]' || node.op === '[?]')
    return node.op === 'rcall' ? `不能使用 ${String((node.args as readonly unknown[])[0])}()` : '只能使用字段、数字、比较和逻辑运算'
  if (node.op === 'call' && !functions.has(String((node.args as readonly unknown[])[0])))
    return `不能使用 ${String((node.args as readonly unknown[])[0])}()，可用 abs()、max()、min()`
  const children: unknown[] = []
  for (const arg of node.args as readonly unknown[]) children.push(...(Array.isArray(arg) ? (arg as unknown[]) : [arg]))
  for (const child of children) {
    if (typeof child !== 'object' || child === null || !('op' in child)) continue
    const why = walk(child as ASTNode, fields, seen, depth + 1)
    if (why) return why
  }
  return undefined
}

/**
 * Compiles what a user typed: CEL (common expression language) over the newest value of each field, all `double`.
 * @param known fields of the kind; others are refused by name
 */
export function compileExpression(text: string, known: readonly string[]): ExpressionResult {
  const env = new Environment({ limits })
  for (const field of known) if (/^[A-Za-z_]\w*$/u.test(field)) env.registerVariable(field, 'double')
  env.registerFunction('abs(double): double', (x: number) => Math.abs(x))
  env.registerFunction('max(double, double): double', (a: number, b: number) => Math.max(a, b))
  env.registerFunction('min(double, double): double', (a: number, b: number) => Math.min(a, b))
  try {
    const program = env.parse(asDoubles(text))
    const fields = new Set<string>()
    const why = walk(program.ast, fields, { nodes: 0 })
    if (why) return { why }
    const checked = program.check()
    if (!checked.valid) return { why: say(checked.error) }
    if (checked.type !== 'bool') return { why: '结果应为真或假，例如 tilt > 10' }
    if (fields.size === 0) return { why: '至少用到一个字段' }
    const needed = [...fields]
    return {
      ok: {
        fields: needed,
        run: (latest) => {
          for (const field of needed) if (latest[field] === undefined) return undefined
          try {
            return program(latest) === true
          } catch {
            // A division by nothing and the like: no judgement.
            return undefined
          }
        },
      },
    }
  } catch (error) {
    return { why: say(error) }
  }
}
