import type { z } from 'zod'
import type { Timeline, TimelineAct, TimelineAlarm } from '#core/case/contract.ts'

export type ShownAct = z.infer<typeof TimelineAct>
export type ShownAlarm = z.infer<typeof TimelineAlarm>

const timeOf = ({ at }: { at: string }): number => new Date(at).getTime()

/** Acts and alarms in one line, newest first; of the same moment the later act stands higher. */
export function merge({ acts, alarms }: z.infer<typeof Timeline>): (ShownAct | ShownAlarm)[] {
  return [...acts, ...alarms].sort((a, b) => timeOf(b) - timeOf(a) || ('seq' in b ? b.seq : 0) - ('seq' in a ? a.seq : 0))
}

/** Before and after as the last act that brought each told it. */
export function evidenceOf({ acts }: z.infer<typeof Timeline>): { before: ShownAct['files']; after: ShownAct['files'] } {
  const last = (field: string): ShownAct['files'] =>
    acts
      .map((act) => act.files.filter((file) => file.field === field))
      .filter((files) => files.length > 0)
      .at(-1) ?? []
  const [before, after] = [last('before'), last('after')]
  // Nobody photographed it again before the work: what came with the report is how it was.
  const first = acts[0]?.files.filter((file) => file.mime.startsWith('image/')) ?? []
  return { before: before.length === 0 && after.length > 0 ? first : before, after }
}
