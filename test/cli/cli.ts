import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run } from '../../lib/cli/run';

/** What a run of the program left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program inside this process. */
export async function cli(argv: readonly string[], isTTY = false): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await run(argv, { out: (text) => void (out += text), err: (text) => void (err += text), isTTY });
  return { code, out, err };
}

/** A folder for the files of one test file. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'cli-'));

  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const file = join(this.path, name);
    writeFileSync(file, content);
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A Verrazzano resource as YAML. */
export function verrazzano(spec: string, version = 'v1beta1'): string {
  return `apiVersion: install.verrazzano.io/${version}\nkind: Verrazzano\nmetadata:\n  name: verrazzano\nspec: ${spec}\n`;
}
