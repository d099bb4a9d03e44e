// A worker of bare-units.test.ts: an executor that moves amounts between units until it has committed `commits` times.

import { parentPort, workerData } from 'node:worker_threads'
import { ABORT_SIGNAL, instantiate } from '../../src/host/core-instance.ts'
import { makeWaitForChange } from '../../src/host/wait.ts'

const { module, memory, number, units, count, total, commits } = workerData
const core = instantiate(module, memory, { waitForChange: makeWaitForChange(memory) }).exports
core.initExecutor(number)
core.setThread(0x61000000 + number * 0x1000)
let random = number * 7919 + 1
let aborts = 0
let done = 0
try {
  while (done < commits) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    let status: number
    try {
      status = core.stressAttempt(units, count, random >>> 3, total)
    } catch (error) {
      if (error !== ABORT_SIGNAL) throw error
      status = 1
    }
    if (status === 0) done++
    else {
      aborts++
      core.abortTransaction()
      core.awaitConflict()
    }
  }
  core.leaveRunning(1)
  parentPort?.postMessage({ aborts })
} catch (error) {
  parentPort?.postMessage({ error: String(error) })
}
