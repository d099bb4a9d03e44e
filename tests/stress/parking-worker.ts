// A worker of parking.test.ts: waits for its turn by `retry`, sleeps while its thread is parked, passes the turn on.

import { parentPort, workerData } from 'node:worker_threads'
import { ABORT_SIGNAL, instantiate } from '../../src/host/core-instance.ts'
import { makeWaitForChange } from '../../src/host/wait.ts'
import { ExecutorState } from '../../src/memory/executor-block.ts'
import { TB_NEXT, TB_STATE } from '../../src/memory/layout.ts'
import { BARE_NOT_PARKED, BARE_PARKED } from '../../src/stm/bare-operations.ts'
import { ThreadState } from '../../src/stm/thread-states.ts'

const { module, memory, number, unit, count, turns, threads } = workerData
const words = new Int32Array(memory.buffer)
const core = instantiate(module, memory, { waitForChange: makeWaitForChange(memory) }).exports
const thread = threads + number * 0x1000
core.initExecutor(number)
core.setThread(thread)
let parkings = 0
let lost = false
for (let done = 0; done < turns && !lost; ) {
  let status: number
  try {
    status = core.stressTurn(unit, number - 1, count)
  } catch (error) {
    if (error !== ABORT_SIGNAL) throw error
    status = 1
  }
  if (status === 0) {
    done++
    for (let woken = core.takeWoken() >>> 0; woken !== 0; woken = words[(woken + TB_NEXT) >>> 2] >>> 0)
      Atomics.notify(words, (woken + TB_STATE) >>> 2)
  } else if (status === BARE_PARKED) {
    parkings++
    core.leaveRunning(ExecutorState.idle)
    const at = (thread + TB_STATE) >>> 2
    while (Atomics.load(words, at) !== ThreadState.woken && !lost)
      lost = Atomics.wait(words, at, ThreadState.parked, 20_000) === 'timed-out'
    core.enterRunning()
  } else if (status !== BARE_NOT_PARKED) {
    core.abortTransaction()
    core.awaitConflict()
  }
}
core.leaveRunning(ExecutorState.idle)
parentPort?.postMessage({ parkings, lost })
