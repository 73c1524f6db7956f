/** Somebody at a post, with the codes of its areas. */
export interface Worker {
  readonly personId: string
  readonly postId: string
  readonly areas: readonly string[]
}
export interface Absence {
  readonly personId: string
  readonly postId: string
  readonly substituteId?: string | undefined
}
export interface Answer {
  readonly personId: string
  /** Whom they stand in for that day. */
  readonly standsFor?: string
}

/**
 * Who walks a round of an area on a day: whoever answers for it most closely (the longest area that begins its code) and is there; else the substitute
 * of one of those; else who answers for the next larger area. Undefined: nobody, and the round says so.
 */
export function answering(workers: readonly Worker[], areaCode: string, away: readonly Absence[]): Answer | undefined {
  const depth = ({ areas }: Worker) => Math.max(-1, ...areas.filter((area) => areaCode.startsWith(area)).map((area) => area.length))
  const near = Map.groupBy(
    workers.filter((worker) => depth(worker) >= 0),
    depth,
  )
  const absent = ({ personId, postId }: Worker) => away.find((one) => one.personId === personId && one.postId === postId)
  for (const length of [...near.keys()].sort((a, b) => b - a)) {
    const group = near.get(length) ?? []
    const present = group.find((worker) => !absent(worker))
    if (present) return { personId: present.personId }
    for (const worker of group) {
      const substitute = absent(worker)?.substituteId
      if (substitute) return { personId: substitute, standsFor: worker.personId }
    }
  }
  return undefined
}

/** Who walks a round that a plan gives to one person: they, their substitute on a day of rest, else nobody. */
export function instead(personId: string, away: readonly Absence[]): Answer | undefined {
  const absences = away.filter((one) => one.personId === personId)
  if (absences.length === 0) return { personId }
  const substitute = absences.find(({ substituteId }) => substituteId)?.substituteId
  return substitute ? { personId: substitute, standsFor: personId } : undefined
}
