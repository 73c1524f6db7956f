/** The few buttons of the public page, each with the class codes it may stand for (beginnings). */
export const publicKinds = [
  { key: 'road', title: '道路设施', classes: ['B01', 'B02', 'E0110', 'E0401', 'E0408', 'S0208'] },
  { key: 'water', title: '积水河道', classes: ['E0105', 'E0111', 'E0114', 'E0402', 'E0404', 'E0406', 'S0209'] },
  { key: 'clean', title: '垃圾环境', classes: ['E01', 'E0510', 'E0508', 'B03'] },
  { key: 'order', title: '停车占道', classes: ['E05', 'E0304'] },
  { key: 'safety', title: '安全隐患', classes: ['S02', 'E04', 'B0111', 'B0113', 'B0116'] },
  { key: 'dispute', title: '纠纷求助', classes: ['S01', 'S03', 'S04', 'S05'] },
  { key: 'other', title: '其他建议', classes: [] },
] as const

/**
 * The class a pressed button and the words agree on; undefined leaves it to the dispatcher. Words alone are not enough
 * here: a wrong class silently brings wrong limits, and nobody at the desk has looked yet.
 * @param suggested class codes the words suggest, best first, with their scores
 */
export function classOfKind(kind: string | undefined, suggested: readonly { code: string; score: number }[]): string | undefined {
  const classes: readonly string[] = publicKinds.find((k) => k.key === kind)?.classes ?? []
  return suggested.find((s) => s.score >= 0.35 && classes.some((c) => s.code.startsWith(c)))?.code
}
