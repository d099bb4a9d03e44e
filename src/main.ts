#!/usr/bin/env node
// Command line of Typhon: wires the parts together. Read first.
process.stderr.write('typhon: not wired yet\n')
process.exit(2)
