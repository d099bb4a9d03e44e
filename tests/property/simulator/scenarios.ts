// The scenarios of the protocol's specification, as programs of the simulator, each with the deliberate errors that it finds.
// `baton`: needs interleavings that nesting cannot make (two that wait for each other, stops, inevitable transactions).

import { Canary } from '../../../src/stm/canary-kinds.ts'
import type { WorldOptions } from './world.ts'

export interface Scenario {
  name: string
  programs: string[]
  canaries?: Canary[]
  options?: WorldOptions
  baton?: boolean
}

export const scenarios: Scenario[] = [
  {
    name: '1: a dirty value, and the writer restores the old version',
    programs: ['x y', 'x=7 abort | x=0', 'y=3'],
    canaries: [Canary.oldVersionAtAbort, Canary.undoMissing, Canary.noReadBarrier],
    baton: true,
  },
  {
    name: '2: a number taken before the undo',
    programs: ['x | x | x', 'x=7 y=7 abort'],
    canaries: [Canary.numberBeforeUndo],
    baton: true,
  },
  {
    name: '3: a commit fails its validation, a reader began at its number',
    programs: ['y x=7', 'y=1', 'x | x'],
    canaries: [Canary.failedNumberReused, Canary.commitUnvalidated],
    baton: true,
  },
  {
    name: '4: two units are read while one commit releases them one by one',
    programs: ['xy', 'x=1 y=1 | x=2 y=2'],
    canaries: [Canary.noReadBarrier, Canary.checkInFront, Canary.noWriteBarrier],
  },
  {
    name: '5: extension while a committer has its number but has not released',
    programs: ['xy', 'y=0 | x=1 y=1'],
    canaries: [Canary.clockBehindValidation, Canary.extensionUnvalidated],
    baton: true,
  },
  {
    name: '6: write skew on two units',
    programs: ['if0:x y=1', 'if0:y x=1', 'z x y'],
    canaries: [Canary.commitUnvalidated],
  },
  {
    name: '7: own a unit that was read before and has changed since',
    programs: ['x y++ x=5', 'x++', 'x++ y'],
    canaries: [Canary.ownUnchecked],
  },
  {
    name: 'counters',
    programs: ['x++ frame1 | y++ x', 'x++ y++ print1', 'y x++ print2'],
    canaries: [Canary.ownUnchecked, Canary.undoMissing, Canary.effectAtOnce],
  },
  {
    name: '8: digits read, then a deferred append, a foreign append in between',
    programs: ['x[] x<<1', 'x<<2', 'x[]'],
    canaries: [Canary.lateVersionUnchecked],
  },
  { name: '9: append, then digits read, in one transaction', programs: ['x<<1 x[] x<<2', 'x<<3 x[]', 'x[] y'] },
  {
    name: '10: a reader begins at the number of a commit with deferred operations',
    programs: ['x<<1 y:=1', 'x[] y?', 'y? x[]'],
    canaries: [Canary.applyBehindNumber],
    baton: true,
  },
  { name: 'blind writes are deferred; one reads its own', programs: ['x:=1', 'x:=2 y:=2', 'y:=3 y? x'] },
  {
    name: 'late owners against early owners of the same units',
    programs: ['x=1 x<<1 y:=1', 'y=2 x<<2 x:=2', 'x<<3 y<<3'],
  },
  {
    name: '17: the stamp of an earlier transaction is met again',
    programs: ['make:p=0 x->p | change:p=6 | y', 'follow:x | follow:x'],
    canaries: [Canary.stampReused],
  },
  {
    name: 'objects made, published, dropped, made again in the same memory',
    programs: ['make:p=6 x->p y++ | z', 'follow:x y++', 'y++ x'],
  },
  { name: '20: three writers in a circle', programs: ['x=1 y=1', 'y=2 z=2', 'z=3 x=3'] },
  {
    name: '21: inevitable, a unit it has read is owned and given up; a late owner at the gate',
    programs: ['y x=1 z | x=2 x<<1 abort', '! x y=1 x y[]', 'x<<2 y:=2'],
    canaries: [Canary.gateIgnored, Canary.inevitableValidates],
    baton: true,
  },
  {
    name: 'inevitable against late owners',
    programs: ['x<<1 z:=1', '! x<<2 x[] z', 'x=1 x<<3'],
    canaries: [Canary.inevitableWaitsForLate],
    baton: true,
  },
  {
    name: '22: becoming inevitable while a committer has its number; two at once',
    programs: ['x=1 inevitable y', 'y=1 inevitable x', 'x++'],
    baton: true,
  },
  {
    name: 'inevitable in the middle',
    programs: ['x inevitable y=1', 'x=5 y'],
    canaries: [Canary.gateUnvalidated],
    baton: true,
  },
  {
    name: '24: a change between check and sleep',
    programs: ['retry0:x y=1', 'x=1', 'x y'],
    canaries: [Canary.checkBeforeRegister],
  },
  { name: '24: registers while the unit is owned', programs: ['retry0:x', 'x=1 y=1'], baton: true },
  { name: '24: wake-ups without a change', programs: ['retry0:x y=1', 'wake0 x=1 wake0 | wake0', 'x wake0 y'] },
  {
    name: 'stops in mid-transaction',
    programs: ['x stop y++ x', 'x++ y stop | y x++', 'y=1 x=3 stop y'],
    canaries: [Canary.stopUnvalidated],
    baton: true,
  },
  {
    name: '25: ordered: a reader behind a writer',
    programs: ['#0 x++', '#1 x | y=1', '#2 x y'],
    canaries: [Canary.orderedReaderUnvalidated],
    baton: true,
  },
  {
    name: '25: ordered: a later ticket owns what the first needs',
    programs: ['#1 x++ y=1 | #4 y x', '#0 y=2 x++ | #3 x++', '#2 print1 x y++ | z'],
    baton: true,
  },
  {
    name: '25: ordered: inevitable tickets',
    programs: ['#1 x inevitable x++', '#0 ! x++ y | #3 x', '#2 ! x++ y++'],
    baton: true,
  },
  {
    name: '19: the clock runs out in mid-transaction',
    programs: ['x poll y++ poll x', 'x++ poll y | z', 'y x++ | y=1 x'],
    options: { clock: 0x7feffffe },
    canaries: [Canary.stopUnvalidated],
    baton: true,
  },
  {
    name: '19: the clock runs out while one holds late units',
    programs: ['x[] x<<1 y<<1', 'x<<2 y<<2 | z', 'y=1 x=1 | z | z'],
    options: { clock: 0x7feffffe },
    canaries: [Canary.renumberSkipsUnits],
    baton: true,
  },
  {
    name: 'the stamps run out',
    programs: ['make:p=0 x->p poll | change:p=6 poll | y', 'follow:x y++ | follow:x | z'],
    options: { stamps: 0x3feffffe },
    baton: true,
  },
]
