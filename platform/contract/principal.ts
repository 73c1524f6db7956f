/** Who is asking, as far as the platform needs to know. Core adds the person, the post and the scopes. */
export interface Principal {
  /** The town's code, first in every key. */
  readonly town: string
  /** A stable name for the audit row: person, machine or `public`. */
  readonly subject: string
  readonly permissions: ReadonlySet<string>
  readonly signedIn: boolean
  /** Permissions of the post that wait for a second factor: refused like the others, but with the way to get them. */
  readonly withheld?: ReadonlySet<string>
}
