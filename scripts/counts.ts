export interface Counts {
  readonly passed: number
  readonly failed: number
}

/** The counts of vitest's JSON report. A file that could not even be loaded counts as one failure. */
export function countTests(json: string): Counts {
  const report = JSON.parse(json) as {
    numPassedTests?: number
    numFailedTests?: number
    testResults?: { status: string; assertionResults: unknown[] }[]
  }
  const broken = (report.testResults ?? []).filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return { passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + broken }
}

/** The counts of Playwright's JSON report. Errors outside any story (a file that does not load) are failures. */
export function countStories(json: string): Counts {
  const report = JSON.parse(json) as { stats?: { expected?: number; flaky?: number; unexpected?: number }; errors?: unknown[] }
  const { expected = 0, flaky = 0, unexpected = 0 } = report.stats ?? {}
  return { passed: expected + flaky, failed: unexpected + (unexpected === 0 ? (report.errors?.length ?? 0) : 0) }
}
