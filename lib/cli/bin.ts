#!/usr/bin/env node
import './compiler-budget';
import { hasColours } from '../values/colours';
import { run } from './run';

// A reader of the output may stop before its end, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  isTTY: hasColours({
    env: process.env,
    isTerminal: [process.stdout, process.stderr].every((stream) => stream.isTTY && stream.hasColors()),
  }),
}).then((code) => {
  process.exitCode = code;
});
