/**
 * A registry collects what modules contribute without knowing the modules: its owner declares it, manifests fill
 * it, the owner reads it. This is the only way two modules meet beside core calls and facts.
 */
export interface Registry<T> {
  readonly name: string
  /** Wraps a value for a manifest's `contributes`. */
  readonly of: (...values: T[]) => Contribution
  /** Picks this registry's values out of all contributions, in manifest order. */
  readonly from: (contributions: readonly Contribution[]) => T[]
}

export interface Contribution {
  readonly registry: string
  readonly values: readonly unknown[]
}

/** Declares a registry; `name` reads `owner.things`. */
export function registry<T>(name: string): Registry<T> {
  return {
    name,
    of: (...values) => ({ registry: name, values }),
    // Only `of` of the same name makes these values, so their type is T.
    from: (contributions) => contributions.filter((c) => c.registry === name).flatMap((c) => c.values as T[]),
  }
}
