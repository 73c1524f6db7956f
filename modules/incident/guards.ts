import { z } from 'zod'
import type { NamedGuard } from '#core/case/contract.ts'

const Evidence = z.object({ before: z.int().optional(), after: z.int().optional() })
const words = { before: '处置前照片', after: '处置后照片' } as const

/** Evidence demanded by the class: so many photos before and after. Checked when the act is sent, not while buttons show. */
export const evidenceComplete: NamedGuard = {
  name: 'incident.evidence-complete',
  check: ({ state, input }) => {
    if (!input) return undefined
    // Only a result that says "solved" must be shown; an explanation has nothing to photograph.
    if (input['outcome'] !== 'solved') return undefined
    const wanted = Evidence.safeParse(state.data['evidence'])
    if (!wanted.success) return undefined
    for (const side of ['before', 'after'] as const) {
      const need = wanted.data[side] ?? 0
      const given = Array.isArray(input[side]) ? input[side].length : 0
      // The reporter's own photos stand for "before".
      const known = side === 'before' && Array.isArray(state.data['files']) ? state.data['files'].length : 0
      if (given + known < need) return `这类事件要求${words[side]}至少 ${need} 张，请补充`
    }
    return undefined
  },
}

/** An order needs a class: it decides who, by when and with what evidence. */
export const classKnown: NamedGuard = {
  name: 'incident.class-known',
  check: ({ state, input }) => (!input || input['classCode'] || state.data['classCode'] ? undefined : '请先选择类别，再派单'),
}

/** A shelved case (挂账) looks ahead: a review date, later than today. */
export const reviewAhead: NamedGuard = {
  name: 'incident.review-ahead',
  check: ({ input, now }) => {
    const date = input?.['nextReview']
    if (!input || typeof date !== 'string') return undefined
    const today = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
    return date > today ? undefined : '下次复核日期应晚于今天'
  },
}

export const incidentGuards: readonly NamedGuard[] = [evidenceComplete, classKnown, reviewAhead]
