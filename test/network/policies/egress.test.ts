import { readFileSync } from 'node:fs';
import { GitOpsCluster, type RemainingStep } from '../../../lib/gitops/gitops-cluster';
import { Installer } from '../../../lib/installer/installer';
import type { NetworkProps, ProfileProps } from '../../../lib/profile/profile-props';
import { Cni } from '../../../lib/values/cni';
import { Egress } from '../../../lib/values/egress';
import { External } from '../../../lib/values/external';
import { EGRESS_VERDICTS, egressVerdict, platformWorkloads } from '../../../lib/network/policies';
import { describeShared, sharedPath } from '../../support/shared';
import { kubernetes, platform } from './platforms';

const problems = (egress: Egress, props: ProfileProps = {}): string[] =>
  platform('prod with everything', { network: { egress }, ...props }).node.validate();

const egressPolicies = (egress: Egress): string[] =>
  platform('prod with everything', { network: { egress, ingress: false } }).networkPolicies.map(
    ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
  );

test('egress is open by default', () => {
  expect(platform('prod with everything', { network: { ingress: false } }).networkPolicies).toEqual([]);
});

test('a denied namespace has a policy for every workload', () => {
  expect(egressPolicies(Egress.denyIn('keycloak', 'mysql-operator'))).toEqual([
    'keycloak/keycloak-egress',
    'keycloak/load-dump-egress',
    'keycloak/mysql-backup-egress',
    'keycloak/mysql-backup-schedule-egress',
    'keycloak/mysql-egress',
    'keycloak/mysql-router-egress',
    'mysql-operator/mysql-operator-egress',
  ]);
});

test('every wrong namespace is named at once, with what is possible', () => {
  const all = problems(
    Egress.denyIn('shop', 'kube-system', 'calico-system', 'cattle-system', 'cattle-resources-system'),
  );
  expect(all).toHaveLength(5);
  expect(all[0]).toMatch(
    /not a platform namespace; got "shop"; allowed argocd, cert-manager, .*, verrazzano-system; write/,
  );
  expect(all[1]).toMatch(/^egress of this namespace must stay open: name servers .*; got "kube-system"/);
  expect(all[2]).toMatch(/^egress of this namespace must stay open: .*; got "calico-system"/);
  expect(all[3]).toMatch(/^denying egress is not safe in this namespace: Rancher .*; got "cattle-system"/);
  expect(all[4]).toMatch(/^denying egress has no effect in this namespace: .*; got "cattle-resources-system"/);
});

describe('a workload whose destinations are unknown', () => {
  const name = 'prometheus-prometheus-operator-kube-p-prometheus';

  test('keeps its namespace from being denied', () => {
    expect(problems(Egress.denyIn('verrazzano-monitoring'))).toEqual([
      `network.egress denies egress in verrazzano-monitoring, and the destinations of ${name} there are unknown; got "${name}"; allowed ` +
        'a workload whose destinations are known or listed; list them with allow, or with ' +
        `Egress.denyIn(...).withDestinations('${name}', [External.host('git.example.com', 443)])`,
    ]);
  });

  test('does not, once its destinations are listed', () => {
    const egress = Egress.denyIn('verrazzano-monitoring').withDestinations(name, [External.cidr('192.0.2.0/24', 9999)]);
    const profile = platform('prod', { network: { egress, ingress: false } });
    expect(profile.node.validate()).toEqual([]);
    const policy = profile.networkPolicies.find(({ metadata }) => metadata.name === `${name}-egress`);
    expect(policy?.spec.egress).toContainEqual({
      to: [{ ipBlock: { cidr: '192.0.2.0/24' } }],
      ports: [{ port: 9999, protocol: 'TCP' }],
    });
  });

  test('does not, once the user allows what it calls', () => {
    const profile = platform('prod', { network: { egress: Egress.denyIn('verrazzano-monitoring') } });
    expect(profile.node.validate()).toHaveLength(1);
    profile.allow(profile.prometheus, External.host('remote.example.com', 443), 'remote write');
    expect(profile.node.validate()).toEqual([]);
  });
});

test('a pool of OpenSearch nodes that no definition knows keeps its namespace from being denied', () => {
  const nodes = [
    { name: 'es-data', replicas: 3 },
    { name: 'hot', replicas: 1 },
  ];
  const components = { opensearch: { nodes } };
  const found = problems(Egress.denyIn('verrazzano-logging'), { components });
  expect(found).toEqual([expect.stringMatching(/this pool of OpenSearch nodes are unknown; got "hot"; allowed es-/)]);
  expect(problems(Egress.denyIn('keycloak'), { components })).toEqual([]);
});

test('destinations of a workload that does not run are an error', () => {
  const egress = Egress.denyIn('keycloak').withDestinations('mail', []);
  expect(problems(egress)).toEqual([
    expect.stringMatching(
      /^destinations are listed for a workload that does not run; got "mail"; allowed .*keycloak, .*/,
    ),
  ]);
});

