import type { Actor } from '#core/org/contract.ts'
import { type ScopeColumns, scopeCondition } from '#core/org/server/index.ts'

/** The conditions of one statement with their parameters. */
export class Conditions {
  readonly values: unknown[] = []
  readonly #texts: string[] = []

  /** A parameter's name. */
  add(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
  /** `text` with `?` for each value. */
  where(text: string, ...values: unknown[]): void {
    let i = 0
    this.#texts.push(text.replaceAll('?', () => this.add(values[i++])))
  }
  /** What the actor's permission reaches. */
  scope(actor: Actor, permission: string, columns: ScopeColumns): void {
    const { text, values } = scopeCondition(actor, permission, columns, this.values.length + 1)
    this.values.push(...values)
    this.#texts.push(text)
  }
  get text(): string {
    return this.#texts.join(' and ') || 'true'
  }
}
