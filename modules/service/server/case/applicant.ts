import { z } from 'zod'
import { checkResidentId, checkUscc, maskName, maskResidentId, maskUscc } from '#core/party/contract.ts'
import { fieldCipher } from '#platform/server/field-cipher.ts'
import type { Platform } from '#platform/server/module.ts'
import { Applicant, FormAnswers } from '../../case.ts'
import { failService } from '../../faults.ts'
import type { ApplicantKind } from '../../matter.ts'

/** What lies sealed of a case: the applicant whole, the filled form, what the exclusive thing is. */
export const Sealed = Applicant.extend({ form: FormAnswers, object: z.string().default('') })
export type Sealed = z.infer<typeof Sealed>

const place = (caseId: string): string => `service.office_case:${caseId}:applicant`

/** The number by its own rule: GB 11643 for a person, GB 32100 for everybody else. @throws Fault service.number-wrong */
export function checkNumber(kind: ApplicantKind, number: string): void {
  const check = kind === 'person' ? checkResidentId(number) : checkUscc(number)
  if (check.ok) return
  const message = kind === 'person' ? '身份证号码不对，请核对 18 位' : '统一社会信用代码不对，请核对 18 位'
  throw failService('service.number-wrong', { fields: [{ path: 'applicant.number', message }] })
}

/** What of an applicant may lie open: a firm's name, a person's mask. */
export const shownName = ({ kind, name }: Pick<Applicant, 'kind' | 'name'>): string => (kind === 'person' ? maskName(name) : name)
export const shownNumber = ({ kind, number }: Pick<Applicant, 'kind' | 'number'>): string =>
  kind === 'person' ? maskResidentId(number, 'internal') : maskUscc(number)

export const sealApplicant = (platform: Platform, caseId: string, sealed: Sealed): Buffer =>
  fieldCipher(platform.config.dataDir).seal(JSON.stringify(sealed), place(caseId))
export const openApplicant = (platform: Platform, caseId: string, bytes: Buffer): Sealed =>
  Sealed.parse(JSON.parse(fieldCipher(platform.config.dataDir).open(bytes, place(caseId))))

/** Keyed digests for exact look-up; a name is compared without spaces. */
export const digestNumber = (platform: Platform, number: string): Buffer =>
  fieldCipher(platform.config.dataDir).digest(number.trim().toUpperCase())
export const digestName = (platform: Platform, name: string): Buffer =>
  fieldCipher(platform.config.dataDir).digest(`name/${name.replaceAll(/\s/g, '')}`)
export const digestCode = (platform: Platform, number: string, code: string): Buffer =>
  fieldCipher(platform.config.dataDir).digest(`${number}/${code.trim().toUpperCase()}`)
