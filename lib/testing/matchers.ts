import type { App, Chart } from 'cdk8s';
import { Component } from '../definition/component';
import { portOf } from '../definition/port';
import { workloadsOf } from '../definition/workload';
import { Profile } from '../profile/profile';
import type { Explained, TrafficAnswer } from '../profile/profile-network';
import { manifestSerializer } from './serializer';
import type { Expected } from './differences';
import { describeManifest, Manifests } from './manifests';

/** What a matcher answers, in the form of Jest and Vitest. */
export interface MatcherResult {
  /** Whether the expectation holds, before a `not` is considered. */
  readonly pass: boolean;
  /** Why it fails, with or without `not`. */
  readonly message: () => string;
}

/** A port of a destination: its name or number where the destination is a component, none otherwise. */
export type TestedPort = string | number;

/** The matchers as methods of an expectation, by which frameworks declare them. */
export interface VerrazzanoMatchers<R> {
  /** Expects that traffic is open on every port in question. */
  toAllow(from: Explained, to: Explained, port?: TestedPort): R;
  /** Expects that traffic is closed on every port in question. */
  toDeny(from: Explained, to: Explained, port?: TestedPort): R;
  /** Expects that a profile has no findings, except of the rules that are listed. */
  toHaveNoFindings(options?: { readonly except?: readonly string[] }): R;
  /** Expects an object in the output, of which a part is stated. */
  toContainManifest(expected: Expected): R;
}

/** Matchers for the `expect` of Jest and Vitest, and for any other framework that takes such functions. */
export const matchers = {
  /**
   * Expects that traffic is open on every port in question, by NetworkPolicies and the mesh.
   * @param received - a profile
   * @param from - source: a component, pods, or hosts and addresses beyond the cluster
   * @param to - destination
   * @param port - name or number of a port of the destination, which must be a component then. Default: all of its ports
   */
  toAllow(received: unknown, from: Explained, to: Explained, port?: TestedPort): MatcherResult {
    const profile = profileOf(received);
    return verdict(profile.explain(from, target(profile, to, port)), 'open');
  },

  /**
   * Expects that traffic is closed on every port in question. Parameters as for `toAllow`.
   */
  toDeny(received: unknown, from: Explained, to: Explained, port?: TestedPort): MatcherResult {
    const profile = profileOf(received);
    return verdict(profile.explain(from, target(profile, to, port)), 'closed');
  },

  /**
   * Expects that a profile has no findings.
   * @param received - a profile
   * @param options - `except`: ids of rules whose findings are accepted
   */
  toHaveNoFindings(received: unknown, { except = [] }: { readonly except?: readonly string[] } = {}): MatcherResult {
    const found = profileOf(received).findings.filter(({ rule }) => !except.includes(rule));
    const lines = found.map(
      ({ severity, rule, path, message, fix }) => `  ${severity} ${rule} at ${path}: ${message}; ${fix}`,
    );
    return {
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? 'there are no findings, and some are expected'
          : `there are ${found.length} findings:\n${lines.join('\n')}`,
    };
  },

  /**
   * Expects an object in the output.
   * @param received - an app, a Chart, `Manifests`, or objects as plain data
   * @param expected - a part of the object, as for `Manifests.find`
   */
  toContainManifest(received: unknown, expected: Expected): MatcherResult {
    const manifests =
      received instanceof Manifests ? received : Manifests.of(received as App | Chart | readonly object[]);
    const found = manifests.filter(expected);
    return {
      pass: found.length > 0,
      message: () =>
        found.length > 0
          ? `no such object is expected, and there is ${found.map(describeManifest).join(', ')}`
          : manifests.explainMiss(expected),
    };
  },
} as const;

/** What `addMatchers` needs of a framework. */
export interface ExtensibleExpect {
  /** Adds matchers. */
  extend(functions: typeof matchers): unknown;
  /** Adds a serializer of snapshots. */
  addSnapshotSerializer?(serializer: typeof manifestSerializer): unknown;
}

/**
 * Adds the matchers, and the serializer of snapshots where the framework has them.
 * @param expect - `expect` of Jest or Vitest
 */
export function addMatchers(expect: ExtensibleExpect): void {
  expect.extend(matchers);
  expect.addSnapshotSerializer?.(manifestSerializer);
}

function profileOf(value: unknown): Profile {
  if (value instanceof Profile) return value;
  throw new TypeError(
    'what is expected to allow, deny or have findings is not a profile; pass a ProdProfile, DevProfile, ...',
  );
}

function target(profile: Profile, to: Explained, port: TestedPort | undefined): Explained {
  if (port === undefined) return to;
  if (!(to instanceof Component)) {
    throw new TypeError(
      'a port is stated, and the destination is not a component; state the ports of pods and hosts in them',
    );
  }
  const { name } = to.definition;
  const definition = profile.runningComponents.find((each) => each.name === name);
  if (definition === undefined) throw new TypeError(`${name} is not enabled, so that it has no ports`);
  if (typeof port === 'string') return portOf(definition, port);
  const ports = workloadsOf(definition).flatMap((workload) => workload.ports.map((each) => ({ workload, ...each })));
  const found = ports.find((each) => each.port === port);
  if (found !== undefined) return portOf(definition, `${found.workload.name}/${found.key}`);
  const allowed = ports.map((each) => `${each.port} (${each.key})`).join(', ');
  throw new TypeError(`${name} has no port ${port}; it has ${allowed}`);
}

function verdict({ state, text }: TrafficAnswer, wanted: TrafficAnswer['state']): MatcherResult {
  return { pass: state === wanted, message: () => `the traffic is ${state}\n${text}` };
}
