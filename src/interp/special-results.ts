// What happens when a special method's frame returns: its value passes through here to the instruction, or the builtin, that has
// asked for it.

import { Value } from '../memory/value'
import { isStr } from '../objects/abstract'
import { intFitsI64, intFromI64, intHash, intPayload, intToI64, isIntLike } from '../objects/int-core'
import { raiseFormat, raiseText } from '../objects/raise'
import { typeOf, typeSlot } from '../objects/type'
import { T } from '../objects/type-ids'
import { Slot } from '../objects/type-slots'
import { setCurrentPc } from '../memory/registers'
import { opA, setReg, wordAt } from './frame-layout'
import { goOnAt } from './frames'
import { After } from './special-methods'
import { afterBinary, afterCompare, afterNotEqual } from './special-operators'
import { afterBool, deliverTruth, lengthFrom, testTruth, thrownAt } from './special-truth'
import { Status } from './status'

/** The value `v` of a special method, for the instruction before `ip` of `fp`, which is the current frame again. */
export function passResult(after: u32, fp: u32, ip: u32, v: Value): u32 {
  setCurrentPc(ip)
  const stage = after >> 8
  switch (<After>(after & 255)) {
    case After.discard:
      goOnAt(fp, ip)
      return Status.called
    case After.iterator:
      if (typeSlot(typeOf(v), Slot.next)) break
      raiseFormat(T.TypeError, "iter() returned non-iterator of type '%T'", v)
      return thrownAt(fp, ip)
    case After.truth: return afterBool(fp, ip, v)
    case After.lengthTruth: {
      const n = lengthFrom(v)
      return n < 0 ? thrownAt(fp, ip) : deliverTruth(fp, ip, n > 0)
    }
    case After.contains: return testTruth(fp, ip, v)
    case After.length: {
      const n = lengthFrom(v)
      if (n < 0) return thrownAt(fp, ip)
      v = intFromI64(n)
      break
    }
    case After.str:
      if (isStr(v)) break
      raiseFormat(T.TypeError, '__str__ returned non-string (type %T)', v)
      return thrownAt(fp, ip)
    case After.repr:
      if (isStr(v)) break
      raiseFormat(T.TypeError, '__repr__ returned non-string (type %T)', v)
      return thrownAt(fp, ip)
    case After.format:
      if (isStr(v)) break
      raiseFormat(T.TypeError, '__format__ must return a str, not %T', v)
      return thrownAt(fp, ip)
    case After.hash: {
      if (!isIntLike(v)) {
        raiseText(T.TypeError, '__hash__ method should return an integer')
        return thrownAt(fp, ip)
      }
      const i = intPayload(v)
      const h = intFitsI64(i) ? intToI64(i) : intHash(i)
      v = intFromI64(h == -1 ? -2 : h)
      break
    }
    case After.binary: return afterBinary(fp, ip, stage, v)
    case After.compare: return afterCompare(fp, ip, stage, v)
    case After.notEqual: return afterNotEqual(fp, ip, stage, v)
  }
  setReg(fp, opA(wordAt(ip)), v)
  goOnAt(fp, ip)
  return Status.called
}
