import { execFileSync } from 'child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';

const root = join(__dirname, '..', '..');
const guides = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
const documents = ['README.md', ...guides.map((file) => `docs/${file}`)];
const programs = documents.flatMap((document) =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/```ts\n([^]*?)```/g)]
    .map(([, code]) => code ?? '')
    .filter((code) => code.includes("from 'cdk8s-verrazzano'"))
    .map((code, index) => ({ name: `${document.replace(/\W/g, '-')}-${index}`, document, code })),
);
const folder = join(root, 'build', 'snippets');

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const { name, code } of programs) writeFileSync(join(folder, `${name}.ts`), code);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('every document with a program was found', () => {
  expect(new Set(programs.map(({ document }) => document))).toEqual(
    new Set(['README.md', 'docs/getting-started.md', 'docs/mesh.md', 'docs/ingress.md']),
  );
});

test('programs in the documentation compile', () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const files = programs.map(({ name }) => join(folder, `${name}.ts`));
  const program = ts.createProgram(files, options);
  const messages = files.flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
  expect(messages.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
}, 60_000);

test.each(programs)('$name runs', ({ name, code }) => {
  const args = ['--conditions=source', '-r', 'ts-node/register', join(folder, `${name}.ts`)];
  const outdir = join(folder, name);
  execFileSync(process.execPath, args, { cwd: root, env: { ...process.env, CDK8S_OUTDIR: outdir }, stdio: 'pipe' });
  const written = code.includes('GitOpsApp') ? 'argocd' : expect.stringMatching(/\.k8s\.yaml$/);
  expect(readdirSync(outdir)).toContainEqual(written);
});
