import type { AnswerOf } from '#platform/contract/endpoint.ts'
import { newId } from '#platform/contract/id.ts'
import { Fault } from '#platform/contract/problem.ts'
import type { Tx } from '#platform/server/database.ts'
import type { Call, Platform } from '#platform/server/module.ts'
import type { Actor } from '#core/org/contract.ts'
import { allowed } from '../allowed.ts'
import type { Offer, Prospect, offerActs, previewActs } from '../bulk-endpoints.ts'
import { type ActionDefinition, findStep } from '../process.ts'
import { act } from './act.ts'
import { getProcess, guardsOf } from './definitions.ts'
import { canRead } from './read.ts'
import { type CaseRow, findCase } from './store.ts'

async function findReadable(tx: Tx, platform: Platform, actor: Actor, id: string): Promise<CaseRow | undefined> {
  const row = await findCase(tx, actor.town, id)
  return row && canRead(platform, actor, row) ? row : undefined
}

/** Photos and places are evidence of one case; the same ones under many would be false. */
function singleReason({ form }: ActionDefinition): string | undefined {
  const own = form.find((field) => field.required && !field.derived && (field.kind === 'files' || field.kind === 'place'))
  return own && `须逐件附“${own.title}”，请逐件办理`
}

/** The actions the cases allow this reader, those that most cases allow first. */
export async function offersFor(call: Call<typeof offerActs, Actor>): Promise<AnswerOf<typeof offerActs>> {
  const { platform, actor, body, now } = call
  const tx = platform.db.read
  const offers = new Map<string, Offer>()
  for (const id of new Set(body.ids)) {
    const row = await findReadable(tx, platform, actor, id)
    if (!row) continue
    const process = await getProcess(tx, platform, row.town, row.process, row.version)
    for (const { action, blocked } of allowed(process, row.state, actor, now.getTime(), guardsOf(platform))) {
      if (blocked !== undefined) continue
      const key = `${process.key} ${action.key}`
      const known = offers.get(key)
      const single = singleReason(action)
      offers.set(key, {
        key: action.key,
        title: action.title,
        tone: action.tone ?? 'plain',
        form: action.form,
        process: process.key,
        open: (known?.open ?? 0) + 1,
        ...(single === undefined ? {} : { single }),
      })
    }
  }
  return { offers: [...offers.values()].sort((a, b) => b.open - a.open) }
}

/** Carries the outcome of a trial out of the transaction that is rolled back. */
class TakenBack extends Error {
  readonly becomes: string
  constructor(becomes: string) {
    super('taken back')
    this.becomes = becomes
  }
}

/**
 * Tries the act on every case, each in a transaction of its own that is always rolled back. A trial and not a check of
 * the rules alone: what a module looks up before an act (the class's evidence, the unit of the list) refuses here too.
 */
export async function previewFor(call: Call<typeof previewActs, Actor>): Promise<AnswerOf<typeof previewActs>> {
  const { platform, actor, body, now } = call
  const prospects: Prospect[] = []
  for (const id of new Set(body.ids)) {
    const row = await findReadable(platform.db.read, platform, actor, id)
    if (!row) {
      prospects.push({ id, number: '', title: '', stepTitle: '', seq: 0, refused: '没有这件案件，或不在您的查看范围内' })
      continue
    }
    const process = await getProcess(platform.db.read, platform, row.town, row.process, row.version)
    const stepTitle = (step: string): string => findStep(process, step)?.title ?? step
    const outcome = await platform.db
      .transaction(async (tx): Promise<never> => {
        const { state } = await act(tx, platform, {
          caseId: id,
          action: body.action,
          input: body.input,
          actor,
          actionId: newId(),
          now,
          readable: true,
        })
        throw new TakenBack(stepTitle(state.step))
      })
      .catch((error: unknown) => {
        if (error instanceof TakenBack) return { becomes: error.becomes }
        if (error instanceof Fault) return { refused: error.more.detail ?? error.title }
        throw error
      })
    prospects.push({ id, number: row.number, title: row.title, stepTitle: stepTitle(row.step), seq: row.seq, ...outcome })
  }
  return { prospects }
}
