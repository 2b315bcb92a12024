import { readFileSync } from 'fs';
import { cli, Folder } from '../cli/cli';
import { describeShared, sharedPath } from '../support/shared';

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly input: { readonly resource: object };
  readonly cluster: { readonly admin: readonly object[] };
  readonly expected: { readonly verdict: 'admitted' | 'refused'; readonly rule?: string };
}

describeShared('the verdicts of the webhooks of release 1.7.2', () => {
  const folder = new Folder();
  afterAll(() => folder.remove());
  const vectors = JSON.parse(readFileSync(sharedPath('upstream', 'multicluster', 'vectors.json'), 'utf8')) as Vector[];
  const admission = vectors.filter(({ kind }) => kind === 'admission');

  test('there are vectors', () => expect(admission.length).toBeGreaterThan(10));

  test.each(admission)('$id', async ({ id, input, cluster, expected }) => {
    const name = id.replace(/\W/g, '-');
    const file = folder.write(`${name}.json`, JSON.stringify(input.resource));
    const manifests = folder.write(
      `${name}-cluster.yaml`,
      cluster.admin.map((each) => JSON.stringify(each)).join('\n---\n'),
    );
    const { code, out, err } = await cli([
      'validate',
      file,
      '--cluster',
      manifests,
      '--severity',
      'error',
      '-o',
      'json',
    ]);
    expect(err).toBe('');
    const [first] = JSON.parse(out) as { readonly rule: string }[];
    expect({ code, rule: first?.rule.split('.').pop() }).toEqual({
      code: expected.verdict === 'admitted' ? 0 : 1,
      rule: expected.rule,
    });
  });
});
