import { z } from 'zod'
import { fact } from '#platform/contract/fact.ts'

/** The wall's setting changed: every wall reads it anew. */
export const screenChanged = fact('dispatch.screen-changed', z.object({}))
