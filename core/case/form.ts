import { z } from 'zod'
import { Limit } from '#core/calendar/contract.ts'
import { Id } from '#platform/contract/id.ts'
import type { Field } from './process.ts'

/** A file as a case keeps it: by content, with what its role in the case is. */
export const CaseFile = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/, '文件编号不对'),
  name: z.string().max(200),
  mime: z.string().max(100),
})
export type CaseFile = z.infer<typeof CaseFile>

/** [lng, lat] in WGS-84. */
export const Point = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], { error: '坐标应为 [经度, 纬度]' })
export type Point = z.infer<typeof Point>

const Day = z.iso.date({ error: '日期应为 年-月-日' })

function one(field: Field): z.ZodType {
  const { title } = field
  switch (field.kind) {
    case 'text':
      return z
        .string({ error: `请填写${title}` })
        .trim()
        .min(field.min ?? 0, `${title}至少 ${field.min} 个字`)
        .max(field.max ?? 200, `${title}最多 ${field.max ?? 200} 个字`)
    case 'long-text':
      return z
        .string({ error: `请填写${title}` })
        .min(field.min ?? 0, `${title}至少 ${field.min} 个字`)
        .max(field.max ?? 4000, `${title}最多 ${field.max ?? 4000} 个字`)
    case 'choice': {
      const values = (field.options ?? []).map((o) => o.value)
      return z.string({ error: `请选择${title}` }).refine((v) => values.includes(v), `${title}不在可选范围内`)
    }
    case 'choices': {
      const values = (field.options ?? []).map((o) => o.value)
      return z
        .array(z.string().refine((v) => values.includes(v), `${title}不在可选范围内`))
        .min(field.min ?? 0, `${title}至少选 ${field.min} 项`)
    }
    case 'yes-no':
      return z.boolean({ error: `请选择${title}` })
    case 'number':
      return z
        .number({ error: `${title}应为数字` })
        .min(field.min ?? -1e12, `${title}不能小于 ${field.min}`)
        .max(field.max ?? 1e12, `${title}不能大于 ${field.max}`)
    case 'date':
      return Day
    case 'datetime':
      return z.iso.datetime({ offset: true, error: `${title}应为日期时间` })
    case 'limit':
      return Limit
    case 'unit':
    case 'person':
    case 'case':
      return z.uuid({ error: `请选择${title}` })
    case 'units':
      return z.array(Id).max(field.max ?? 20, `${title}最多 ${field.max ?? 20} 个`)
    case 'files':
      return z
        .array(CaseFile, { error: `请上传${title}` })
        .min(field.min ?? 0, `${title}至少 ${field.min} 个`)
        .max(field.max ?? 20, `${title}最多 ${field.max ?? 20} 个`)
    case 'place':
      return Point
    case 'class':
      return z.string({ error: `请选择${title}` }).max(20)
    case 'json':
      return z.json()
  }
}

const empty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

/** Whether a field is asked, given the other answers. */
export function isAsked(field: Field, input: Readonly<Record<string, unknown>>): boolean {
  const { when } = field
  return !when || when.in.some((value) => input[when.field] === value)
}

/** The schema of an action's form, with Chinese messages; unknown fields are refused. */
export function formSchema(form: readonly Field[]): z.ZodType<Record<string, unknown>> {
  const shape = Object.fromEntries(form.map((field) => [field.key, one(field).optional().nullable()]))
  return z
    .strictObject(shape, {
      error: (issue) => (issue.code === 'unrecognized_keys' ? `表单没有这些字段：${issue.keys?.join('、')}` : undefined),
    })
    .superRefine((input: Record<string, unknown>, context) => {
      for (const field of form) {
        if (field.required && isAsked(field, input) && empty(input[field.key])) {
          context.addIssue({ code: 'custom', path: [field.key], message: `请填写${field.title}` })
        }
      }
    })
    .transform((input: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null)),
    )
}
