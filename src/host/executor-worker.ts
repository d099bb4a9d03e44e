// The task that Piscina holds on each of its workers for the whole run: one executor, until the program ends.

import type { Configuration } from './command-line.ts'
import { newExecutor } from './program.ts'

export interface ExecutorTask {
  number: number
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  configuration: Configuration
  overlay: string[]
  /** Index of a word of the memory that counts the workers which are ready. */
  readyWord: number
  /** -1, or number of this spare executor: it runs threads only while more spares than that are wanted. */
  spare: number
}

export default function executorTask(task: ExecutorTask): void {
  const { executor, core } = newExecutor(task.number, task.module, task.memory, task.configuration, task.overlay)
  Atomics.add(core.u32, task.readyWord, 1)
  Atomics.notify(new Int32Array(core.memory.buffer), task.readyWord)
  if (task.spare < 0) executor.runUntilEnd()
  else executor.runAsSpare(task.spare)
}
