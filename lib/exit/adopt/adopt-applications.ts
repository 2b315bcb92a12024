import { translateOam } from '../../application';
import { LOCAL_REGISTRATION_SECRET, REGISTRATION_SECRET, SYSTEM_NAMESPACE } from '../../cluster/registration/names';
import { groupOf, kindOf, listAt, nameOf, namespaceOf, textAt } from '../../connectivity/manifest';
import { secretsInObject } from '../../gitops/secrets';
import { clustersOf, LOCAL_CLUSTER } from '../../resource/multicluster';
import { compare } from '../../values/compare';
import { isJsonObject, type JsonObject } from '../../values/json';
import type { Dump, DumpObject } from '../dump/dump';
import { describeObject } from '../dump/dump';
import { HIDDEN } from '../../gitops/secrets/redact';
import type { AdoptFinding } from './adopt-finding';

/** An OAM application of a dump. */
export interface FoundApplication {
  /** Namespace. */
  readonly namespace: string;
  /** Name of the ApplicationConfiguration. */
  readonly name: string;
  /** Components it names that the dump lacks. */
  readonly missing: readonly string[];
}

/** The OAM applications of a dump, and what becomes of them. */
export interface AdoptedApplications {
  readonly applications: readonly FoundApplication[];
  /** Kubernetes and Istio objects that take their place, by namespace and kind; they hold no credential. */
  readonly objects: readonly JsonObject[];
  readonly findings: readonly AdoptFinding[];
}

const OAM_GROUPS: ReadonlySet<string> = new Set(['core.oam.dev', 'oam.verrazzano.io', 'app.verrazzano.io']);

/** Kinds of the multicluster API that wrap OAM objects. */
const WRAPPERS: ReadonlySet<string> = new Set(['MultiClusterApplicationConfiguration', 'MultiClusterComponent']);

/** Namespaces beside those of applications whose objects decide about names, such as that of the console's host. */
const CONTEXT: ReadonlySet<string> = new Set(['istio-system', 'verrazzano-install', 'verrazzano-system']);

/** Kinds that never decide about a translation and make up much of a dump. */
const NO_CONTEXT: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'Node',
  'Pod',
  'ReplicaSet',
  'Verrazzano',
]);

/**
 * What the OAM applications of a dump become: what release 1.7.2 makes of them, without the operators that make it.
 * @param dump - the dump
 * @param cluster - name of its cluster among the managed ones; undefined for a cluster that is not registered, or whose name is not known
 */
export function adoptedApplications(dump: Dump, cluster?: string): AdoptedApplications {
  const oam = dump.objects.filter((object) => OAM_GROUPS.has(groupOf(object)) || isWrapperHere(object));
  const applications = dump
    .list('ApplicationConfiguration', 'core.oam.dev')
    .map((object) => found(object, dump))
    .sort((a, b) => compare(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`));
  if (oam.length === 0) return { applications, objects: [], findings: [] };
  const { objects, findings } = translated(oam, [...context(dump, oam), ...registration(cluster)]);
  const unsafe = objects.filter(hasCredential);
  return {
    applications,
    objects: objects.filter((object) => !unsafe.includes(object)).sort((a, b) => compare(keyOf(a), keyOf(b))),
    findings: [
      ...applications.flatMap(missingFindings),
      ...findings,
      ...unsafe.map((object): AdoptFinding => {
        const what = 'holds a credential, and is not written';
        return { severity: 'error', at: describeObject(object), what, fix: 'put it into a Secret, and adopt again' };
      }),
    ],
  };
}

/** What is placed on other clusters runs there; agents bring what it becomes. */
function isWrapperHere(object: DumpObject): boolean {
  return WRAPPERS.has(object.kind) && clustersOf(object).includes(LOCAL_CLUSTER);
}

function found(object: JsonObject, dump: Dump): FoundApplication {
  const [namespace, name] = [namespaceOf(object), nameOf(object)];
  const components = listAt(object, 'spec', 'components')
    .filter(isJsonObject)
    .flatMap((one) => textAt(one, 'componentName') ?? []);
  const missing = components.filter((one) => dump.find('Component', namespace, one) === undefined);
  return { namespace, name, missing };
}

function missingFindings({ namespace, name, missing }: FoundApplication): AdoptFinding[] {
  if (missing.length === 0) return [];
  const what = 'names Components that the dump lacks';
  const fix = `add what \`kubectl get components.core.oam.dev -n ${namespace} -o yaml\` prints`;
  return [{ severity: 'error', at: `ApplicationConfiguration ${namespace}/${name}`, what, got: missing, fix }];
}

function context(dump: Dump, oam: readonly DumpObject[]): JsonObject[] {
  const namespaces = new Set(oam.map(namespaceOf));
  const projects = dump.list('VerrazzanoProject');
  const others = dump.objects.filter((object) => {
    if (NO_CONTEXT.has(object.kind) || oam.includes(object) || isRegistration(object)) return false;
    if (object.kind === 'Namespace' || projects.includes(object)) return true;
    const namespace = namespaceOf(object);
    return namespaces.has(namespace) || CONTEXT.has(namespace);
  });
  return others.map(withoutHidden);
}

/** The content of Secrets is not known, and what stands for it is not text in base64. */
function withoutHidden(object: DumpObject): JsonObject {
  if (object.kind !== 'Secret') return object;
  const { data: _, stringData: __, ...rest } = object;
  return rest;
}

/** Secrets that name the cluster. */
function isRegistration(object: DumpObject): boolean {
  const names = [REGISTRATION_SECRET, LOCAL_REGISTRATION_SECRET];
  return object.kind === 'Secret' && names.includes(nameOf(object)) && namespaceOf(object) === SYSTEM_NAMESPACE;
}

function registration(cluster: string | undefined): JsonObject[] {
  if (cluster === undefined) return [];
  const metadata = { name: REGISTRATION_SECRET, namespace: SYSTEM_NAMESPACE };
  return [{ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { 'managed-cluster-name': cluster } }];
}

/** An application that the translation cannot read must not keep the rest of a cluster from being adopted. */
function translated(
  objects: readonly JsonObject[],
  others: readonly JsonObject[],
): { readonly objects: readonly JsonObject[]; readonly findings: readonly AdoptFinding[] } {
  try {
    const result = translateOam({ objects, context: others });
    return {
      objects: result.objects,
      findings: result.findings.map(({ object, severity, ...problem }) => ({
        ...problem,
        severity: severity === 'warning' ? 'warning' : 'error',
        at: object,
      })),
    };
  } catch (error) {
    const got = error instanceof Error ? error.message : 'an unknown error';
    const what = 'the OAM applications cannot be converted';
    const fix = 'convert them one by one: cdk8s-verrazzano convert';
    return { objects: [], findings: [{ severity: 'error', at: 'applications', what, got, fix }] };
  }
}

/**
 * Whether an object must not be written into a program.
 * @param object - an object, or a part of one
 */
export function hasCredential(object: JsonObject): boolean {
  const name = describeObject(object);
  return JSON.stringify(object).includes(HIDDEN) || secretsInObject(object, { kind: 'File', name }).length > 0;
}

function keyOf(object: JsonObject): string {
  return [namespaceOf(object), kindOf(object), groupOf(object), nameOf(object)].join('/');
}
