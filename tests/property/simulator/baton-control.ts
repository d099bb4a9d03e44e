// The control words that the baton driver shares with its workers: indexes into an Int32Array.

export const C = {
  run: 0, // number of the run; workers wait for the next; negative: leave
  finished: 1,
  ready: 2,
  executors: 3,
  steps: 4,
  position: 5, // in the schedule
  gap: 6,
  length: 7,
  failed: 8,
  textLength: 9,
  baton: 16, // one word per executor
  live: 32,
  programs: 48, // count of transactions
  flags: 64, // 16 per executor: inevitable from the start
  tries: 320,
  tickets: 576,
  text: 1024,
  schedule: 2048, // pairs
  words: 16384,
}
export const MAX_STEPS = 20_000
export const GIVEN_UP = 'given up'
