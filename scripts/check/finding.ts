/** What one part of `npm run check` found: one line of figures, and what must be mended (none: it passed). */
export interface Finding {
  readonly name: string
  readonly summary: string
  readonly problems: readonly string[]
  /** Figures outside their target that do not fail the check. */
  readonly remarks?: readonly string[]
}
