import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject } from 'cdk8s';
import { GitOpsApp, GitOpsCluster } from '../../../lib/gitops';
import { withProgress } from '../../../lib/gitops/terminal/progress';
import { summaryText } from '../../../lib/gitops/terminal/summary';
import { printTable, terminalOf, type Terminal } from '../../../lib/gitops/terminal/terminal';
import { inCi } from '../../support/sample';

const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fake(columns = 80): { terminal: Terminal; written: string[]; pass: (milliseconds: number) => void } {
  const written: string[] = [];
  let time = 0;
  const terminal = {
    write: (text: string) => void written.push(text),
    now: () => time,
    columns,
    hasColours: false,
  };
  return { terminal, written, pass: (milliseconds) => (time += milliseconds) };
}

describe('progress', () => {
  test('of less than a second is not shown', () => {
    const { terminal, written, pass } = fake();
    const result = withProgress(terminal, (onStep) => {
      onStep('one');
      pass(999);
      onStep('two');
      return 7;
    });
    expect({ result, written }).toEqual({ result: 7, written: [] });
  });

  test('of more than a second is one line, which changes ten times a second at most and goes in the end', () => {
    const { terminal, written, pass } = fake();
    withProgress(terminal, (onStep) => {
      pass(1000);
      onStep('one');
      onStep('two');
      pass(100);
      onStep('three');
    });
    expect(written).toEqual(['\r\u001b[2Ksynthesizes: one', '\r\u001b[2Ksynthesizes: three', '\r\u001b[2K']);
  });

  test('goes when the work fails, and is never longer than a line', () => {
    const { terminal, written, pass } = fake(20);
    const work = (): void =>
      withProgress(terminal, (onStep) => {
        pass(2000);
        onStep('renders a-long-name\u001b[31m');
        throw new Error('refused');
      });
    expect(work).toThrow('refused');
    expect(written).toEqual(['\r\u001b[2Ksynthesizes: render', '\r\u001b[2K']);
  });

  test('is nowhere without a terminal', () => {
    expect(withProgress(undefined, (onStep) => onStep('one'))).toBeUndefined();
    const stream = { write: () => true };
    expect(terminalOf(stream, {})).toBeUndefined();
    expect(terminalOf({ ...stream, isTTY: true }, { TERM: 'dumb' })).toBeUndefined();
    expect(terminalOf({ ...stream, isTTY: true, columns: 132 }, {})).toMatchObject({ columns: 132, hasColours: true });
    expect(terminalOf({ ...stream, isTTY: true }, { NO_COLOR: '1' })).toMatchObject({ columns: 80, hasColours: false });
  });
});

function app(name: string, clusters: readonly string[], quiet?: boolean): GitOpsApp {
  const made = new GitOpsApp({
    repository: { url: 'https://git.example.com/a.git' },
    outdir: join(folder, name),
    ...(quiet !== undefined && { quiet }),
  });
  for (const each of clusters) {
    const cluster = new GitOpsCluster(made, each);
    const unit = cluster.unit('policies', { wave: 1, namespace: 'default' });
    new ApiObject(unit, 'p', { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p' } });
    new ApiObject(unit, 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
    cluster.declareFigure('flows', () => 3);
    cluster.declareFigure('flows', () => 4);
    cluster.addHostFile('a.txt', 'a\n');
  }
  return made;
}

describe('the summary', () => {
  test('counts clusters, units, objects, policies, what a cluster declares, and files', () => {
    expect(summaryText(app('counts', ['eu', 'us']).synth())).toMatchInlineSnapshot(`
      "CLUSTER        UNITS  OBJECTS  POLICIES  FLOWS  WRITTEN  CHANGED  REMOVED
      eu             1      2        1         7      6        0        0
      us             1      2        1         7      6        0        0
      (other files)  0      0        0         0      8        0        0
      total          2      4        2         14     20       0        0"
    `);
    // Only what differs is written.
    expect(summaryText(app('counts', ['eu']).synth())).toMatchInlineSnapshot(`
      "CLUSTER        UNITS  OBJECTS  POLICIES  FLOWS  WRITTEN  CHANGED  REMOVED
      eu             1      2        1         7      0        0        0
      (other files)  0      0        0         0      0        1        8"
    `);
  });

  inCi('of many clusters has a row for the first twenty, and one for the others', () => {
    const names = Array.from({ length: 23 }, (_, index) => `c${index + 10}`);
    const lines = summaryText(app('many', names).synth()).split('\n');
    expect(lines).toHaveLength(1 + 20 + 3);
    expect(lines.slice(-3).map((line) => line.split(/ {2,}/).slice(0, 5))).toEqual([
      ['3 more', '3', '6', '3', '21'],
      ['(other files)', '0', '0', '0', '0'],
      ['total', '23', '46', '23', '161'],
    ]);
  });
});

describe('a synthesis', () => {
  const { isTTY } = process.stderr;
  const write = jest.spyOn(process.stderr, 'write');
  let printed = '';
  beforeEach(() => {
    printed = '';
    write.mockImplementation((text) => Boolean((printed += String(text))));
  });
  afterEach(() => {
    process.stderr.isTTY = isTTY;
    delete process.env.CDK8S_VERRAZZANO_QUIET;
  });
  afterAll(() => write.mockRestore());

  test('prints its summary on a terminal, and the files do not depend on it', () => {
    process.stderr.isTTY = true;
    const loud = app('loud', ['eu']);
    const result = loud.synth();
    expect(printed).toContain('CLUSTER');
    expect(printed).toMatch(/\neu +1 +2 +1 +7 +/);
    process.stderr.isTTY = false;
    expect([...app('silent', ['eu']).render()]).toEqual([...loud.render()]);
    expect(result.written.length).toBeGreaterThan(0);
  });

  test.each([
    ['in a pipe', false, undefined, undefined],
    ['with the option', true, true, undefined],
    ['with the environment variable', true, undefined, '1'],
  ])('prints nothing %s', (_, terminal, quiet, variable) => {
    process.stderr.isTTY = terminal;
    if (variable !== undefined) process.env.CDK8S_VERRAZZANO_QUIET = variable;
    app('quiet', ['eu'], quiet).synth();
    expect(printed).toBe('');
  });

  test('the option wins over the environment variable', () => {
    process.stderr.isTTY = true;
    process.env.CDK8S_VERRAZZANO_QUIET = '1';
    app('quiet', ['eu'], false).synth();
    expect(printed).not.toBe('');
  });

  test('a table has its first line in the background where there are colours', () => {
    const written: string[] = [];
    const terminal = { write: (text: string) => void written.push(text), now: () => 0, columns: 80, hasColours: true };
    printTable(terminal, 'A\nb');
    expect(written.join('')).toMatch(/A.*\nb\n$/);
    expect(written.join('')).toContain('\u001b[');
  });
});
