/** @batch compiler */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf, messagePattern, pagesBelow, pagesOfRoot, programOf, type Block } from '../support/documents';
import { compilerMessages, evaluate } from '../support/programs';
import { sample } from '../support/sample';

/** The pages of components have a test of their own, and programs without a construct. */
const pages = [...pagesOfRoot(), ...pagesBelow('docs').filter((page) => !page.startsWith('docs/components/'))];
const blocks = pages.flatMap(blocksOf);
const programs = blocks.flatMap((block, index) =>
  block.language === 'ts' ? [{ name: `${block.page}:${block.line}`, block, message: blocks[index + 1]?.code }] : [],
);

/** A program of the guide to tests is a test: it compiles with the types of Jest, and test/testing runs the same matchers. */
function isTest({ code }: Block): boolean {
  return code.includes("from 'cdk8s-verrazzano/testing'");
}

function sourceOf(block: Block): string {
  return isTest(block) ? `/// <reference types="jest" />\n${programOf(block)}` : programOf(block);
}

test('every page with a program was found', () => {
  expect([...new Set(programs.map(({ block }) => block.page))]).toEqual(
    expect.arrayContaining(['README.md', 'docs/getting-started.md', 'docs/mesh.md', 'docs/how-to/own-ca.md']),
  );
});

test('programs in the documentation compile', () => {
  const sources = programs.map(({ name, block }): [string, string] => [
    `${name.replace(/\W/g, '-')}.ts`,
    sourceOf(block),
  ]);
  expect(compilerMessages(new Map(sources))).toEqual([]);
}, 60_000);

describe('programs in the documentation run', () => {
  const { CDK8S_OUTDIR } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));

  /** Runs a program in a folder of its own. */
  function run(name: string, block: Block): string {
    const outdir = join(folder, name.replace(/\W/g, '-'));
    process.env.CDK8S_OUTDIR = outdir;
    evaluate(programOf(block));
    return outdir;
  }

  afterAll(() => {
    if (CDK8S_OUTDIR === undefined) delete process.env.CDK8S_OUTDIR;
    else process.env.CDK8S_OUTDIR = CDK8S_OUTDIR;
    rmSync(folder, { recursive: true, force: true });
  });

  const whole = programs.filter(({ block }) => !isTest(block) && !block.fails);

  test.each(sample(whole, 3))('$name', ({ name, block }) => {
    const outdir = run(name, block);
    const written = programOf(block).includes('GitOpsApp') ? 'argocd' : expect.stringMatching(/\.k8s\.yaml$/);
    expect(readdirSync(outdir)).toContainEqual(written);
  });

  test.each(programs.filter(({ block }) => block.fails))('$name fails as the page says', ({ name, block, message }) => {
    let error: unknown;
    try {
      run(name, block);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message.trim()).toMatch(messagePattern(message));
  });
});
