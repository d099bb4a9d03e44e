// The main job in one command: the word count of examples/word-count with one thread and with one per processor. Both must print
// the same; the times stand on stderr.
import { spawnSync } from 'node:child_process'
import * as os from 'node:os'

const threads = Math.max(2, os.availableParallelism())
const run = (n) => {
  const { stdout, status } = spawnSync(process.execPath, ['dist/typhon.mjs', 'examples/word-count/word_count.py', '--threads', String(n)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  if (status !== 0) process.exit(status ?? 1)
  return stdout
}
const one = run(1)
const all = run(threads)
process.stdout.write(all)
console.log(one === all ? `the same result with 1 and with ${threads} threads` : 'DIFFERENT results: this is a bug')
process.exit(one === all ? 0 : 1)
