/** What the module's own guards ask, for the process diagram (they live in `guards.ts` as functions). */
export const incidentGuardWords = [
  { name: 'incident.evidence-complete', text: '结果为“已解决”时，处置前后照片须达到该类别要求的张数（反映人的照片可算处置前）' },
  { name: 'incident.class-known', text: '派单前须选定类别：类别决定由谁办、多久办结、要什么照片' },
  { name: 'incident.review-ahead', text: '挂账须写明下次复核日期，且晚于当天' },
] as const
