import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { COMPILER } from '../compiler';
import { copyPublicDeclarations } from './public-declarations';
import { withLock } from './with-lock';

const ROOT = join(__dirname, '..', '..');
const BUILD = join(ROOT, 'build');

/**
 * Brings two folders up to date: `build/declarations`, the declarations of all modules, and `build/public`, the same as users get them. What
 * compiles programs reads these in place of the sources, whose types would have to be inferred each time. Processes that run at the same
 * time wait for the first one.
 * @throws Error where the package does not compile; the messages of the compiler are printed
 */
export function writeDeclarations(): void {
  if (!compileDeclarations('inherit')) throw new Error('the package does not compile; see npm run types');
}

/**
 * As {@link writeDeclarations}; declarations are written for what does not compile, too.
 * @param messages - whether the messages of the compiler are printed
 * @returns whether the package compiles
 */
export function compileDeclarations(messages: 'inherit' | 'ignore' = 'ignore'): boolean {
  return withLock(join(BUILD, 'declarations.lock'), () => {
    const { status } = spawnSync(process.execPath, [COMPILER, '-b', 'tsconfig.lib.json'], {
      cwd: ROOT,
      stdio: messages,
    });
    copyPublicDeclarations(join(BUILD, 'declarations'), join(BUILD, 'public'));
    return status === 0;
  });
}
