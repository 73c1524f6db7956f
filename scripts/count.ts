/** `count.ts tests|stories REPORT` prints `passed failed` for the shell that adds the parts up. */
import { readFileSync } from 'node:fs'
import { countStories, countTests } from './counts.ts'

const [kind, report = ''] = process.argv.slice(2)
const { passed, failed } = (kind === 'stories' ? countStories : countTests)(readFileSync(report, 'utf8'))
console.log(`${passed} ${failed}`)
