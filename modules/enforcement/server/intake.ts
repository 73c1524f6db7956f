import type { CaseIntake, IntakeReport } from '#core/case/server/index.ts'
import { UNKNOWN_PARTY } from '../party.ts'
import type { ClueSource } from '../penalty.ts'
import { registerClue } from './clue.ts'

const sources: Readonly<Record<IntakeReport['channel'], ClueSource>> = {
  device: 'monitor',
  camera: 'monitor',
  video: 'monitor',
  grid: 'grid',
  public: 'complaint',
  phone: 'complaint',
  counter: 'complaint',
  enterprise: 'complaint',
  upper: 'assigned',
}

/** How other modules' findings become clues (转综合执法). Who did it is for the officers to find out. */
export const penaltyIntake: CaseIntake = {
  process: 'penalty',
  title: '行政处罚线索',
  open: async (tx, platform, { actor, actionId, now, title, description, channel, facts, files, place, address, terminal }) => {
    const { id, number, replayed } = await registerClue(tx, platform, {
      draft: {
        actionId,
        title: (title ?? description).slice(0, 80),
        description,
        source: sources[channel],
        business: false,
        party: { kind: 'organisation', name: UNKNOWN_PARTY },
        address: address ?? '',
        files: [...(files ?? [])],
        ...(place ? { place: [place[0], place[1]] } : {}),
      },
      actor,
      now,
      ...(terminal ? { terminal } : {}),
      ...(facts ? { origin: facts } : {}),
    })
    return { caseId: id, number, replayed }
  },
}
