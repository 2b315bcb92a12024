import { execFileSync } from 'child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { delimiter, join } from 'path';
import { DIFF_MARKER } from '../../lib/checks/report/diff-markdown';
import { parseYaml } from '../../lib/values/yaml/parse-yaml';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/how-to/ci.md'), 'utf8');
const template = (file: string): string => readFileSync(join(ROOT, 'templates/base', file), 'utf8');
const GITHUB = template('_github/workflows/platform.yml');
const GITLAB = template('_gitlab-ci.yml');

test.each([
  ['.github/workflows/platform.yml', GITHUB],
  ['.gitlab-ci.yml', GITLAB],
])('the page shows %s as init writes it', (file, text) => {
  expect(PAGE).toContain(`\`\`\`yaml\n# ${file}\n${text}\`\`\`\n`);
});

interface Step {
  readonly name?: string;
  readonly run?: string;
}

const [workflow] = parseYaml('platform.yml', GITHUB) as unknown as [{ jobs: { diff: { steps: readonly Step[] } } }];
const comment = workflow.jobs.diff.steps.find(({ name }) => name?.includes('comment') === true)?.run ?? '';
const [pipeline] = parseYaml('.gitlab-ci.yml', GITLAB) as unknown as [{ diff: { script: readonly string[] } }];
const note = pipeline.diff.script.at(-1) ?? '';

describe('a script that comments', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ci-page-'));
    writeFileSync(join(folder, 'diff.md'), `${DIFF_MARKER}\n### No object differs\n`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a script with a program that notes how it is called, one call to a line. */
  const calls = (script: string, program: string, body: string, env: Record<string, string>): string[] => {
    writeFileSync(join(folder, program), `#!/bin/sh\necho "$*" >> calls\n${body}\n`);
    chmodSync(join(folder, program), 0o755);
    const path = `${folder}${delimiter}${process.env.PATH ?? ''}`;
    execFileSync('bash', ['-e', '-c', script], { cwd: folder, env: { ...env, PATH: path } });
    return readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  };

  const github = (ids: string): string[] =>
    calls(comment, 'gh', `case "$*" in *--paginate*) printf '${ids}';; esac`, {
      GITHUB_REPOSITORY: 'a/b',
      NUMBER: '7',
    });

  test.each([
    ['', '--method POST repos/a/b/issues/7/comments'],
    ['12\\n', '--method PATCH repos/a/b/issues/comments/12'],
    ['12\\n34\\n', '--method PATCH repos/a/b/issues/comments/12'],
  ])('GitHub: of the comments %j', (ids, call) => {
    const [list, change, ...others] = github(ids);
    expect(list).toContain(DIFF_MARKER);
    expect(change).toBe(`api --silent ${call} --field body=@diff.md`);
    expect(others).toEqual([]);
  });

  test('GitHub: a failure ends the script', () => {
    expect(() => calls(comment, 'gh', 'exit 1', {})).toThrow();
    expect(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  const NOTES = 'https://git.example.com/api/v4/projects/1/merge_requests/7/notes';
  /** The calls for notes in pages, which the headers of answers lead to. */
  const gitlab = (...pages: ReadonlyArray<readonly object[]>): string[] => {
    pages.forEach((notes, index) => {
      const next = index + 1 < pages.length ? String(index + 2) : '';
      writeFileSync(join(folder, `answer-${index + 1}.json`), JSON.stringify(notes));
      writeFileSync(join(folder, `answer-${index + 1}.txt`), `HTTP/2 200\r\nX-Next-Page: ${next}\r\nX-Page: 1\r\n\r\n`);
    });
    const body = `case "$*" in
      */user) echo '{"id":5}';;
      *notes?sort*) page="\${*##*page=}"; cp answer-$page.txt headers.txt; cat answer-$page.json;;
    esac`;
    return calls(note, 'curl', body, {
      DIFF_TOKEN: 't',
      CI_API_V4_URL: 'https://git.example.com/api/v4',
      CI_PROJECT_ID: '1',
      CI_MERGE_REQUEST_IID: '7',
    });
  };
  const by = (id: number, author: number, body: string): object => ({ id, author: { id: author }, body });

  test.each([
    ['none', [], `POST ${NOTES}`],
    ['its own', [by(1, 5, 'a'), by(2, 5, `${DIFF_MARKER}\nb`)], `PUT ${NOTES}/2`],
    ['one of somebody else', [by(1, 6, `${DIFF_MARKER}\nb`)], `POST ${NOTES}`],
    ['a quotation', [by(1, 5, `> ${DIFF_MARKER}\nb`)], `POST ${NOTES}`],
  ])('GitLab: there is %s', (_, notes, call) => {
    const change = gitlab(notes).at(-1) ?? '';
    const [method = '', url = ''] = call.split(' ');
    expect(change).toContain(`--request ${method} --data-urlencode body@diff.md`);
    expect(change.endsWith(` ${url}`)).toBe(true);
  });

  test('GitLab: its own note is on a later page', () => {
    const others = [by(1, 6, 'a'), by(2, 5, 'b')];
    const [, ...made] = gitlab(others, others, [by(3, 5, `${DIFF_MARKER}\nb`)]);
    expect(made.map((call) => call.split(' ').at(-1))).toEqual([
      ...['1', '2', '3'].map((page) => `${NOTES}?sort=asc&per_page=100&page=${page}`),
      `${NOTES}/3`,
    ]);
  });
});
