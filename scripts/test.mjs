// The test command: type check, then all tests (unit, golden, simulator, differential, a sample of the stress programs).
//   node scripts/test.mjs [--no-types] [vitest arguments ...]
// Ends with one line "Tests: N passed, N failed" and exit status 1 if anything failed.
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

const args = process.argv.slice(2)
const bin = (name) => path.join('node_modules', '.bin', name)
let failedSteps = 0

function step(name, command, commandArgs) {
  console.log(`== ${name}`)
  const { status } = spawnSync(command, commandArgs, { stdio: 'inherit' })
  if (status !== 0) failedSteps++
}

if (!fs.existsSync('dist/core.wasm') || !fs.existsSync('dist/typhon.mjs')) step('build', process.execPath, ['scripts/build.mjs'])
if (!args.includes('--no-types')) step('types', bin('tsc'), ['-p', 'tsconfig.json', '--noEmit'])
const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'typhon-test-')), 'report.json')
step('tests', bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args.filter((a) => a !== '--no-types')])
let passed = 0
let failed = failedSteps
try {
  const result = JSON.parse(fs.readFileSync(report, 'utf8'))
  passed = result.numPassedTests
  failed = Math.max(failed, result.numFailedTests + (result.numFailedTestSuites > 0 && result.numFailedTests === 0 ? 1 : 0))
} catch {
  failed = Math.max(failed, 1)
}
console.log(`Tests: ${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
