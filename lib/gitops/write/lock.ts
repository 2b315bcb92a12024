import { linkSync, mkdtempSync, readFileSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { threadId } from 'worker_threads';
import { problem, problemsError } from '../problem';
import { isSystemError } from './file-system-error';
import { LOCK_FILE } from './journal';

/** How long a run waits for another one: this many times this many milliseconds. */
const WAIT = { times: 300, milliseconds: 100 };

/** Who holds a lock. */
interface Holder {
  readonly process: number;
  readonly thread: number;
  /** Start of the process, so that a process with the same number later is not taken for it; empty where not known. */
  readonly started: string;
  /** What the number of the process belongs to: the boot and the namespace of processes; empty where not known. */
  readonly pidNamespace: string;
}

/**
 * Runs a function while no other run writes to the folder. A second run waits up to half a minute. The lock of a process
 * that has ended is taken over; where that cannot be known (another container), a lock that stays for that long is.
 *
 * @param folder - the output folder; it exists
 * @throws Error when another run still writes after that time
 */
export function locked<T>(folder: string, work: () => T): T {
  const own = JSON.stringify(holder());
  acquire(folder, own);
  try {
    return work();
  } finally {
    if (textOf(join(folder, LOCK_FILE)) === own) rmSync(join(folder, LOCK_FILE), { force: true });
  }
}

function acquire(folder: string, own: string): void {
  const lock = join(folder, LOCK_FILE);
  let first: string | undefined;
  for (let tries = 0; ; tries++) {
    const text = textOf(lock);
    if (text === undefined && create(folder, own)) return;
    first ??= text;
    const state = text === undefined || text === own ? 'ended' : stateOf(text);
    const isOver = tries >= WAIT.times;
    if (text !== undefined && (state === 'ended' || (state === 'unknown' && isOver && text === first))) {
      takeOver(folder, text);
    } else if (isOver) throw inUse(lock, text ?? '');
    else pause(WAIT.milliseconds);
  }
}

/** Makes the lock with its content at once; false when another run was faster. */
function create(folder: string, own: string): boolean {
  const work = mkdtempSync(join(folder, `${LOCK_FILE}-`));
  try {
    const draft = join(work, 'lock');
    writeFileSync(draft, own);
    return link(draft, join(folder, LOCK_FILE), own);
  } catch (error) {
    // The run that holds the lock sweeps what others have left.
    if (isSystemError(error) && error.code === 'ENOENT') return false;
    throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function link(draft: string, lock: string, own: string): boolean {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'EEXIST') return false;
    if (error.code === 'ENOENT') throw error;
  }
  try {
    // There are file systems without links.
    writeFileSync(lock, own, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a run that has ended; one that another run has taken since is put back. */
function takeOver(folder: string, expected: string): void {
  const work = mkdtempSync(join(folder, `${LOCK_FILE}-`));
  const lock = join(folder, LOCK_FILE);
  try {
    const taken = join(work, 'lock');
    renameSync(lock, taken);
    if (textOf(taken) !== expected) linkSync(taken, lock);
  } catch (error) {
    if (!isSystemError(error) || !['ENOENT', 'EEXIST'].includes(error.code ?? '')) throw error;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function stateOf(text: string): 'running' | 'ended' | 'unknown' {
  let other: Holder;
  try {
    other = JSON.parse(text) as Holder;
  } catch {
    return 'unknown';
  }
  if (typeof other?.process !== 'number' || other.pidNamespace !== pidNamespace()) return 'unknown';
  return isRunning(other.process) && other.started === startOf(other.process) ? 'running' : 'ended';
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

function holder(): Holder {
  return { process: process.pid, thread: threadId, started: startOf(process.pid), pidNamespace: pidNamespace() };
}

/** Source: proc(5), field `starttime` of `/proc/<pid>/stat`, which follows the name in parentheses. */
function startOf(id: number): string {
  const stat = textOf(`/proc/${id}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function pidNamespace(): string {
  try {
    return `${textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? ''} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error)) return undefined;
    throw error;
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function inUse(lock: string, text: string): Error {
  const fix = `wait until it has ended; if there is no such process, delete ${lock}`;
  return problemsError([problem('', { what: 'another run writes to the output folder', got: text, fix })]);
}
