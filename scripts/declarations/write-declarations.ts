import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { withLock } from './with-lock';

const ROOT = join(__dirname, '..', '..');

/**
 * Brings `build/declarations`, the declarations of the package, up to date. What compiles programs reads them in place of the sources, whose
 * types would have to be inferred each time. Processes that run at the same time wait for the first one.
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
  const { status } = withLock(join(ROOT, 'build', 'declarations.lock'), () =>
    spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '-b', 'tsconfig.lib.json'], {
      cwd: ROOT,
      stdio: messages,
    }),
  );
  return status === 0;
}
