import type { PlatformSecret, VerrazzanoManifest } from '../definition/platform';
import type { RemainingStep } from '../gitops/gitops-cluster';
import type { KubernetesFacts } from '../values/kubernetes-facts';
import type { Problem } from '../values/problem';
import type { Finding, Severity } from '../resource/rules';
import { validateVerrazzano } from '../resource/rules';

/** Text of a message before the allowed values. */
const ALLOWED = '; allowed ';

/**
 * Findings of the platform operator on the resource of a profile when it is created, or updated if it exists. Other contents of
 * the cluster are unknown.
 * @param resource - the resource as the user sets it
 * @param secrets - Secrets that will exist by then
 * @param kubernetes - facts about the cluster
 * @param installed - whether the resource exists already
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
    // The operator's own manifest runs one replica.
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
 * Remaining steps to check before the resource is applied: findings that are not errors.
 * @param findings - all findings
 */
export function findingSteps(findings: readonly Finding[]): readonly RemainingStep[] {
  return [
    ...step(
      'Check what the profile assumes about the cluster',
      'A new installation is refused, or stops, unless all of these hold:',
      findings,
      'assumption',
    ),
    ...step(
      'Review settings that the platform operator accepts and that fail later',
      'It accepts these settings; later they fail or have no effect:',
      findings,
      'warning',
    ),
  ];
}

/**
 * Remaining steps with every installer: settings without effect, and settings that flows and images do not reflect.
 * @param findings - those of `settingFindings`, and of `allow`
 * @param unit - unit before which they are to be reviewed; undefined is the whole cluster
 */
export function settingSteps(findings: readonly Finding[], unit: string | undefined): readonly RemainingStep[] {
  const steps = step(
    'Review settings that have no effect, or that policies do not reflect',
    'These settings of the program do not have the effect that one might expect:',
    findings,
    'warning',
  );
  return steps.map(({ unit: _, ...rest }) => (unit === undefined ? rest : { ...rest, unit }));
}

function step(title: string, intro: string, findings: readonly Finding[], severity: Severity): RemainingStep[] {
  const lines = findings.filter((finding) => finding.severity === severity).map(line);
  if (lines.length === 0) return [];
  return [{ title, when: 'before', unit: 'platform', instructions: [intro, '', ...lines].join('\n') }];
}

function line({ path, message, fix }: Finding): string {
  // The README is about one cluster, so that the path into facts about clusters is left out.
  const where = path.startsWith('cluster.') ? '' : `\`${path}\` `;
  return `- ${where}${message}; ${fix}`.replace(/\s+/g, ' ');
}
