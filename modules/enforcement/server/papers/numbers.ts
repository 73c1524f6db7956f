import type { CaseEffect } from '#core/case/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { dayOf } from '#core/org/contract.ts'
import { carriesDecisionNumber, paperNumber } from '../../papers/number.ts'
import { papersOfCase } from '../../papers/of-case.ts'
import { standardTemplates } from '../../papers/standard.ts'
import { nextNumber } from '../clue.ts'

const outward = standardTemplates.filter((template) => template.outward && !carriesDecisionNumber(template.code))

/** Numbers the papers an act sends out, in the act's own transaction: so that numbers follow the days (rules.md §4.10). */
export const numberPapers: CaseEffect = {
  name: 'enforcement.papers',
  run: async (tx, { town, caseId, act, action }, platform) => {
    const year = dayOf(new Date(act.at)).slice(0, 4)
    const answers = action.form.map(({ key, title }) => ({
      title,
      text: act.input[key] === true ? '是' : act.input[key] === false ? '否' : '',
    }))
    const words = { seq: act.seq, action: act.action, title: action.title, at: new Date(act.at).toISOString(), person: '', answers }
    for (const { template } of papersOfCase([words], outward)) {
      const number = paperNumber(template.code, year, await nextNumber(platform, town, `penalty-paper/${template.code}/${year}`))
      await tx.query(
        `insert into enforcement.paper (town, case_id, seq, code, number, issued_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [town, caseId, act.seq, template.code, number, new Date(act.at)],
      )
    }
  },
}

/** `seq code` → number. */
export async function numbersOf(tx: Tx, town: string, caseId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ seq: number; code: string; number: string }>(
    `select seq, code, number from enforcement.paper where town = $1 and case_id = $2`,
    [town, caseId],
  )
  return new Map(rows.map(({ seq, code, number }) => [`${seq} ${code}`, number]))
}
