import { z } from 'zod'

/** The JSON Schema parts a sample needs. */
interface Shape {
  type?: string
  format?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  properties?: Record<string, Shape>
  required?: string[]
  /** `false` closes a tuple. */
  items?: Shape | false
  prefixItems?: Shape[]
  minItems?: number
  minimum?: number
  exclusiveMinimum?: number
  minLength?: number
}

const formats: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-7000-8000-000000000000',
  date: '2026-07-01',
  'date-time': '2026-07-01T00:00:00Z',
  email: 'a@example.cn',
  uri: 'https://example.cn/',
}

/** A small value a schema probably accepts (rules beyond JSON Schema may still refuse it): for sweeps over every endpoint. */
export function sampleOf(schema: z.ZodType): unknown {
  return sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape)
}

/** The names of an object schema's fields, of all its alternatives. */
export function propertiesOf(schema: z.ZodType): string[] {
  const names = (shape: Shape): string[] => [
    ...Object.keys(shape.properties ?? {}),
    ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(names),
  ]
  return [...new Set(names(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape))]
}

function sample(shape: Shape): unknown {
  if ('const' in shape) return shape.const
  if (shape.enum) return shape.enum[0]
  const choice = shape.anyOf ?? shape.oneOf
  if (choice) return sample(choice[0]!)
  switch (shape.type) {
    case 'object':
      return Object.fromEntries((shape.required ?? []).map((key) => [key, sample(shape.properties?.[key] ?? {})]))
    case 'array':
      if (shape.prefixItems) return shape.prefixItems.map(sample)
      return Array.from({ length: shape.minItems ?? 0 }, () => sample(shape.items || {}))
    case 'integer':
    case 'number':
      return Math.max(shape.minimum ?? 1, (shape.exclusiveMinimum ?? 0) + 1)
    case 'boolean':
      return false
    case 'null':
      return null
    default:
      return formats[shape.format ?? ''] ?? '示例'.padEnd(shape.minLength ?? 2, '例')
  }
}
