import { z } from 'zod'
import { endpoint } from '#platform/contract/endpoint.ts'
import { Sha256 } from '#platform/contract/files.ts'
import { Id } from '#platform/contract/id.ts'
import { Finding } from './finding.ts'
import { AreaFormat } from './import-format.ts'
import { ImportOptions } from './import-options.ts'
import { PlannedDraft } from './plan-import.ts'

/** The mapping goes as JSON text where a body is a file. */
const Fields = z
  .string()
  .max(4000)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue({ code: 'custom', message: '列对应关系应为 JSON' })
      return z.NEVER
    }
  })
  .pipe(ImportOptions.shape.fields)

const readErrors = ['area.file-unreadable', 'area.too-tangled', 'platform.busy'] as const

const Counts = z.object({ accepted: z.int(), repairable: z.int(), refused: z.int() })

export const previewAreas = endpoint('POST /areas/import/preview', {
  summary: '上传边界文件并逐行预览：可导入、需同意修复、退回及原因（不写入）',
  allow: 'area.area.manage',
  wire: 'upload',
  transaction: 'own',
  query: ImportOptions.omit({ fields: true }).extend({ fields: Fields.optional(), sha256: Sha256.optional() }),
  reply: z.object({
    sha256: Sha256,
    name: z.string(),
    format: AreaFormat,
    columns: z.array(z.string()),
    /** What the file says its coordinates are in. */
    crs: z.string().optional(),
    /** The register the preview was made against. */
    stamp: z.string(),
    counts: Counts,
    drafts: z.array(PlannedDraft),
    /** New faults of the town if everything agreed to is kept. */
    findings: z.array(Finding),
  }),
  errors: [
    ...readErrors,
    'area.file-gone',
    'platform.file-missing',
    'platform.file-empty',
    'platform.file-too-large',
    'platform.file-changed',
  ],
})

export const importAreas = endpoint('POST /areas/import', {
  summary: '按预览导入：同意的行全部写入，或一行也不写',
  allow: 'area.area.manage',
  body: z.object({
    actionId: Id,
    sha256: Sha256,
    options: ImportOptions,
    stamp: z.string().max(120),
    /** Places (第 3 行) of the repairable rows whose repair is agreed to. */
    consent: z.union([z.literal('all'), z.array(z.string().max(60)).max(20_000)]),
    accept: z.object({ reason: z.string().trim().min(4, '请写明理由，至少 4 个字').max(300) }).optional(),
  }),
  reply: z.object({ added: z.int(), redrawn: z.int(), same: z.int(), leftOut: z.int(), accepted: z.array(Finding) }),
  errors: [...readErrors, 'area.file-gone', 'area.nothing-agreed', 'area.new-errors', 'platform.conflict'],
})
