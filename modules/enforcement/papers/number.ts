/** The word of each numbered paper's series (发文代字, 示例): a town has its own. */
export const seriesWords: Readonly<Record<string, string>> = {
  D01: '委',
  D06: '责改',
  D08: '抽',
  D09: '抽处',
  D11: '登保',
  D12: '登处',
  D16: '罚告',
  D17: '听告',
  D19: '听通',
  D22: '移',
  D28: '当罚',
  D31: '查扣',
  D33: '解',
  D36: '催',
  D37: '强执',
  D38: '强申',
  D39: '代履',
  D42: '教',
}

/** Papers that carry the decision's own number. */
export const carriesDecisionNumber = (code: string): boolean => code === 'D24' || code === 'D29'

/** @param year `2026` @param n within its series and year */
export const paperNumber = (code: string, year: string, n: number): string => `（示例）综执${seriesWords[code] ?? '文'}字〔${year}〕${n}号`
