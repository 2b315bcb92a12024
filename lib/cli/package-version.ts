import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';

/** Name of the program. */
export const PROGRAM = 'cdk8s-verrazzano';

/** The manifest of this package, as far as the program reads it. */
export interface OwnManifest {
  /** Name of this package. */
  readonly name: string;
  /** Version of this package. */
  readonly version: string;
  /** Page of the repository. */
  readonly homepage: string;
  /** Ranges of packages that a program brings along. */
  readonly peerDependencies: Readonly<Record<string, string>>;
  /** Ranges with which this package is tested. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Version of this package. */
export function packageVersion(): string {
  return ownManifest().version;
}

/** The manifest of this package. */
export function ownManifest(): OwnManifest {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as OwnManifest;
}

/** Folder of this package: that of the nearest `package.json` above this file, the same for TypeScript and for the build. */
export function packageFolder(): string {
  return folderOf(__dirname);
}

function folderOf(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : folderOf(dirname(folder));
}
