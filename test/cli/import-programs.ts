import * as cdk8s from 'cdk8s';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as library from '../../lib';
import { evaluate } from '../support/programs';
import { platformsIn, type VerrazzanoManifest } from '../../lib/definition/platform';

/** What a program made. */
export interface Made {
  /** The resource as the profile states it. */
  readonly stated: VerrazzanoManifest;
  /** The resource in the output; undefined when nothing was written. */
  readonly written: VerrazzanoManifest | undefined;
}

/** Runs a program and gives the resources that its profiles state, without synthesis. */
export function statedBy(source: string): readonly VerrazzanoManifest[] {
  const apps = new Set<cdk8s.App>();
  class App extends cdk8s.App {
    override synth(): void {
      apps.add(this);
    }
  }
  evaluate(source, { cdk8s: { ...cdk8s, App }, 'cdk8s-verrazzano': library });
  return [...apps].flatMap((app) => platformsIn(app).map(({ resource }) => resource));
}

/**
 * Runs a program, and reads what it wrote.
 * @param source - the program
 * @param parent - a folder for its output
 */
export function runProgram(source: string, parent: string): readonly Made[] {
  const apps = new Set<cdk8s.App>();
  class App extends cdk8s.App {
    override synth(): void {
      super.synth();
      apps.add(this);
    }
  }
  class GitOpsApp extends library.GitOpsApp {
    override synth(): ReturnType<library.GitOpsApp['synth']> {
      apps.add(this);
      return super.synth();
    }
  }
  const outdir = mkdtempSync(join(parent, 'out-'));
  const before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = outdir;
  try {
    evaluate(source, { cdk8s: { ...cdk8s, App }, 'cdk8s-verrazzano': { ...library, GitOpsApp } });
  } finally {
    if (before === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = before;
  }
  const written = documentsIn(outdir);
  rmSync(outdir, { recursive: true, force: true });
  return [...apps].flatMap((app) =>
    platformsIn(app).map(({ resource, node }) => {
      // A chart is a file, a cluster is a folder.
      const found = written.filter(({ file }) => file.split(/[/\\.]/)[0] === node.scope?.node.id);
      return { stated: resource, written: found[0]?.document };
    }),
  );
}

interface Document {
  readonly file: string;
  readonly document: VerrazzanoManifest;
}

function documentsIn(folder: string): Document[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  return files
    .flatMap((file) =>
      readFileSync(join(folder, file), 'utf8')
        .split(/^---$/m)
        .map((text) => ({ file, document: parse(text) as VerrazzanoManifest })),
    )
    .filter(({ document }) => document?.kind === 'Verrazzano');
}
