import { spawnSync } from 'child_process';
import { sample } from '../support/sample';
import { cli, Folder } from './cli';

const folder = new Folder();
afterAll(() => folder.remove());

async function script(shell: string): Promise<string> {
  const { code, out, err } = await cli(['completion', shell]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return folder.write(`completion.${shell}`, out);
}

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

function output(shell: string, ...args: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(shell, args, { cwd: folder.path, encoding: 'utf8', timeout: 30_000 });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter((line) => line !== '');
}

/** What each shell offers for a line whose last word is being written; empty where it goes on with files. */
const COMPLETERS: Readonly<Record<string, (file: string, words: readonly string[]) => string[]>> = {
  bash: (file, words) => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const body = `source ${file}; COMP_WORDS=(cdk8s-verrazzano ${line}); COMP_CWORD=${words.length}; compopt() { :; }; _cdk8s_verrazzano; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return output('bash', '-c', body);
  },
  // The functions of its completion system, which print what they are given.
  zsh: (file, words) => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const body = `
compdef() { :; }
_files() { :; }
compset() { words[CURRENT]=\${words[CURRENT]#*=}; }
offer() { for each in "$@"; do [[ $each == \${words[CURRENT]}* ]] && print -r -- "$each"; done; return 0; }
compadd() { shift; offer "$@"; }
_describe() { local -a offered; offered=("\${(@P)2}"); offer "\${(@)offered%%:*}"; }
words=(cdk8s-verrazzano ${line}); CURRENT=${words.length + 1}
source ${file}
_cdk8s_verrazzano
exit 0`;
    return output('zsh', '-f', '-c', body);
  },
  fish: (file, words) => {
    const body = `source ${file}; complete --do-complete 'cdk8s-verrazzano ${words.join(' ')}'`;
    return output('fish', '--no-config', '-c', body).map((line) => line.split('\t')[0]?.replace(/^.*=/, '') ?? '');
  },
};

const CASES: ReadonlyArray<readonly [readonly string[], readonly string[]]> = [
  [['va'], ['validate', 'values']],
  [['check', '--ker'], []],
  [['check', '--kub'], ['--kubernetes']],
  [
    ['check', '--output', ''],
    ['text', 'json', 'sarif', 'github'],
  ],
  [['check', 'dist', '-o', 'js'], ['json']],
  [['init', 'multi'], ['multicluster']],
  [['vcluster', 're'], ['render']],
  [['vcluster', 'render', '--kube'], ['--kube-version']],
  [['completion', 'fi'], ['fish']],
  [['stored', '--output', 'te'], []],
  [['he'], ['help']],
];

describe.each(sample(Object.entries(COMPLETERS), 1))('%s', (shell, complete) => {
  const there = isInstalled(shell);
  (there ? test : test.skip)(there ? 'completes' : 'completes (skipped: it is not installed)', async () => {
    const file = await script(shell);
    for (const [words, expected] of CASES) {
      expect([words, complete(file, words).sort()]).toEqual([words, [...expected].sort()]);
    }
  });
});

(isInstalled('bash') ? test : test.skip)(
  'bash completes a value after an equals sign, and the forms of options',
  async () => {
    const file = await script('bash');
    const complete = COMPLETERS.bash;
    expect(complete?.(file, ['check', '--output', '=', 'g'])).toEqual(['github']);
    expect(complete?.(file, ['check', '--output', '='])).toEqual(['text', 'json', 'sarif', 'github']);
    expect(complete?.(file, ['stored', '-'])).toEqual(['-o', '--output', '-h', '--help']);
    // Not a name of a command, but a folder.
    expect(complete?.(file, ['check', 'va'])).toEqual([]);
  },
);

(isInstalled('zsh') ? test : test.skip)('zsh completes a value after an equals sign', async () => {
  expect(COMPLETERS.zsh?.(await script('zsh'), ['check', '--output=g'])).toEqual(['github']);
});

test('the scripts name every command and every option of the help', async () => {
  const { out } = await cli(['--help']);
  const [, list = ''] = /\nCommands:\n([^]*?)\n\n/.exec(out) ?? [];
  const names = [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name);
  expect(names).toContain('completion');
  const scripts = await Promise.all(
    ['bash', 'zsh', 'fish'].map(async (shell) => (await cli(['completion', shell])).out),
  );
  for (const text of scripts) for (const name of names) expect(text).toMatch(new RegExp(`\\b${name}\\b`));
});

test('another shell is wrong usage', async () => {
  expect(await cli(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('[completion] shell is not valid; got "tcsh"; allowed bash, zsh, fish'),
  });
});
