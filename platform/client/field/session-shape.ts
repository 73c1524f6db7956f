/** As much of a session as keeping it needs; core/org's Session has it. */
export interface Session {
  readonly person: { readonly id: string }
  readonly town: { readonly code: string }
}
