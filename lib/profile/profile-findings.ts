import type { PlatformSecret, VerrazzanoManifest } from '../definition/platform';
import type { RemainingStep } from '../gitops/gitops-cluster';
import type { KubernetesFacts } from '../values/kubernetes-facts';
import type { Problem } from '../values/problem';
import type { Finding, Severity } from '../resource/rules';
import { validateVerrazzano } from '../resource/rules';

/** What stands in a message before the allowed values. */
const ALLOWED = '; allowed ';

/**
 * What the platform operator would say about the resource of a profile when it is created, or when it is stored already. What
 * else the cluster holds is unknown.
 * @param resource - the resource as the user states it
 * @param secrets - what will exist by then
 * @param kubernetes - facts about the cluster
 * @param installed - whether the resource is stored already
 */
export function profileFindings(
  resource: VerrazzanoManifest,
  secrets: readonly PlatformSecret[],
  kubernetes: KubernetesFacts | undefined,
  installed = false,
): readonly Finding[] {
  const version = kubernetes?.version;
  return validateVerrazzano({
    resource,
    ...(installed && { previous: resource }),
    // The operator's own manifest runs it once.
    cluster: {
      Pods: [],
      ...(version === undefined ? {} : { KubeVersion: `v${version}${/^\d+\.\d+$/.test(version) ? '.0' : ''}` }),
    },
    expected: secrets.map(({ namespace, name }) => `Secret ${namespace}/${name}`),
  });
}

/**
 * A finding as a problem of the profile.
 * @param finding - the finding
 */
export function findingProblem(finding: Finding): Problem {
  const { rule, path, message, fix } = finding;
  const at = message.lastIndexOf(ALLOWED);
  return {
    at: path,
    what: at < 0 ? message : message.slice(0, at),
    ...('value' in finding ? { got: finding.value } : {}),
    ...(at < 0 ? {} : { allowed: message.slice(at + ALLOWED.length) }),
    fix: `${fix} (rule ${rule})`,
  };
}

/**
 * What a human has to look at before the resource is applied: findings that are no errors.
 * @param findings - all findings
 */
export function findingSteps(findings: readonly Finding[]): readonly RemainingStep[] {
  return [
    ...step(
      'Check what the profile assumes about the cluster',
      'A new installation is refused, or stops, unless all of this holds:',
      findings,
      'assumption',
    ),
    ...step(
      'Look at what the platform operator admits',
      'It does not refuse these settings, and they fail or have no effect later:',
      findings,
      'warning',
    ),
  ];
}

/**
 * What a human has to look at whoever installs: settings without effect, and settings that flows and images do not follow.
 * @param findings - those of `settingFindings`, and of `allow`
 */
export function settingSteps(findings: readonly Finding[]): readonly RemainingStep[] {
  return step(
    'Look at settings that have no effect, or that policies do not follow',
    'The program states them, and they do not do what one might expect:',
    findings,
    'warning',
  );
}

function step(title: string, intro: string, findings: readonly Finding[], severity: Severity): RemainingStep[] {
  const lines = findings.filter((finding) => finding.severity === severity).map(line);
  if (lines.length === 0) return [];
  return [{ title, when: 'before', unit: 'platform', instructions: [intro, '', ...lines].join('\n') }];
}

function line({ path, message, fix }: Finding): string {
  // A path into the facts about a cluster means nothing to who reads of one cluster.
  const where = path.startsWith('cluster.') ? '' : `\`${path}\` `;
  return `- ${where}${message}; ${fix}`.replace(/\s+/g, ' ');
}
