// The core's root: everything that is exported from core.wasm, in one list. No code of its own.

export { allocate, allocateImmutable, allocateOutside, allocateStorage } from './gc/allocate'
export { physicalLock, physicalUnlock } from './memory/physical-lock'
export { typeOf } from './objects/type'
export { boot } from './interp/boot'
export { hostBuiltinSlots, hostCallBuiltinRaw, hostFinishStr, hostNewStr, hostTypeDictGet, hostTypeName, hostTypeOf } from './interp/host-api'
