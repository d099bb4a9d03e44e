// The oracle: is there something in the history of a run that the protocol forbids? It does not search for a serial order, it
// checks the one that the protocol claims: writers at their numbers, committed readers and all aborted attempts at their S.

import { copyState, effectsOf, frameSumOf, replay, type State, type Transaction } from './language.ts'
import { type Attempt, unitAddress, type World } from './world.ts'

export function findProblem(world: World, programs: Transaction[][], initial: State): string {
  const attempts = world.attempts(programs.length)
  const textOf = (a: Attempt) => programs[a.executor][a.transaction]
  const place = (a: Attempt) => (a.number !== 0 ? a.number : a.start)
  const writers = attempts.filter((a) => a.committed && a.number !== 0).sort((a, b) => a.number - b.number)
  const others = attempts.filter((a) => !a.committed || a.number === 0)

  const states: { number: number; state: State }[] = [{ number: 0, state: initial }]
  for (const [i, w] of writers.entries()) {
    if (i > 0 && writers[i - 1].number === w.number) return `two commits have number ${w.number}`
    const state = copyState(states[i].state)
    const problem = replay(textOf(w), state, w.seen, true, unitAddress)
    if (problem) return `executor ${w.executor}, commit ${(w.number % 2 ** 32) - 0x40000000}: ${problem}`
    states.push({ number: w.number, state })
  }
  for (const a of others) {
    const state = copyState(states.findLast((s) => s.number <= a.start)!.state)
    const problem = replay(textOf(a), state, a.seen, a.committed, unitAddress)
    if (problem)
      return `executor ${a.executor}, ${a.committed ? 'reader' : 'aborted attempt'} at ${(a.start % 2 ** 32) - 0x40000000}: ${problem}`
  }
  for (const a of attempts) {
    for (const b of attempts) {
      if (a.committed && a.ended !== 0 && a.ended < b.began && place(a) > place(b))
        return `${textOf(b).text} began behind the end of ${textOf(a).text}, but is placed before it`
    }
  }

  const tickets = attempts
    .filter((a) => a.committed && textOf(a).ticket >= 0)
    .sort((a, b) => textOf(a).ticket - textOf(b).ticket)
  for (let i = 1; i < tickets.length; i++) {
    if (place(tickets[i - 1]) > place(tickets[i]))
      return `ticket ${textOf(tickets[i]).ticket} is placed before its predecessor`
  }

  const final = states[states.length - 1].state
  const memory = world.state()
  if (JSON.stringify(final) !== JSON.stringify(memory))
    return `memory holds ${JSON.stringify(memory.value)} ${JSON.stringify(memory.list)}, ${JSON.stringify(final.value)} ${JSON.stringify(final.list)} would be right`
  if (world.versions().some((v) => v >= 0x80000000)) return 'a unit is owned at the end'
  if (world.clock() >= 0x80000000) return 'the gate is closed at the end'
  for (let e = 0; e < programs.length; e++) {
    if (world.isOpen(e)) return `executor ${e} has an open transaction at the end`
    const sum = attempts
      .filter((a) => a.executor === e && a.committed)
      .reduce((s, a) => s + frameSumOf(textOf(a), a.seen), 0)
    if (world.frameWords(e).some((w) => w !== sum))
      return `frame and thread block of executor ${e} hold ${world.frameWords(e)}, ${sum} would be right`
  }
  const expected = attempts
    .filter((a) => a.committed)
    .flatMap((a) => effectsOf(textOf(a), a.seen))
    .sort()
  const done = world.effects().sort()
  if (expected.join() !== done.join()) return `effects ${done.join()} were done, of ${expected.join()}`
  return ''
}