describe('the network plugin', () => {
  const flannel = { ...kubernetes, cni: Cni.flannel() };

  test('that enforces nothing makes a denial of egress an error', () => {
    expect(problems(Egress.denyIn('keycloak'), { kubernetes: flannel })).toEqual([
      'network.egress denies egress, which the network plugin does not enforce; got "Flannel"; allowed a plugin that enforces ' +
        'egress rules, such as Cni.calico() or Cni.flannel({ calico: true }); add a policy engine to the cluster, or leave ' +
        'network.egress out',
    ]);
    const ingressOnly = Cni.of({ name: 'mine', enforcesNetworkPolicies: true, egress: false });
    expect(problems(Egress.denyEverywhereProven(), { kubernetes: { ...kubernetes, cni: ingressOnly } })).toHaveLength(
      1,
    );
  });

  test('that enforces nothing is no error while egress is open', () => {
    expect(problems(Egress.open(), { kubernetes: flannel })).toEqual([]);
  });
});

describe('denied wherever it is proven', () => {
  const profile = platform('prod with everything', {
    installer: Installer.platformOperator(),
    network: { egress: Egress.denyEverywhereProven(), ingress: false },
  });
  const denied = new Set(profile.networkPolicies.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  const workloads = platformWorkloads(profile).map(({ workload }) => workload);

  test('no other workload is denied', () => {
    expect(profile.node.validate()).toEqual([]);
    const others = workloads.filter(({ egress }) => egress !== 'proven');
    expect(others.filter(({ namespace, name }) => denied.has(`${namespace}/${name}-egress`))).toEqual([]);
  });

  test('every one is, apart from those that share their labels with an unknown one, or whose namespace others open', () => {
    const open = workloads
      .filter(({ egress, hostNetwork }) => egress === 'proven' && !hostNetwork)
      .filter(({ namespace, name }) => !denied.has(`${namespace}/${name}-egress`))
      .map(({ namespace, name }) => `${namespace}/${name}`);
    expect(open.sort()).toEqual(['cattle-resources-system/rancher-backup-patch-sa', 'cattle-system/helm-operation']);
  });

  test('a workload whose destinations the user lists is denied too', () => {
    const egress = Egress.denyEverywhereProven().withDestinations('vmi-system-grafana', []);
    const names = (one: Egress): string[] => egressPolicies(one).filter((text) => text.includes('grafana'));
    expect(names(Egress.denyEverywhereProven())).toEqual([]);
    expect(names(egress)).toEqual(['verrazzano-system/vmi-system-grafana-egress']);
  });
});

describe('the README', () => {
  const steps = (network: NetworkProps, facts = kubernetes): readonly RemainingStep[] => {
    const cluster = GitOpsCluster.of(platform('prod', { network }, facts));
    return cluster?.remainingSteps.filter(({ unit }) => unit === 'policies') ?? [];
  };

  test('says how to take a denial back', () => {
    expect(steps({ egress: Egress.open(), ingress: false })).toEqual([]);
    expect(steps({ egress: Egress.denyIn('keycloak'), ingress: false })).toMatchObject([
      {
        instructions: expect.stringContaining(
          'kubectl delete networkpolicy -A -l app.kubernetes.io/managed-by=cdk8s-verrazzano,cdk8s-verrazzano/direction=egress',
        ) as unknown,
      },
    ]);
  });

  test('says that policies have no effect where nothing enforces them', () => {
    expect(steps({}, { ...kubernetes, cni: Cni.flannel() })).toMatchObject([
      { title: 'Let NetworkPolicies take effect', instructions: expect.stringContaining('(Flannel)') as unknown },
    ]);
  });

  test('asks from where the API server calls, while that is a guess on which webhooks depend', () => {
    const title = 'Check from where the API server calls webhooks';
    expect(steps({})).toMatchObject([{ title }]);
    expect(steps({}, { ...kubernetes, apiServerSourceCidrs: ['10.0.0.0/28'] })).toEqual([]);
    expect(steps({}, { ...kubernetes, cni: Cni.cilium() })).toEqual([]);
  });
});

describeShared('verdicts of the facts about 1.7.2', () => {
  const facts = JSON.parse(readFileSync(sharedPath('upstream', 'network', 'egress.json'), 'utf8')) as {
    readonly namespaces: ReadonlyArray<{ readonly namespace: string; readonly verdict: string }>;
  };
  const expected: Readonly<Record<string, string>> = {
    candidate: 'possible',
    'candidate-with-site-data': 'possible',
    'per-workload': 'possible',
    'not-safe': 'not-safe',
    ineffective: 'ineffective',
    never: 'never',
  };

  test('are the same for every namespace that has one', () => {
    const named = facts.namespaces.filter(({ namespace }) => !namespace.includes(' '));
    expect(named.map(({ namespace, verdict }) => [namespace, expected[verdict]])).toEqual(
      named.map(({ namespace }) => [namespace, egressVerdict(namespace)?.verdict]),
    );
    const others = Object.keys(EGRESS_VERDICTS).filter((name) => !named.some(({ namespace }) => namespace === name));
    // One is written among others in the facts, the other one has no pods.
    expect(others).toEqual(['kube-system', 'verrazzano-mc']);
  });
});
