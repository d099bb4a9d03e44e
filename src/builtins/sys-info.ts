// The struct sequences of sys: their types. The host fills in what depends on the command line and the system (src/modules/sys-info.ts).

import { defineStructSequence } from '../objects/struct-sequence'
import { T } from '../objects/type-ids'

export function defineSysInfoTypes(): void {
  defineStructSequence(T.sys_flags, 'sys.flags',
    'debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits gil thread_inherit_context context_aware_warnings',
    18, false, 'sys.flags: Flags provided through command line arguments or environment vars.')
  defineStructSequence(T.sys_version_info, 'sys.version_info', 'major minor micro releaselevel serial', 5, false, 'sys.version_info: Version information as a named tuple.')
  defineStructSequence(T.sys_float_info, 'sys.float_info', 'max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds', 11, true, 'sys.float_info: information about the float type.')
  defineStructSequence(T.sys_int_info, 'sys.int_info', 'bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold', 4, true, 'sys.int_info: information about the int type.')
  defineStructSequence(T.sys_hash_info, 'sys.hash_info', 'width modulus inf nan imag algorithm hash_bits seed_bits cutoff', 9, true, 'hash_info: parameters used for the numeric hash algorithm.')
  defineStructSequence(T.sys_thread_info, 'sys.thread_info', 'name lock version', 3, true, 'sys.thread_info: information about the thread implementation.')
  defineStructSequence(T.sys_UnraisableHookArgs, 'UnraisableHookArgs', 'exc_type exc_value exc_traceback err_msg object', 5, true, 'UnraisableHookArgs: arguments of sys.unraisablehook().')
  defineStructSequence(T.sys_asyncgen_hooks, 'sys.asyncgen_hooks', 'firstiter finalizer', 2, true, 'asyncgen_hooks: hooks of asynchronous generators.')
}
