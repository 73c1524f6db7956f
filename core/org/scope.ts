import type { Actor, Reach } from './actor.ts'

/** What a permission is asked about: who holds or takes part, where it lies, whose own it is. */
export interface Subject {
  /** Units that hold it or took part in it. */
  readonly unitIds?: readonly string[]
  /** Code of the place, of any depth. */
  readonly areaCode?: string | null
  /** Who reported or holds it. */
  readonly personIds?: readonly string[]
}

/**
 * Whether the actor's permission reaches the subject: any of its reaches is enough. The plain form of what
 * `server/scope-sql.ts` compiles; a property test holds the two together.
 */
export function reaches(actor: Actor, permission: string, subject: Subject): boolean {
  return (actor.reach.get(permission) ?? []).some((reach) => within(actor, reach, subject))
}

function within(actor: Actor, reach: Reach, subject: Subject): boolean {
  switch (reach) {
    case 'town':
      return true
    case 'unit':
      return (subject.unitIds ?? []).some((id) => actor.unitIds.includes(id))
    case 'area':
      return typeof subject.areaCode === 'string' && areasOf(actor).some((area) => subject.areaCode!.startsWith(area))
    case 'own':
      return actor.personId !== '' && (subject.personIds ?? []).includes(actor.personId)
  }
}

/** The actor's areas without empty ones (an empty prefix would be the whole country) and without those inside another. */
export function areasOf(actor: Pick<Actor, 'areas'>): string[] {
  const kept: string[] = []
  for (const code of [...new Set(actor.areas)].sort()) if (code !== '' && !kept.some((k) => code.startsWith(k))) kept.push(code)
  return kept
}
