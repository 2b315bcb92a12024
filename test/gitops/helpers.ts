import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { parse } from 'yaml';
import type { DeliveryUnit, DeliveryUnitProps, GitOpsAppProps } from '../../lib/gitops';
import { GitOpsApp, GitOpsCluster } from '../../lib/gitops';

export const REPOSITORY = { url: 'https://git.example.com/platform.git' };

export function newApp(props: Partial<GitOpsAppProps> = {}): GitOpsApp {
  return new GitOpsApp({ repository: REPOSITORY, ...props });
}

/** An app with a cluster `prod` and a unit `platform` in it. */
export function newUnit(
  props: Partial<DeliveryUnitProps> = {},
  app = newApp(),
): { app: GitOpsApp; cluster: GitOpsCluster; unit: DeliveryUnit } {
  const cluster = new GitOpsCluster(app, 'prod');
  return { app, cluster, unit: cluster.unit('platform', { wave: 0, namespace: 'shop', ...props }) };
}

export function configMap(
  scope: Construct,
  name: string,
  data: Record<string, string> = {},
  namespace?: string,
): ApiObject {
  return new ApiObject(scope, `cm-${name}-${namespace ?? ''}`, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    data,
  });
}

/** A parsed document, read by its keys. */
export interface Doc {
  readonly [key: string]: Doc | undefined;
}

export function doc(files: ReadonlyMap<string, string>, path: string): Doc {
  const content = files.get(path);
  if (content === undefined) throw new Error(`no file ${path}; there are ${[...files.keys()].join(', ')}`);
  return parse(content);
}

export function failure(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('no error was thrown');
}

const folders: string[] = [];

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gitops-'));
  folders.push(folder);
  return folder;
}

export function removeTempFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Every file below a folder: path -> content. */
export function tree(folder: string, prefix = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(folder, prefix)).sort()) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (statSync(join(folder, path)).isDirectory()) Object.assign(found, tree(folder, path));
    else found[path] = readFileSync(join(folder, path), 'utf8');
  }
  return found;
}
