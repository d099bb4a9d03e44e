// Canaries: deliberate errors in the protocol, compiled into the test cores only and switched on one at a time by a word in
// the control page. The simulator must find each of them; that proves that it would find the real thing.

import { TESTING } from '../memory/flavour'
import { CANARY_WORD } from '../memory/layout'
import { Canary } from './canary-kinds'

// @ts-ignore: decorator
@inline export function broken(canary: Canary): bool {
  return TESTING && load<u32>(CANARY_WORD) == <u32>canary
}
