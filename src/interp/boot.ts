// Builds the heap that every program starts with: strings, static types, builtin modules. Runs once per process, on one
// executor, before any Python code; what it makes lies outside transactions. Each `init` function lives with its type.

import { initRopes } from '../objects/str-rope'
import { initAsyncGenerator } from './async-generator'
import { initTemplate } from '../objects/template'
import { initCode } from './code-type'
import { initFrame } from './frame-type'
import { initFunction } from './function-type'
import { initGenerator } from './generator-type'
import { markCollectingMethods } from './consume'
import { bootRuntimeCode } from './runtime-code'
import { initErrorHandlers } from '../builtins/codecs'
import { makeBuiltinModules } from '../builtins/modules'
import { initSreTypes } from '../builtins/sre'
import { allowWeakrefs, initWeakrefs } from '../builtins/weakref'
import { initBool } from '../objects/bool'
import { initComplex } from '../objects/complex'
import { initFloat } from '../objects/float'
import { initInt } from '../objects/int'
import { bootInternalShapes } from '../objects/internal-shapes'
import { bootIntern } from '../objects/intern'
import { initDictIterators } from '../objects/dict-iterators'
import { initDict } from '../objects/dict-methods'
import { initDictViews } from '../objects/dict-views'
import { initCallableIterator } from '../objects/callable-iterator'
import { initEnumerate } from '../objects/enumerate'
import { initZipMap } from '../objects/zip-map'
import { initListSort } from '../objects/list-sort'
import { initListIterators } from '../objects/list-iterators'
import { initList } from '../objects/list-methods'
import { initRange } from '../objects/range'
import { initSet } from '../objects/set-methods'
import { initSingletons } from '../objects/singletons'
import { initSlice } from '../objects/slice'
import { initTuple } from '../objects/tuple'
import { initBytes } from '../objects/bytes'
import { initBytearray } from '../objects/bytearray'
import { bootBytes } from '../objects/bytes-core'
import { bootCodecRegistry } from '../objects/codec-registry'
import { initMemoryview } from '../objects/memoryview'
import { initStr } from '../objects/str'
import { bootPowers } from '../objects/power-table'
import { initSequenceIterator } from '../objects/sequence-iterator'
import { initTypingTypes } from '../builtins/typing'
import { initExceptions } from '../objects/exceptions'
import { initBuiltinFunction } from '../objects/builtin-function'
import { initGenericAlias } from '../objects/generic-alias'
import { initGetsetDescriptor } from '../objects/getset-descriptor'
import { initMappingProxy } from '../objects/mapping-proxy'
import { initMethod } from '../objects/method'
import { initModule } from '../objects/module-type'
import { initObject } from '../objects/object-type'
import { initProperty } from '../objects/property'
import { initSimpleNamespace } from '../objects/simple-namespace'
import { bootSlotTable } from '../objects/slot-table'
import { initStaticMethod } from '../objects/static-method'
import { initSuper } from '../objects/super'
import { bootTypes } from '../objects/type-boot'
import { initTypeType } from '../objects/type-object'
import { initUnionType } from '../objects/union-type'
import { initWrapperDescriptor } from '../objects/wrapper-descriptor'
import { bootStrings } from '../objects/str-core'
import { bootTuples } from '../objects/tuple-core'

export function boot(): void {
  bootInternalShapes()
  bootStrings()
  initRopes()
  bootIntern()
  bootTuples()
  bootBytes()
  bootRuntimeCode()
  bootSlotTable()
  initObject()
  initTypeType()
  initSingletons()
  initWrapperDescriptor()
  initBuiltinFunction()
  initGetsetDescriptor()
  initMethod()
  initStaticMethod()
  initProperty()
  initSuper()
  initModule()
  initExceptions()
  initMappingProxy()
  initSimpleNamespace()
  initGenericAlias()
  initUnionType()
  initTypingTypes()
  initFunction()
  bootPowers()
  initInt()
  initBool()
  initFloat()
  initComplex()
  initStr()
  initBytes()
  initBytearray()
  initMemoryview()
  bootCodecRegistry()
  initErrorHandlers()
  initGenerator()
  initTemplate()
  initAsyncGenerator()
  initCode()
  initFrame()
  initTuple()
  initList()
  initListSort()
  initListIterators()
  initSlice()
  initRange()
  initDict()
  initDictViews()
  initDictIterators()
  initSet()
  initEnumerate()
  initZipMap()
  initCallableIterator()
  initSequenceIterator()
  initSreTypes()
  initWeakrefs()
  makeBuiltinModules()
  allowWeakrefs()
  markCollectingMethods()
  bootTypes() // last: finishes all types that are defined by then
}
