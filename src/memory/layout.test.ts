import { expect, it } from 'vitest'
import * as executorBlock from './executor-block.ts'
import * as layout from './layout.ts'

it('no two words of the control page, and no two fields of the thread block, have one address', () => {
  const names = new Map<string, string>()
  const constants = Object.entries(layout).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  const isWord = (name: string, address: number) => address > layout.CONTROL && address < layout.EXECUTOR_BLOCKS && name !== 'CLOCK'
  for (const [name, address] of constants) {
    const isField = name.startsWith('TB_') && name !== 'TB_ROLLED_BACK_END'
    if (!isField && !isWord(name, address)) continue
    const key = `${isField ? 'thread block' : 'control page'} ${address.toString(16)}`
    expect(names.get(key), `${name} at ${key}`).toBe(undefined)
    names.set(key, name)
  }
  expect(names.size).toBeGreaterThan(40)
})

it('no two fields of the executor block have one address', () => {
  const fields = Object.entries(executorBlock).filter(([name]) => name.startsWith('EB_') && name !== 'EB_FREE_FOR_OTHERS')
  expect(new Set(fields.map(([, address]) => address)).size).toBe(fields.length)
})
