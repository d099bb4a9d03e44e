// The module _types: the types of the interpreter's objects by the names that module types gives them.

import { pointer } from '../memory/value'
import { defineConstant, defineModule } from '../objects/define'
import { typeAt } from '../objects/shape'
import { TYPE_DICT } from '../objects/type'
import { T } from '../objects/type-ids'

function add(m: u32, name: string, t: T): void {
  if (load<u32>(typeAt(t), TYPE_DICT)) defineConstant(m, name, pointer(typeAt(t)))
}

export function initTypesModule(): u32 {
  const m = defineModule('_types')
  add(m, 'AsyncGeneratorType', T.async_generator)
  add(m, 'BuiltinFunctionType', T.builtin_function_or_method)
  add(m, 'BuiltinMethodType', T.builtin_function_or_method)
  add(m, 'CapsuleType', T.PyCapsule)
  add(m, 'CellType', T.cell)
  add(m, 'ClassMethodDescriptorType', T.classmethod_descriptor)
  add(m, 'CodeType', T.code)
  add(m, 'CoroutineType', T.coroutine)
  add(m, 'EllipsisType', T.ellipsis)
  add(m, 'FrameType', T.frame)
  add(m, 'FunctionType', T.function_)
  add(m, 'GeneratorType', T.generator)
  add(m, 'GenericAlias', T.GenericAlias)
  add(m, 'GetSetDescriptorType', T.getset_descriptor)
  add(m, 'LambdaType', T.function_)
  add(m, 'MappingProxyType', T.mappingproxy)
  add(m, 'MemberDescriptorType', T.member_descriptor)
  add(m, 'MethodDescriptorType', T.method_descriptor)
  add(m, 'MethodType', T.method)
  add(m, 'MethodWrapperType', T.method_wrapper)
  add(m, 'ModuleType', T.module)
  add(m, 'NoneType', T.NoneType)
  add(m, 'NotImplementedType', T.NotImplementedType)
  add(m, 'SimpleNamespace', T.SimpleNamespace)
  add(m, 'TracebackType', T.traceback)
  add(m, 'UnionType', T.UnionType)
  add(m, 'WrapperDescriptorType', T.wrapper_descriptor)
  return m
}
