import type { Problem } from '../../values/problem';
import type { DeliveryUnit } from '../delivery-unit';
import type { GitOpsCluster } from '../gitops-cluster';
import { problem } from '../problem';
import type { AllowedSecret } from '../secrets';
import { isAllowed, secretProblem, secretsInObject, secretsInText } from '../secrets';
import type { Manifest } from './rendered-object';

/**
 * Secrets in an object that is to be written.
 *
 * @param allowed - what may be written all the same
 */
export function objectSecrets(manifest: Manifest, allowed: readonly AllowedSecret[] = []): Problem[] {
  const { kind, metadata } = manifest;
  return secretsInObject(manifest, { kind, name: metadata.name })
    .filter((finding) => !isAllowed(finding, allowed))
    .map((finding) => secretProblem(finding));
}

/**
 * Secrets in what a cluster has beside objects: host files, and texts of its README and its Applications.
 *
 * @returns messages
 */
export function clusterSecrets(cluster: GitOpsCluster, units: readonly DeliveryUnit[]): string[] {
  const { path } = cluster.node;
  const inFiles = [...cluster.hostFiles]
    .filter(([name]) => !cluster.allowedHostFiles.has(name))
    .flatMap(([name, content]) => {
      const subject = `the host file ${name}`;
      const fix = 'write it at run time; if it is not a credential, give addHostFile() a reason in allowCredentials';
      return secretsInText(content, { name, isYaml: false }).map((found) =>
        problem(path, { ...secretProblem(found, subject), fix }),
      );
    });
  const { destination, requiredSecrets, remainingSteps } = cluster;
  const ofUnits = units.map(({ node, props: { kustomization: _, ...props } }) => [node.path, props] as const);
  const texts = [[path, { destination, requiredSecrets, remainingSteps }] as const, ...ofUnits];
  const inTexts = texts.flatMap(([place, value]) =>
    secretsInObject(value, { kind: 'text', name: 'of the README' })
      .filter(({ rule }) => rule === 'pattern')
      .map(({ at, what }) => problem(place, { what: `${at} ${what}`, fix: 'describe it without the value' })),
  );
  return [...inFiles, ...inTexts];
}

/**
 * Entries of an allow-list that are incomplete.
 *
 * @param path - construct path of the delivery unit
 */
export function allowListProblems(path: string, allowed: readonly AllowedSecret[]): string[] {
  return allowed
    .filter(({ reason }) => reason.trim() === '')
    .map(({ name }) =>
      problem(path, { what: `allowSecrets of ${name} has no reason`, fix: 'say why it holds no credentials' }),
    );
}
