import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { compare, PROGRAM, wholeProcess, type Row } from '../measure';

const ROOT = join(__dirname, '..', '..');
const MAIN = 'examples/quickstart/main.ts';

/** The quickstart from start to finish, as a user types it. */
export function quickstart(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-quickstart-'));
  const env = { CDK8S_OUTDIR: folder, CDK8S_CHECK_UPGRADE: 'false' };
  const app = `node ${PROGRAM.join(' ')} ${MAIN}`;
  const cli = join('node_modules', '.bin', 'cdk8s');
  try {
    return compare(
      'quickstart, whole process',
      [
        {
          name: 'node examples/quickstart/main.ts',
          run: () => wholeProcess('node', [...PROGRAM, MAIN], env, ROOT),
        },
        ...(existsSync(join(ROOT, cli))
          ? [
              {
                name: 'cdk8s synth',
                run: () => wholeProcess(cli, ['synth', '--app', app, '--output', folder], env, ROOT),
              },
            ]
          : []),
      ],
      5,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
