import { registry } from '#platform/contract/registry.ts'

/** What a named guard asks, in words: the definition only knows its name, the module that wrote the rule can say it. */
export interface GuardWords {
  readonly name: string
  readonly text: string
}

export const guardWords = registry<GuardWords>('case.guard-words')
