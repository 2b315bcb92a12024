import type { JsonValue } from '../values/json';
import type { CheckedObject } from './checked-object';
import type { Path } from '../values/path';

/** `error`: refused, dropped or broken; `warning`: probably not meant; `info`: cannot be decided from the input. */
export type FindingSeverity = 'error' | 'warning' | 'info';

/** What a rule of `check` is. */
export interface CheckRuleFacts {
  /** What it finds. */
  readonly finds: string;
  /** The severities that its findings have. */
  readonly severities: readonly FindingSeverity[];
  /** What to do about a finding in general; each finding says more. */
  readonly fix: string;
}

/** The rules. */
export const CHECK_RULES = {
  'unreadable-file': {
    finds:
      'a file or folder that cannot be read, a file that is not YAML or JSON, or an object without kind or apiVersion',
    severities: ['error'],
    fix: 'correct the file, or name folders that hold manifests alone',
  },
  'unknown-field': {
    finds: 'a field that a schema does not have, which the API server drops or refuses',
    severities: ['error', 'warning'],
    fix: 'correct its name or its place; the finding names the fields that are known there',
  },
  'invalid-value': {
    finds: 'a value that the schema, or the validation of the API server, refuses',
    severities: ['error', 'warning'],
    fix: 'write one of the values that the finding allows',
  },
  'missing-field': {
    finds: 'a required field that is missing',
    severities: ['error'],
    fix: 'add it',
  },
  'unknown-kind': {
    finds: 'a kind without a known schema, which is not checked',
    severities: ['info'],
    fix: 'pass its CustomResourceDefinition with `--crds`',
  },
  'filled-in-later': {
    finds:
      'a value that is known at delivery only, which is not checked: one with a variable that a Kustomization of Flux, a plugin of Argo CD, or `vars` of a kustomization fills in, one that SOPS encrypts, or an image that ko builds',
    severities: ['info'],
    fix: 'check what comes of it, as `flux build kustomization`, `kustomize build` or `sops --decrypt` prints it',
  },
  'cel-rule': {
    finds:
      'a value that a rule in CEL of its definition refuses; and, once for each kind, the rules that are not evaluated',
    severities: ['error', 'warning', 'info'],
    fix: 'correct the value; for rules that are not evaluated, try a dry run at an API server that has the definition',
  },
  'removed-api': {
    finds: 'an API version that a version of Kubernetes does not serve',
    severities: ['error'],
    fix: 'write the version that the finding names, or narrow `--kubernetes`',
  },
  'deprecated-api': {
    finds: 'an API version that is served and deprecated',
    severities: ['warning'],
    fix: 'write the version that follows it',
  },
  'dropped-field': {
    finds: 'a status, fields that the API server writes, or a namespace where the kind has none',
    severities: ['error', 'warning'],
    fix: 'remove it',
  },
  'duplicate-object': {
    finds: 'two objects of one kind, namespace and name, or one that a kustomization brings twice',
    severities: ['error'],
    fix: 'keep one of them',
  },
  'rival-object': {
    finds:
      'two autoscalers of one workload, or two disruption budgets of one pod, which then do nothing; and objects of Istio of which the older one alone is used: servers of Gateways, routes of a host, and what acts on the same pods',
    severities: ['warning'],
    fix: 'keep one of them',
  },
  'no-effect': {
    finds:
      'an autoscaler that cannot scale, since containers state no requests or no API group has what it names, a disruption budget that permits no eviction, a route of Istio for hosts that its Gateway does not accept, or labels, annotations and users of pods that its sidecars do not serve',
    severities: ['error', 'warning', 'info'],
    fix: 'give it what it needs',
  },
  'invalid-image': {
    finds: 'an image that no container runtime can read as a reference',
    severities: ['error', 'info'],
    fix: 'correct the reference',
  },
  'invalid-name': {
    finds: 'a name, label or annotation that the API server refuses',
    severities: ['error', 'warning'],
    fix: 'use a name of the form that the finding describes',
  },
  'too-large': {
    finds: 'an object beyond a limit of ConfigMaps and Secrets, or of client-side apply',
    severities: ['error', 'warning'],
    fix: 'split it, or apply it server-side',
  },
  'dangling-reference': {
    finds:
      'a Service, ServiceAccount, Secret, ConfigMap, key, port, claim, class, issuer, role, gateway, listener, subset, workload, source or container that nothing provides, a file or patched object that a kustomization does not have, or an object of another namespace that does not permit it',
    severities: ['error', 'warning', 'info'],
    fix: 'add it, correct the name, or declare it with `--external`',
  },
  'unmatched-selector': {
    finds: 'a selector that matches no pod, no Service, or not the template beside it',
    severities: ['error', 'warning', 'info'],
    fix: 'correct the labels on one side',
  },
  'sync-wave': {
    finds: 'an object that waits for one of a later wave or hook phase of Argo CD, so that the sync never ends',
    severities: ['error'],
    fix: 'move one of them to another wave',
  },
  'argo-cd': {
    finds: 'an annotation of Argo CD with a value that it ignores or refuses',
    severities: ['error'],
    fix: 'write one of the values that the finding allows',
  },
  'app-project': {
    finds: 'a repository, cluster, namespace or kind that the AppProject of an Application does not permit',
    severities: ['error', 'info'],
    fix: 'add it to the AppProject, or correct the Application',
  },
  secret: {
    finds: 'a Secret with content, a string with the form of a credential, or a literal under a key for credentials',
    severities: ['error', 'warning'],
    fix: 'refer to a Secret that is made at run time, and change the credential',
  },
  'certificate-authority': {
    finds:
      'a Certificate of an authority that gets a new key at a renewal, or a copy of the certificate of an authority in a Secret, ConfigMap, webhook configuration or APIService that no program refreshes',
    severities: ['warning', 'info'],
    fix: 'keep the key at renewals, and let a program refresh the copies',
  },
  'certificate-host': {
    finds: 'a host of an Ingress or Gateway that the Certificate of its Secret does not cover',
    severities: ['error', 'info'],
    fix: 'add the host to `dnsNames` of the Certificate',
  },
  connectivity: {
    finds: 'a policy without the effect that was probably meant, as `cdk8s-verrazzano connectivity` warns about it',
    severities: ['error', 'warning', 'info'],
    fix: 'correct the selector, port or peer that the finding names',
  },
  'unused-allowance': {
    finds: 'an entry of the allow-list that matches no finding',
    severities: ['warning'],
    fix: 'remove it',
  },
} as const satisfies Readonly<Record<string, CheckRuleFacts>>;

/** Name of a rule. */
export type CheckRule = keyof typeof CHECK_RULES;

/** Something that a rule finds. */
export interface CheckFinding {
  /** The rule. */
  readonly rule: CheckRule;
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** The file; empty where there is none. */
  readonly file: string;
  /** Line in the file, from 1; undefined where it is not known. */
  readonly line?: number;
  /** The object, as `Kind.group namespace/name`; empty for a file that has none. */
  readonly object: string;
  /** Path of the field in the object; empty for the object itself. */
  readonly field: string;
  /** What is wrong, as the rest of a sentence about the field. */
  readonly message: string;
  /** The value. */
  readonly got?: JsonValue;
  /** What is allowed. */
  readonly allowed?: string;
  /** What to do. */
  readonly fix: string;
}

/** A finding before it has a place in a file. */
export interface Found extends Omit<CheckFinding, 'file' | 'line' | 'object' | 'field'> {
  /** The object. */
  readonly at: CheckedObject;
  /** Path in the object. */
  readonly path: Path;
}
