// The body of `run` must stay small: above 8,192 virtual registers V8 quietly uses a weaker register allocator, which costs
// a quarter of the speed. Seen at 37 KB of WebAssembly; 24 KB leaves room.
import * as fs from 'node:fs'
import { expect, it } from 'vitest'

const LIMIT = 24 * 1024

/** Size of the body of each exported function of a module. */
function exportedSizes(bytes: Uint8Array): Map<string, number> {
  let at = 8
  let imported = 0
  const names = new Map<number, string>()
  const sizes: number[] = []
  const number = () => {
    let result = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      result += (byte & 127) * 2 ** shift
      if (byte < 128) return result
    }
  }
  const text = () => {
    const length = number()
    at += length
    return Buffer.from(bytes.subarray(at - length, at)).toString()
  }
  const limits = () => {
    const flags = number()
    number()
    if (flags & 1) number()
  }
  while (at < bytes.length) {
    const section = bytes[at++]
    const end = number() + at
    const count = section === 0 ? 0 : number()
    for (let i = 0; i < count && [2, 7, 10].includes(section); i++) {
      if (section === 2) {
        text()
        text()
        const kind = bytes[at++]
        if (kind === 0) {
          number()
          imported++
        } else if (kind === 1) {
          at++
          limits()
        } else if (kind === 2) limits()
        else at += 2
      } else if (section === 7) {
        const name = text()
        const kind = bytes[at++]
        const index = number()
        if (kind === 0) names.set(index, name)
      } else {
        const size = number()
        sizes.push(size)
        at += size
      }
    }
    at = end
  }
  return new Map([...names].map(([index, name]) => [name, sizes[index - imported]]))
}

const core = new URL('../../dist/core.wasm', import.meta.url)

it.skipIf(!fs.existsSync(core))('the interpreter loop is under 24 KB', () => {
  const sizes = exportedSizes(fs.readFileSync(core))
  expect(sizes.get('run')).toBeGreaterThan(4096)
  expect(sizes.get('boot')).toBeGreaterThan(100)
  // the unoptimised core (build:dev) is about three times as large and has no say
  if (sizes.get('run')! > LIMIT) expect(isOptimised(fs.readFileSync(core)), 'run is too large').toBe(false)
})

/** asc writes names of functions only into unoptimised cores. */
function isOptimised(bytes: Uint8Array): boolean {
  return !Buffer.from(bytes.subarray(-4 * 1024 * 1024)).includes('src/interp/loop/run')
}
