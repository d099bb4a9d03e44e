// Microbenchmarks of transactions over bare units: begin, commit, abort, barriers. Question: what does a transaction cost apart
// from its work? Targets: empty transaction <= 100 ns, abort with retry <= 3 us.
//   node bench/micro-stm.mjs [fast|portable]
import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import Benchmark from 'benchmark'

const flavour = process.argv[2] ?? 'fast'
const root = new URL('..', import.meta.url)
const built = spawnSync(process.execPath, ['scripts/build.mjs', '--test-core', `--flavours=${flavour}`], {
  cwd: root,
  stdio: 'inherit',
})
if (built.status !== 0) process.exit(1)

const memory = new WebAssembly.Memory({ initial: 65536, maximum: 65536, shared: true })
const module = new WebAssembly.Module(fs.readFileSync(new URL(`build/core-test-${flavour}.wasm`, root)))
const ABORT = Object.freeze({})
const { exports: core } = new WebAssembly.Instance(module, {
  env: {
    memory,
    abort() {
      throw new Error('assertion')
    },
  },
  host: {
    abortNow() {
      throw ABORT
    },
    waitForChange() {},
    hostCall() {},
    preempt() {},
    mathPow: Math.pow,
    now: () => performance.now(),
  },
})
const u32 = new Uint32Array(memory.buffer)
const UNITS = 0x60000000,
  SCRIPT = 0x60100000,
  RECORD = 0x60110000,
  THREAD = 0x60120000
for (let i = 0; i < 4096; i++) u32[(UNITS + i * 64) >>> 2] = 0x40000000
core.initStm()
core.initExecutor(1)
core.setThread(THREAD)
/** A bare script (src/stm/bare-operations.ts): write unit 0, then give up. */
const put = (at, code, unit, value) => {
  u32[at >>> 2] = code
  u32[(at + 4) >>> 2] = unit
  u32[(at + 8) >>> 2] = value
}
put(SCRIPT, 2, UNITS, 7)
put(SCRIPT + 16, 11, 0, 0)

const TIMES = 1000
const transactions = (reads, writes) => () => core.benchBare(UNITS, reads, writes, TIMES)
function abortAndRetry() {
  u32[(RECORD + 20) >>> 2] = 0
  try {
    core.runBareAttempt(SCRIPT, RECORD)
  } catch (error) {
    if (error !== ABORT) throw error
    core.abortTransaction()
    u32[(THREAD + 152) >>> 2] = 0 // never becomes inevitable
  }
}
const rows = [
  ['empty', transactions(0, 0), TIMES],
  ['1 read, 1 write', transactions(1, 1), TIMES],
  ['10 reads, 2 writes', transactions(10, 2), TIMES],
  ['100 reads, 10 writes', transactions(100, 10), TIMES],
  ['4000 reads', () => core.benchBare(UNITS, 4000, 0, 10), 10],
  ['4000 writes', () => core.benchBare(UNITS, 0, 4000, 10), 10],
  ['the same unit read 4000 times', () => core.benchSame(UNITS, 4000, 10), 10],
  ['the same unit read and written 4000 times', () => core.benchIncrement(UNITS, 4000, 10), 10],
  ['write, abort', abortAndRetry, 1],
]
const suite = new Benchmark.Suite()
for (const [name, f, times] of rows) suite.add(name, f, { maxTime: 0.5, perCall: times })
suite.on('cycle', (event) => {
  const { name, stats, perCall } = event.target
  console.log(
    `${name.padEnd(45)} ${((stats.mean * 1e9) / perCall).toFixed(0).padStart(8)} ns a transaction  +-${stats.rme.toFixed(1)} %`,
  )
})
suite.run()
