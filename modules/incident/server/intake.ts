import type { CaseIntake } from '#core/case/server/index.ts'
import { Channel } from '../record.ts'
import { report } from './report.ts'

/** How other modules' findings become incidents: alarms, rounds, cameras. Same use case as the desk's own reports. */
export const incidentIntake: CaseIntake = {
  process: 'incident',
  title: '事件',
  open: async (tx, platform, { actor, actionId, now, at, description, channel, facts, files, place, terminal, ...rest }) => {
    const { title, classCode, grade, accuracy, address } = rest
    const receipt = await report(tx, platform, {
      draft: {
        actionId,
        description,
        ...(title ? { title } : {}),
        ...(classCode ? { classCode } : {}),
        ...(grade ? { grade } : {}),
        ...(place ? { place: [place[0], place[1]] } : {}),
        ...(accuracy === undefined ? {} : { accuracy }),
        ...(address ? { address } : {}),
        ...(at ? { at: at.toISOString() } : {}),
        files: [...(files ?? [])],
      },
      channel: Channel.parse(channel),
      actor,
      now,
      ...(terminal ? { terminal } : {}),
      ...(facts ? { origin: facts } : {}),
    })
    return { caseId: receipt.id, number: receipt.number, replayed: receipt.replayed }
  },
}
