// Schedules: where the simulator switches to another executor. A schedule is a list of pairs (gap, choice): after `gap` shared
// accesses, go on with candidate number `choice` (modulo their count). Behind its end nobody is interrupted any more. Both
// drivers read the same form; fast-check shrinks it by shortening the list.

export type Schedule = [gap: number, choice: number][]

/** A schedule from a seed: for volume, without fast-check. */
export function scheduleFrom(seed: number, switches: number, maxGap: number): Schedule {
  let s = (seed * 2654435761 + 12345) >>> 0
  const random = (n: number) => {
    s ^= s << 13
    s >>>= 0
    s ^= s >>> 17
    s ^= s << 5
    s >>>= 0
    return s % n
  }
  return Array.from({ length: switches }, () => [random(maxGap), random(6)])
}
