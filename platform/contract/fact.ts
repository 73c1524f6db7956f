import type { z } from 'zod'

/** A fact (领域消息): something that happened, told to other modules through the outbox. Named `module.noun-happened`. */
export interface FactType<T extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly payload: T
}

/** Declares a fact with the shape of what it carries. */
export function fact<T extends z.ZodType>(name: `${string}.${string}`, payload: T): FactType<T> {
  return { name, payload }
}
