import { visible } from '../../values/escape/visible';
import type { Terminal } from './terminal';

/** Milliseconds without a word. */
const PATIENCE = 1000;
/** Milliseconds between two changes of the line. */
const PAUSE = 100;
/** To the start of the line, and clear it. */
const CLEAR = '\r\u001b[2K';

/** Says what is done now. A synthesis cannot be interrupted, so that it speaks only between two steps. */
export type OnStep = (text: string) => void;

/**
 * Does work that reports its steps. When it takes more than a second, one line of the terminal shows the step; it is cleared in the end.
 * @param terminal - where; undefined: nothing is shown
 * @param work - the work
 */
export function withProgress<T>(terminal: Terminal | undefined, work: (onStep: OnStep) => T): T {
  if (terminal === undefined) return work(() => undefined);
  let next = terminal.now() + PATIENCE;
  let isShown = false;
  try {
    return work((text) => {
      const now = terminal.now();
      if (now < next) return;
      next = now + PAUSE;
      isShown = true;
      terminal.write(`${CLEAR}${[...visible(`synthesizes: ${text}`)].slice(0, terminal.columns - 1).join('')}`);
    });
  } finally {
    if (isShown) terminal.write(CLEAR);
  }
}
