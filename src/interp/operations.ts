// The out-of-line operations of the loop, exported from the core: what is exported is not inlined back into `run`, whose body must
// stay small (loop.ts), and compiled code calls them by name.

export {
  opBinary, opBinaryK, opUnary,
} from './handlers/arithmetic'
export {
  opDeleteAttr, opLoadAttr, opLoadMethod, opLoadSuperAttr, opStoreAttr,
} from './handlers/attributes'
export {
  opBuildInterpolation, opBuildList, opBuildMap, opBuildSet, opBuildSlice, opBuildString, opBuildTemplate,
  opBuildTuple, opDictMerge, opDictUpdate, opFormatValue, opListAppend, opListExtend, opMapAdd, opSetAdd, opSetUpdate,
} from './handlers/building'
export {
  opCall, opCallEx, opCallKw, opCallMethod, opMakeFunction, opSetFunctionAttribute,
} from './handlers/calling'
export {
  opCompare, opCompareJump, opCompareJumpK, opContains, opContainsJump, opJumpIf,
} from './handlers/comparison'
export {
  opCheckEgMatch, opCleanupThrow, opEndAsyncFor, opEnterHandler, opExcMatch, opLeaveHandler, opLoadSpecial,
  opPrepReraiseStar, opRaise, opReraise, opWithExceptStart,
} from './handlers/exceptions'
export {
  opAsyncGenWrap, opGetAiter, opGetAnext, opGetAwaitable, opGetYieldFromIter, opReturnGenerator, opSend, opThrow,
  opYield,
} from './handlers/generating'
export {
  opImportFrom, opImportName, opImportStar,
} from './handlers/importing'
export {
  opDeleteSubscr, opStoreSubscr, opSubscr, opSubscrK,
} from './handlers/items'
export {
  opForIter, opGetIter, opUnpackEx, opUnpackSequence,
} from './handlers/iterating'
export {
  opGetLen, opMatchClass, opMatchKeys, opMatchMapping, opMatchSequence,
} from './handlers/matching'
export {
  opCheckLocal, opCopyFreeVars, opDeleteDeref, opDeleteGlobal, opDeleteLocal, opDeleteName, opLoadDeref,
  opLoadFromDictOrDeref, opLoadFromDictOrGlobals, opLoadGlobal, opLoadLocals, opLoadName, opMakeCell, opStoreDeref,
  opStoreGlobal, opStoreName,
} from './handlers/names'
export {
  opIntrinsic1, opIntrinsic2, opLoadBuildClass, opLoadCommonConst, opSetupAnnotations,
} from './handlers/rare'
export { returnSlow } from './handlers/calling'
export { unwind } from './unwind'
export { pollThread } from './poll'
