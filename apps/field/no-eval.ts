import { config } from 'zod'

// Before any schema is made: the page's policy allows no eval, and trying leaves a violation in every phone's log.
config({ jitless: true })
