import { getReadable } from '#core/case/server/index.ts'
import { route } from '#core/org/server/index.ts'
import {
  acknowledgeAlarms,
  countAlarms as countEndpoint,
  listAlarms as listEndpoint,
  readAlarm,
  readCaseEvidence,
  reviewAlarms,
  undoReview,
} from '../../alarm-endpoints.ts'
import {
  addRule as addEndpoint,
  changeRule as changeEndpoint,
  checkExpression,
  dropRule as dropEndpoint,
  listRules as rulesEndpoint,
  tryRule as tryEndpoint,
} from '../../rule-endpoints.ts'
import { compileExpression } from '../../rules/expression.ts'
import { alarmDetail, alarmsOfCase, countAlarms, getAlarm, listAlarms } from './alarm-list.ts'
import { keptReadings } from './cases.ts'
import { acknowledge, review, undo } from './review.ts'
import { addRule, changeRule, dropRule, listRules } from './rules.ts'
import { tryRule } from './trial.ts'
import { fieldsOf } from './watcher.ts'

export const alarmRoutes = [
  route(listEndpoint, ({ tx, actor, query: { after, limit, ...filter } }) => listAlarms(tx, actor, filter, after, limit)),
  route(countEndpoint, ({ tx, actor, query }) => countAlarms(tx, actor, query)),
  route(readAlarm, async ({ tx, actor, params }) => alarmDetail(tx, actor.town, await getAlarm(tx, actor, params.id))),
  route(acknowledgeAlarms, async ({ tx, actor, body, now }) => ({ done: await acknowledge(tx, actor, body.ids, now) })),
  route(reviewAlarms, ({ tx, platform, actor, body, now }) => review(tx, platform, actor, body, now)),
  route(undoReview, async ({ tx, actor, params, now }) => ({ done: await undo(tx, actor, params.id, now) })),
  // Whoever may read the case may see what it was opened on.
  route(readCaseEvidence, async ({ tx, platform, actor, params }) => {
    const found = await getReadable(tx, platform, actor, params.id)
    const alarms = await alarmsOfCase(tx, actor.town, found.id)
    return {
      alarms: alarms.map((alarm) =>
        alarm.evidence.length > 0 ? alarm : { ...alarm, evidence: keptReadings(found.state.data['origin'], alarm.id) },
      ),
    }
  }),

  route(rulesEndpoint, async ({ tx, actor, query }) => ({ rules: await listRules(tx, actor.town, query.kind) })),
  route(addEndpoint, ({ tx, actor, body: { actionId: _, ...draft }, now }) => addRule(tx, actor, draft, now)),
  route(tryEndpoint, ({ platform, actor, body, now }) => tryRule(platform, actor, body.rule, body.days, now.getTime())),
  route(checkExpression, async ({ body }) => {
    const compiled = compileExpression(body.text, fieldsOf(body.kind))
    return 'ok' in compiled ? { ok: true, why: '', fields: [...compiled.ok.fields] } : { ok: false, why: compiled.why, fields: [] }
  }),
  route(changeEndpoint, ({ tx, actor, params, body: { actionId: _, seen, ...draft }, now }) =>
    changeRule(tx, actor, params.id, draft, seen, now),
  ),
  route(dropEndpoint, async ({ tx, actor, params, now }) => {
    await dropRule(tx, actor, params.id, now)
    return {}
  }),
]
