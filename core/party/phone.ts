// Below the ground floor of core: the organisation, which stands before the parties, keeps and masks phones too.
export { type Landline, Mobile, Phone, findLandline, findPhone, isLandline, isMobile, tidyPhone } from '#platform/contract/phone.ts'
