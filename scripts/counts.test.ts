import { expect, it } from 'vitest'
import { countStories, countTests } from './counts.ts'

it('counts tests, and a file that does not load as a failure', () => {
  const testResults = [
    { status: 'passed', assertionResults: [{}] },
    { status: 'failed', assertionResults: [] },
  ]
  expect(countTests(JSON.stringify({ numPassedTests: 7, numFailedTests: 1, testResults }))).toEqual({ passed: 7, failed: 2 })
})

it('counts stories, a flaky one as passed, and errors outside any story', () => {
  expect(countStories(JSON.stringify({ stats: { expected: 4, flaky: 1, unexpected: 2 }, errors: [] }))).toEqual({ passed: 5, failed: 2 })
  expect(countStories(JSON.stringify({ stats: { expected: 0 }, errors: [{ message: 'cannot load' }] }))).toEqual({ passed: 0, failed: 1 })
})
