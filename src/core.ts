// The core's root: everything that is exported from core.wasm, in one list. No code of its own.

export { allocate, allocateImmutable, allocateOutside, allocateStorage } from './gc/allocate'
export { physicalLock, physicalUnlock } from './memory/physical-lock'
export { typeOf } from './objects/type'
export { boot } from './interp/boot'
export {
  hostBuiltinSlots, hostCallBuiltinRaw, hostCallValue, hostClearError, hostDefineFunction, hostFinishStr, hostFloat, hostFsPath, hostGetAttribute, hostGetItem, hostHasFsPath, hostIndex, hostListAppend, hostLoadCode, hostModuleDict, hostModuleSet, hostNewBigInt, hostNewBytes, hostNewConstant, hostNewDict, hostNewList, hostNewModule, hostNewStr, hostNewStructSequence, hostNewTuple, hostPrepareCode, hostRaise, hostRaiseValue, hostReadBigInt, hostReadBuffer, hostScratch, hostSetAttribute, hostSetItem, hostStr, hostToTuple, hostTruth, hostTypeDictGet, hostTypeName, hostTypeOf,
} from './interp/host-api'
export {
  abortAndPark, abortTransaction, beginTransaction, commitTransaction, endSoon, initExecutor, initStm, isTransactionOpen,
  pollTransaction, setThread,
} from './stm/transaction'
export { awaitConflict } from './stm/contention'
export { becomeInevitable } from './stm/inevitable'
export { beginParking, finishParking, registerReadSet, registerWait, resumeThread, takeWoken, wakeThread } from './stm/parking'
export { endStop, enterRunning, leaveRunning, requestStop } from './stm/stop'
export { collect, isCollectionWanted } from './gc/cycle'
export { forgetThread, newThread } from './interp/threads'
export { finishThread, setThreadRunner, threadCount } from './builtins/thread'
export { queueLength, wakeReactor } from './interp/run-queue'
export { isWorkWaiting, queueThread, queueWoken, takeThread, waitForWork, wakeExecutors, workWord } from './interp/run-queue'
export { addTimer, earliestDeadline, wakeExpired } from './interp/timers'
export { builtinModule, builtinModuleCount, builtinModuleName, builtinModuleNamed } from './builtins/modules'
export * from './interp/operations'
export { run } from './interp/loop'
export { deliverSignal, setSignalDispatcher } from './interp/signals'
export { endsInPlace, isHandOver, noteResultTaken, releaseSpare, sleepPinned, unpin, wantSpare } from './interp/pinned'
export { flattenRope } from './objects/str-rope'
export { textReset, textRestore, textSave } from './objects/text-builder'
export { exceptionSlot, prepareCall, prepareCode, resultSlot, runSlice } from './interp/execute'
export { noteAbort } from './interp/out-of-memory'
export { inflateDict } from './objects/dict-shared'
