import { z } from 'zod'

/** The version a form was opened with; a save with an older one is answered with what the row says now. */
export const Version = z.int({ error: '缺少版本号，请刷新后再改' }).min(1).max(2_000_000_000)
