/** People and firms (当事人): their identifiers, checked, and their personal data, masked. Pure. */
export { Uscc, checkUscc, isOrganisationCodeSound, tidyUscc, usccCheckSymbol, usccKind } from './uscc.ts'
export type { UsccCheck, UsccFault } from './uscc.ts'
export { ResidentId, checkResidentId, findResidentIdParts, residentIdCheckDigit, tidyResidentId } from './resident-id.ts'
export type { ResidentIdCheck, ResidentIdFault, ResidentIdParts } from './resident-id.ts'
export { Mobile, Phone, findLandline, findPhone, isLandline, isMobile } from './phone.ts'
export type { Landline } from './phone.ts'
export {
  maskAddress,
  maskBankCard,
  maskEmail,
  maskLandline,
  maskMobile,
  maskName,
  maskPhone,
  maskPlate,
  maskResidentId,
  maskUscc,
} from './masking.ts'
export { maskText } from './masking-text.ts'
