/** @batch compiler */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilerMessages, evaluate } from '../support/programs';

const root = join(__dirname, '..', '..');
const guides = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
const documents = ['README.md', ...guides.map((file) => `docs/${file}`)];
const programs = documents.flatMap((document) =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/```ts\n([^]*?)```/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => /from 'cdk8s-verrazzano['/]/.test(code))
    .map((code, index) => ({ name: `${document.replace(/\W/g, '-')}-${index}`, document, code: withTypes(code) })),
);

/** A program of the guide to tests is a test, which compiles with the types of Jest and runs in test/testing. */
function isTest(code: string): boolean {
  return code.includes("from 'cdk8s-verrazzano/testing'");
}

function withTypes(code: string): string {
  return isTest(code) ? `/// <reference types="jest" />\n${code}` : code;
}

test('every document with a program was found', () => {
  expect([...new Set(programs.map(({ document }) => document))]).toEqual(
    expect.arrayContaining(['README.md', 'docs/getting-started.md', 'docs/mesh.md', 'docs/ingress.md']),
  );
});

test('programs in the documentation compile', () => {
  expect(compilerMessages(new Map(programs.map(({ name, code }) => [`${name}.ts`, code])))).toEqual([]);
}, 60_000);

describe('programs in the documentation run', () => {
  const { CDK8S_OUTDIR } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));

  afterAll(() => {
    if (CDK8S_OUTDIR === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = CDK8S_OUTDIR;
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(programs.filter(({ code }) => !isTest(code)))('$name', ({ name, code }) => {
    const outdir = join(folder, name);
    process.env.CDK8S_OUTDIR = outdir;
    evaluate(code);
    const written = code.includes('GitOpsApp') ? 'argocd' : expect.stringMatching(/\.k8s\.yaml$/);
    expect(readdirSync(outdir)).toContainEqual(written);
  });
});
