import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

/** Name of the program. */
export const PROGRAM = 'cdk8s-verrazzano';

/** Version of this package, from the nearest `package.json` above this file: the same for TypeScript and for the build. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(packageFile(__dirname), 'utf8')) as { version: string };
  return version;
}

function packageFile(folder: string): string {
  const file = join(folder, 'package.json');
  return existsSync(file) ? file : packageFile(dirname(folder));
}
