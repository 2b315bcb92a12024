import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ImportRecord } from '../../scripts/imports';
import {
  IMPORTED_KINDS,
  IMPORTS_FOLDER,
  RECORD_FILE,
  ROOT,
  differingFiles,
  generateImports,
  generatorVersion,
  sha256,
  withTemporaryFolder,
} from '../../scripts/imports';
import { inCi } from '../support/sample';
import { describeShared, sharedPath } from '../support/shared';

const record = JSON.parse(readFileSync(join(IMPORTS_FOLDER, RECORD_FILE), 'utf8')) as ImportRecord;
const modules = Object.entries(record.modules);

test('the recorded generator is the one that is installed', () => {
  expect(record.generator['cdk8s-cli']).toBe(generatorVersion());
});

test('nothing but the recorded modules is in imports/', () => {
  expect(readdirSync(IMPORTS_FOLDER).sort()).toEqual([...Object.keys(record.modules), RECORD_FILE].sort());
});

test.each(modules)('%s is as it was generated', (file, { sha256: recorded }) => {
  expect(sha256(join(IMPORTS_FOLDER, file))).toBe(recorded);
});

test('cdk8s.yaml lists a public schema for every module, under the name that npm run import gives it', () => {
  const { imports } = parse(readFileSync(join(ROOT, 'cdk8s.yaml'), 'utf8')) as { imports: string[] };
  const prefixes = imports.map((spec) => (spec.includes(':=') ? spec.split(':=')[0] : undefined));
  expect(prefixes).toEqual(IMPORTED_KINDS.map(({ prefix }) => prefix));
  expect(
    imports.every((spec) => /(^|:=)https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/v[\d.]+\//.test(spec)),
  ).toBe(true);
});

describe('the narrow modules', () => {
  const narrow = ['lib/definition/verrazzano-types.ts', 'lib/gitops/argo/argo-types.ts'].map((file) =>
    readFileSync(join(ROOT, file), 'utf8'),
  );

  test('hold nothing but types, so that no generated code is loaded', () => {
    for (const text of narrow) {
      expect(text.match(/^(export|import) (?!type )/gm)).toBeNull();
    }
  });

  test.each(modules)('name the storage version of %s', (file, { storageClass }) => {
    const from = narrow.find((text) => text.includes(`/imports/${file.replace(/\.ts$/, '')}'`));
    expect(from).toMatch(new RegExp(`\\b${storageClass}Spec\\b`));
  });
});

describeShared('imports/ and the schemas', () => {
  test('the recorded schemas are those of the shared facts', () => {
    const found = Object.keys(record.schemas).map((group) => [group, sha256(sharedPath('crds', `${group}.yaml`))]);
    expect(Object.fromEntries(found)).toEqual(record.schemas);
  });

  inCi(
    'generating again writes the same bytes',
    () => {
      withTemporaryFolder((folder) => {
        const generated = join(folder, 'imports');
        generateImports(sharedPath('crds'), generated);
        expect(differingFiles(generated, IMPORTS_FOLDER)).toEqual([]);
      });
    },
    60_000,
  );
});
