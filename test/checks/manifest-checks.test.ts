import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject } from 'cdk8s';
import { ManifestChecks } from '../../lib/checks/manifest-checks';
import { ManifestValidation } from '../../lib/checks/manifest-validation';
import { GitOpsApp } from '../../lib/gitops/gitops-app';
import { GitOpsCluster } from '../../lib/gitops/gitops-cluster';

function appWith(
  spec: object,
  change: (cluster: GitOpsCluster) => void = () => undefined,
  kubernetes?: string,
): GitOpsApp {
  const app = new GitOpsApp({
    repository: { url: 'https://git.example.com/a.git', revision: 'main' },
    outdir: 'unused',
  });
  new ManifestChecks(app, 'checks', kubernetes === undefined ? {} : { kubernetes });
  const cluster = new GitOpsCluster(app, 'prod');
  const unit = cluster.unit('apps/shop', { wave: 0, namespace: 'shop' });
  new ApiObject(unit, 'web', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
  change(cluster);
  return app;
}

const POD = { containers: [{ name: 'web', image: 'web:1' }] };

test('a synthesis without findings goes on, and one with a finding names the construct', () => {
  expect(() => appWith(POD).render()).not.toThrow();
  expect(() => appWith({ ...POD, restartPolicies: 'Always' }).render()).toThrow(
    /\[prod\/apps--shop\/web\] Pod shop\/web: spec\.restartPolicies is an unknown field.*\(unknown-field\)/,
  );
});

test('what the program declares is not missing', () => {
  const spec = { ...POD, imagePullSecrets: [{ name: 'registry' }] };
  expect(() => appWith(spec).render()).toThrow(/refers to Secret shop\/registry, which nothing provides/);
  const secret = { namespace: 'shop', name: 'registry', keys: ['.dockerconfigjson'], usedBy: 'web', description: 'a' };
  expect(() => appWith(spec, (cluster) => cluster.addRequiredSecret(secret)).render()).not.toThrow();
  const object = { kind: 'Secret', namespace: 'shop', name: 'reg*', createdBy: 'the registry' };
  expect(() => appWith(spec, (cluster) => cluster.declareObjects([object])).render()).not.toThrow();
});

test('versions of Kubernetes are those of the props', () => {
  const spec = {
    containers: [
      { name: 'web', image: 'web:1', resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] },
    ],
  };
  expect(() => appWith(spec, undefined, '1.24').render()).toThrow(/resizePolicy is an unknown field/);
  expect(() => appWith(spec, undefined, '1.28').render()).not.toThrow();
  expect(() => appWith(spec, undefined, '1.2')).toThrow(/is not a known version of Kubernetes/);
});

test('as a plugin of cdk8s it reports violations and fails', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plugin-'));
  const good = join(folder, 'good.yaml');
  const bad = join(folder, 'bad.yaml');
  writeFileSync(good, readFileSync(join(__dirname, 'good-app.yaml')));
  writeFileSync(bad, 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: []}\n');
  const run = async (
    manifests: string[],
    props = {},
  ): Promise<{ status: string | undefined; violations: unknown[] }> => {
    const violations: unknown[] = [];
    let status: string | undefined;
    const report = {
      addViolation: (each: unknown) => void violations.push(each),
      submit: (each: string) => void (status = each),
    };
    await new ManifestValidation(props).validate({ manifests, report });
    return { status, violations };
  };
  expect(await run([good])).toEqual({ status: 'success', violations: [] });
  const failed = await run([good, bad]);
  expect(failed.status).toBe('failure');
  expect(failed.violations).toMatchObject([
    {
      ruleName: 'missing-field',
      violatingResources: [{ resourceName: 'web', locations: ['spec.containers'], manifestPath: bad }],
    },
  ]);
  rmSync(folder, { recursive: true });
});
