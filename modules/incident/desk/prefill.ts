import type { QueryClient } from '@tanstack/react-query'
import type { CaseDetail, Field } from '#core/case/contract.ts'
import type { Prefilled } from '#core/case/desk/index.tsx'
import { gradeLevel } from '#core/case/desk/index.tsx'
import { call } from '#platform/client/call.ts'
import { keyOf } from '#platform/client/use-endpoint.ts'
import { findSameAs, readIncident } from '../endpoints.ts'
import { reasonOf } from './merge-reason.ts'
import { suggestionOf } from './suggestion.ts'

const fresh = 30_000

/** What is known before a form is typed: the suggested unit and why, the class as it is, the likeliest main case. */
export async function fillIncident(client: QueryClient, detail: CaseDetail, action: string): Promise<Prefilled> {
  const at = { params: { id: detail.card.id } }
  if (action === 'merge') {
    const { candidates } = await client.fetchQuery({
      queryKey: keyOf(findSameAs, at),
      queryFn: () => call(findSameAs, at),
      staleTime: fresh,
    })
    const first = candidates.find((one) => !one.closed)
    if (!first) return { values: {}, remarks: {} }
    return {
      values: { main: first.id, reason: reasonOf(first.reasons) },
      remarks: { main: `最像的一件：${first.title}`, reason: '相似之处，可改' },
    }
  }
  const incident = await client.fetchQuery({ queryKey: keyOf(readIncident, at), queryFn: () => call(readIncident, at), staleTime: fresh })
  const { classPath, grade } = incident
  const { suggestion, guessed } = await suggestionOf(client, incident)
  const form = detail.allowed.find((one) => one.key === action)?.form ?? []
  const values: Record<string, unknown> = {}
  const remarks: Record<string, string> = {}
  const know = (key: string, value: unknown, from: string): void => {
    if (value === undefined || !form.some((field) => field.key === key)) return
    values[key] = value
    remarks[key] = from
  }
  const own = classPath.at(-1)
  if (action === 'correct') {
    know('title', detail.card.title, '现有标题')
    know('address', incident.address || undefined, '现有地址')
    know('place', incident.place, '现有位置')
  } else {
    know('unit', suggestion?.unit?.id, suggestion?.why ?? '')
    if (suggestion && suggestion.coUnits.length > 0)
      know(
        'coUnits',
        suggestion.coUnits.map((one) => one.id),
        '责任清单列明的协办单位',
      )
    know('listItem', suggestion?.listItem, '来自责任清单')
  }
  know('classCode', own?.code ?? guessed?.code, own ? '现有类别' : `按原话建议：${guessed?.why ?? ''}`)
  know('grade', gradeAnswer(form, grade), '现有等级')
  return { values, remarks }
}

/** The option of the grade question that means this grade, however the definition writes it. */
function gradeAnswer(form: readonly Field[], grade: string): string | undefined {
  const options = form.find((field) => field.key === 'grade')?.options ?? []
  return options.find((option) => option.value === grade || gradeLevel(option.value) === gradeLevel(grade))?.value
}
