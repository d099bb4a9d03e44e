// What the module _hashlib (src/overlay/_hashlib.py) needs of node:crypto: digests of whole messages, without state between calls.

import * as crypto from 'node:crypto'
import { type HostModule, plain } from '../host/host-builtins.ts'
import { T } from '../objects/type-ids.ts'

const NODE_NAMES: Record<string, string> = {
  sha3_224: 'sha3-224', sha3_256: 'sha3-256', sha3_384: 'sha3-384', sha3_512: 'sha3-512', shake_128: 'shake128', shake_256: 'shake256',
  blake2b: 'blake2b512', blake2s: 'blake2s256', sha512_224: 'sha512-224', sha512_256: 'sha512-256',
}

function nodeName(name: string): string {
  return NODE_NAMES[name] ?? name
}

export const hashModule: HostModule = {
  name: '_typhon_hash',
  builtins: [
    plain('digest', '($module, name, data, length, /)', (heap, [name, data, length]) => {
      const wanted = heap.toNumber(length)
      const algorithm = nodeName(heap.toStr(name))
      const hash = crypto.createHash(algorithm, wanted >= 0 ? { outputLength: wanted } : {})
      return heap.bytes(hash.update(heap.toBytes(data)).digest())
    }),
    plain('pbkdf2', '($module, name, password, salt, iterations, length, /)', (heap, [name, password, salt, iterations, length]) =>
      heap.bytes(crypto.pbkdf2Sync(heap.toBytes(password), heap.toBytes(salt), heap.toNumber(iterations), heap.toNumber(length), nodeName(heap.toStr(name))))),
    plain('scrypt', '($module, password, salt, n, r, p, maxmem, length, /)', (heap, [password, salt, n, r, p, maxmem, length]) => {
      const options = { N: heap.toNumber(n), r: heap.toNumber(r), p: heap.toNumber(p), maxmem: heap.toNumber(maxmem) || 32 << 20 }
      try {
        return heap.bytes(crypto.scryptSync(heap.toBytes(password), heap.toBytes(salt), heap.toNumber(length), options))
      } catch (error) {
        if ((error as { code?: string }).code?.includes('SCRYPT')) heap.raise(T.ValueError, 'Invalid parameter combination for n, r, p, maxmem.')
        throw error
      }
    }),
    plain('supported', '($module, name, /)', (heap, [name]) => heap.bool(crypto.getHashes().includes(nodeName(heap.toStr(name))))),
  ],
}

/** _operator._compare_digest. */
export const compareDigest: HostModule = {
  name: '_operator',
  builtins: [
    plain('_compare_digest', '($module, a, b, /)', (heap, [a, b]) => {
      let x: Uint8Array
      let y: Uint8Array
      if (heap.isStr(a) && heap.isStr(b)) {
        const texts = [heap.toStr(a), heap.toStr(b)]
        if (texts.some((text) => /[^\x00-\x7f]/.test(text))) heap.raise(T.TypeError, 'comparing strings with non-ASCII characters is not supported')
        ;[x, y] = texts.map((text) => Buffer.from(text, 'latin1'))
      } else {
        x = heap.toBytes(a)
        y = heap.toBytes(b)
      }
      return heap.bool(x.length === y.length && crypto.timingSafeEqual(x, y))
    }),
  ],
}
