"""Facts about the instruction set of the language's reference implementation, for opcode and dis.

Typhon runs other instructions; what would need the reference implementation's own bytecode raises NotImplementedError.
"""

from _opcode_metadata import opmap as _opmap, HAVE_ARGUMENT as _HAVE_ARGUMENT

ENABLE_SPECIALIZATION = True
ENABLE_SPECIALIZATION_FT = False


def _numbers(names):
    return frozenset([_opmap[name] for name in names.split() if name in _opmap])


_constants = _numbers('LOAD_CONST')
_exceptions = _numbers('SETUP_CLEANUP SETUP_FINALLY SETUP_WITH')
_free = _numbers('DELETE_DEREF LOAD_FROM_DICT_OR_DEREF MAKE_CELL STORE_DEREF')
_jumps = _numbers('END_ASYNC_FOR FOR_ITER JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT JUMP_FORWARD POP_JUMP_IF_FALSE POP_JUMP_IF_NONE '
                  'POP_JUMP_IF_NOT_NONE POP_JUMP_IF_TRUE SEND INSTRUMENTED_FOR_ITER INSTRUMENTED_END_ASYNC_FOR JUMP JUMP_IF_FALSE '
                  'JUMP_IF_TRUE JUMP_NO_INTERRUPT')
_locals = _numbers('DELETE_FAST LOAD_DEREF LOAD_FAST LOAD_FAST_AND_CLEAR LOAD_FAST_BORROW LOAD_FAST_BORROW_LOAD_FAST_BORROW '
                   'LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST LOAD_CLOSURE '
                   'STORE_FAST_MAYBE_NULL')
_names = _numbers('DELETE_ATTR DELETE_GLOBAL DELETE_NAME IMPORT_FROM IMPORT_NAME LOAD_ATTR LOAD_FROM_DICT_OR_GLOBALS LOAD_GLOBAL '
                  'LOAD_NAME LOAD_SUPER_ATTR STORE_ATTR STORE_GLOBAL STORE_NAME INSTRUMENTED_LOAD_SUPER_ATTR')
_valid = frozenset(_opmap.values())


def has_arg(opcode):
    """Whether the instruction has an argument."""
    return opcode in _valid and opcode > _HAVE_ARGUMENT


def has_const(opcode):
    """Whether the argument is the number of a constant."""
    return opcode in _constants


def has_exc(opcode):
    """Whether the instruction sets up an exception handler."""
    return opcode in _exceptions


def has_free(opcode):
    """Whether the argument is the number of a free variable."""
    return opcode in _free


def has_jump(opcode):
    """Whether the argument is a jump target."""
    return opcode in _jumps


def has_local(opcode):
    """Whether the argument is the number of a local variable."""
    return opcode in _locals


def has_name(opcode):
    """Whether the argument is the number of a name."""
    return opcode in _names


def is_valid(opcode):
    """Whether there is such an instruction."""
    return opcode in _valid


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """Not known here."""
    raise NotImplementedError('stack_effect: Typhon runs code for registers, not for a stack')


def get_executor(*, code, offset):
    """There are no executors of traces."""
    raise RuntimeError('Executors are not available in this build')


def get_specialization_stats():
    """No statistics are kept."""
    return None


def get_nb_ops():
    """Names and spellings of the binary operators."""
    plain = [('ADD', '+'), ('AND', '&'), ('FLOOR_DIVIDE', '//'), ('LSHIFT', '<<'), ('MATRIX_MULTIPLY', '@'), ('MULTIPLY', '*'),
             ('REMAINDER', '%'), ('OR', '|'), ('POWER', '**'), ('RSHIFT', '>>'), ('SUBTRACT', '-'), ('TRUE_DIVIDE', '/'), ('XOR', '^')]
    return ([('NB_' + name, sign) for name, sign in plain] + [('NB_INPLACE_' + name, sign + '=') for name, sign in plain]
            + [('NB_SUBSCR', '[]')])


def get_intrinsic1_descs():
    """Names of the intrinsic functions of one argument."""
    return ['INTRINSIC_1_INVALID', 'INTRINSIC_PRINT', 'INTRINSIC_IMPORT_STAR', 'INTRINSIC_STOPITERATION_ERROR',
            'INTRINSIC_ASYNC_GEN_WRAP', 'INTRINSIC_UNARY_POSITIVE', 'INTRINSIC_LIST_TO_TUPLE', 'INTRINSIC_TYPEVAR',
            'INTRINSIC_PARAMSPEC', 'INTRINSIC_TYPEVARTUPLE', 'INTRINSIC_SUBSCRIPT_GENERIC', 'INTRINSIC_TYPEALIAS']


def get_intrinsic2_descs():
    """Names of the intrinsic functions of two arguments."""
    return ['INTRINSIC_2_INVALID', 'INTRINSIC_PREP_RERAISE_STAR', 'INTRINSIC_TYPEVAR_WITH_BOUND',
            'INTRINSIC_TYPEVAR_WITH_CONSTRAINTS', 'INTRINSIC_SET_FUNCTION_TYPE_PARAMS', 'INTRINSIC_SET_TYPEPARAM_DEFAULT']


def get_special_method_names():
    """Names of the methods that LOAD_SPECIAL looks up."""
    return ['__enter__', '__exit__', '__aenter__', '__aexit__']
