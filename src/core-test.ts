// Root of the test cores: the transaction engine with its internals and scripts over bare units. Never shipped.

export {
  abortAndPark, abortTransaction, beginTransaction, commitTransaction, initExecutor, initStm, isTransactionOpen, pollTransaction,
  setThread,
} from './stm/transaction'
export { awaitConflict } from './stm/contention'
export { becomeInevitable } from './stm/inevitable'
export { beginParking, finishParking, registerReadSet, registerWait, resumeThread, takeWoken, wakeThread } from './stm/parking'
export { endStop, enterRunning, leaveRunning, requestStop, standStill } from './stm/stop'
export { renumber, renumberStopped } from './stm/renumber'
export { allocatePages, freePage } from './memory/pages'
export { stmDefer } from './stm/deferred-ops'
export { stmRead32, stmRead64, stmStore64, stmWrite32, stmWrite64 } from './stm/barriers'
export { benchBare, benchIncrement, benchSame, runBareAttempt, stressAttempt, stressTurn } from './stm/bare-script'
export { saveFrame } from './stm/saved-state'
