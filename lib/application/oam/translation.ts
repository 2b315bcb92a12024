import { createHash } from 'crypto';
import type { AppliedComponent } from './apply';
import type { OamClusterState } from './cluster-state';
import type { OperatorImages } from './environment';
import type { Findings } from './finding';
import { nameOf, namespaceOf, textAt, type KubeObject } from './object';

/** What every part of a translation works on. */
export interface Translation {
  /** The cluster. */
  readonly state: OamClusterState;
  /** Images of the application operator. */
  readonly images: OperatorImages;
  /** Where problems go. */
  readonly findings: Findings;
  /** Whether mistakes of release 1.7.2 are corrected. */
  readonly corrected: boolean;
}

/** A component with what its workload controller made of it. */
export interface TranslatedComponent extends AppliedComponent {
  /** The objects that the workload controller made, which the workload object owns. */
  readonly children: readonly KubeObject[];
}

/**
 * The uid of a workload object, by which selectors find its pods: of the live object or of what the cluster holds of it, else one that
 * is the same in every translation.
 * @param state - the cluster
 * @param workload - the workload object
 * @param label - the label that holds the uid
 * @param deployment - name of the Deployment
 */
export function workloadUid(state: OamClusterState, workload: KubeObject, label: string, deployment: string): string {
  const namespace = namespaceOf(workload);
  const [group] = workload.apiVersion.split('/');
  const live = state.get(group ?? '', workload.kind, namespace, nameOf(workload));
  const uid = live === undefined ? undefined : textAt(live, 'metadata', 'uid');
  if (uid !== undefined && uid !== '') return uid;
  const there = state.get('apps', 'Deployment', namespace, deployment);
  const selected = there === undefined ? undefined : textAt(there, 'spec', 'selector', 'matchLabels', label);
  return selected ?? stableUid([group, workload.kind, namespace, nameOf(workload)].join('/'));
}

/** A uid of version 8 of RFC 9562, made of a string. */
function stableUid(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}

/** The first trait of a kind on a component, by name, as the controllers of workloads find it. */
export function traitOf(component: AppliedComponent, kind: string): KubeObject | undefined {
  const found = component.applied.filter((trait) => trait.kind === kind);
  return found.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))[0];
}

/** Whether the ApplicationConfiguration lists a trait of a kind for a component, applied or not. */
export function hasTrait(component: AppliedComponent, kind: string): boolean {
  return component.traits.some(({ object }) => object.kind === kind);
}
