/** `npm test -- <vitest arguments>`. TEST_REPORT names a file for the counts, which CI adds up. */
import { bin, runNode } from './child.ts'

const report = process.env['TEST_REPORT']
const reporters = report === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
process.exit(await runNode([bin('vitest/vitest.mjs'), 'run', ...reporters, ...process.argv.slice(2)]))
