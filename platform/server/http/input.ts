import type { z } from 'zod'
import { type FieldFault, failPlatform } from '../../contract/problem.ts'

const partNames = { params: '路径', query: '查询条件', body: '内容' } as const

/** Zod's own English codes in Chinese, for the rules whose schema gave no message of its own. */
function chinese(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? '不能为空' : '类型不对'
    case 'too_small':
      return issue.origin === 'string'
        ? `至少 ${issue.minimum} 个字`
        : issue.origin === 'array'
          ? `至少 ${issue.minimum} 项`
          : `不能小于 ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string'
        ? `最多 ${issue.maximum} 个字`
        : issue.origin === 'array'
          ? `最多 ${issue.maximum} 项`
          : `不能大于 ${issue.maximum}`
    case 'invalid_value':
      return `只能是：${issue.values.map(String).join('、')}`
    case 'unrecognized_keys':
      return `不认识的字段：${issue.keys.join('、')}`
    case 'invalid_format':
      return '格式不对'
    case 'invalid_union':
      return '不符合任何一种可接受的形式'
    default:
      return '不符合要求'
  }
}

/** Our own messages are Chinese; Zod's defaults are not. */
const isChinese = (text: string) => /[一-鿿]/.test(text)

/** The faults of a failed parse, field by field. */
export function fieldFaults(error: z.core.$ZodError): FieldFault[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: isChinese(issue.message) ? issue.message : chinese(issue),
  }))
}

/**
 * Checks one part of a request.
 * @throws Fault platform.invalid naming every wrong field
 */
export function readPart<T extends z.ZodType>(
  schema: T | undefined,
  value: unknown,
  part: keyof typeof partNames,
): z.output<T> | undefined {
  if (!schema) return undefined
  const parsed = schema.safeParse(value ?? (part === 'body' ? undefined : {}))
  if (parsed.success) return parsed.data
  const fields = fieldFaults(parsed.error)
  const first = fields[0]!
  throw failPlatform('platform.invalid', { detail: `${partNames[part]}${first.path ? `“${first.path}”` : ''}：${first.message}`, fields })
}
