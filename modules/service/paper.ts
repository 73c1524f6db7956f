import { z } from 'zod'

/** 文书: one kind for every written word the law demands of the agency. */
export const PaperKind = z.enum([
  'receipt',
  'acceptance',
  'not-accepted',
  'correction',
  'special',
  'extension',
  'decision',
  'delivery',
  'termination',
  'revocation',
  'hearing',
])
export type PaperKind = z.infer<typeof PaperKind>

/** Title, and the letters of its number (示例: a town has its own). */
export const paperKinds: Readonly<Record<PaperKind, { readonly title: string; readonly letters: string }>> = {
  receipt: { title: '收件凭证', letters: '收' },
  acceptance: { title: '受理通知书', letters: '受' },
  'not-accepted': { title: '不予受理决定书', letters: '不受' },
  correction: { title: '一次性告知补正通知书', letters: '补' },
  special: { title: '特别程序告知书', letters: '特' },
  extension: { title: '延长办理期限告知书', letters: '延' },
  decision: { title: '决定书', letters: '决' },
  delivery: { title: '送达回证', letters: '送' },
  termination: { title: '终止办理通知书', letters: '终' },
  revocation: { title: '撤销决定书', letters: '撤' },
  hearing: { title: '听证申请收据', letters: '听' },
}

/** Which paper an act makes. */
export const paperOfAction: Readonly<Record<string, PaperKind>> = {
  open: 'receipt',
  accept: 'acceptance',
  'accept-by-law': 'acceptance',
  'accept-resubmitted': 'acceptance',
  'refuse-receipt': 'not-accepted',
  'notify-correction': 'correction',
  'start-special': 'special',
  'grant-extension': 'extension',
  decide: 'decision',
  'sole-decide': 'decision',
  'renew-by-law': 'decision',
  deliver: 'delivery',
  collect: 'delivery',
  'end-uncorrected': 'termination',
  terminate: 'termination',
  revoke: 'revocation',
  'request-hearing': 'hearing',
}

/** `四政许受字〔2026〕第12号`. @param town its name @param n counted within the year, in order */
export const paperNumber = (town: string, kind: PaperKind, year: string, n: number, example: boolean): string =>
  `${example ? '（示例）' : ''}${[...town][0] ?? ''}政服${paperKinds[kind].letters}字〔${year}〕第${n}号`

/** What a paper says, as it was on the day it was made; names and numbers of people come from the sealed part. */
export const PaperContent = z.object({
  matterName: z.string(),
  matterCode: z.string(),
  basis: z.array(z.string()),
  unit: z.string(),
  day: z.string(),
  acceptedOn: z.string().optional(),
  legalDue: z.string().optional(),
  promiseDue: z.string().optional(),
  materials: z.array(z.object({ name: z.string(), state: z.string() })),
  gaps: z.array(z.string()),
  words: z.string(),
  where: z.string().optional(),
  special: z.string().optional(),
  expected: z.string().optional(),
  extension: z.int().optional(),
  outcome: z.string().optional(),
  documentNumber: z.string().optional(),
  validUntil: z.string().optional(),
  resultName: z.string().optional(),
  way: z.string().optional(),
  takenBy: z.string().optional(),
  tracking: z.string().optional(),
  deemedWhy: z.string().optional(),
})
export type PaperContent = z.infer<typeof PaperContent>
