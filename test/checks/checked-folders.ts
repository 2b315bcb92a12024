import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import type { CheckFinding } from '../../lib/checks/finding';
import { cli, type Ran } from '../cli/cli';

/** Folders with files, which are checked. */
export class CheckedFolders {
  private readonly base = mkdtempSync(join(tmpdir(), 'check-'));
  private count = 0;

  /** Removes all folders. */
  remove(): void {
    rmSync(this.base, { recursive: true, force: true });
  }

  /** A path beside the folders. */
  path(name: string): string {
    return join(this.base, name);
  }

  /** A folder with files. */
  of(files: Readonly<Record<string, string>>): string {
    const folder = join(this.base, String(this.count++));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }

  /** What `check` says about files. */
  async check(
    files: Readonly<Record<string, string>>,
    ...options: string[]
  ): Promise<Ran & { readonly folder: string }> {
    const folder = this.of(files);
    return { ...(await cli(['check', folder, ...options])), folder };
  }

  /** Findings as `rule object field`. */
  async found(files: Readonly<Record<string, string>>, ...options: string[]): Promise<string[]> {
    const { out } = await this.check(files, '--output', 'json', ...options);
    const { findings } = JSON.parse(out) as { readonly findings: readonly CheckFinding[] };
    return findings.map(({ rule, object, field }) => `${rule} ${object} ${field}`.trim());
  }
}

/** A Pod with more fields. */
export const pod = (spec: string, name = 'web', namespace = 'shop'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {containers: [{name: web, image: "web:1"}], ${spec}}\n`;

/** A Pod with a Secret that is not there. */
export const NEEDS_SECRET = pod('imagePullSecrets: [{name: registry}]');

/** A Service of the pods with label `app: web`. */
export const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
