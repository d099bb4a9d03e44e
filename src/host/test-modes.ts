// For tests only: another flavour of the core, and ways to run that must not change what a program prints (HACKING.md).
// TYPHON_TEST_CORE names a core.wasm, TYPHON_TEST_MODES is the sum of the bits in TEST_MODES (memory/layout.ts).

import { pathToFileURL } from 'node:url'
import { TEST_MODES } from '../memory/layout.ts'

export function testCoreUrl(environment: NodeJS.ProcessEnv): URL | null {
  const file = environment.TYPHON_TEST_CORE
  return file ? pathToFileURL(file) : null
}

export function setTestModes(memory: WebAssembly.Memory, environment: NodeJS.ProcessEnv): void {
  const modes = environment.TYPHON_TEST_MODES
  if (modes) new Uint32Array(memory.buffer)[TEST_MODES / 4] = Number(modes)
}
