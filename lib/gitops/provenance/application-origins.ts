import type { IConstruct } from 'constructs';
import type { DeliveryUnit, DeliveryUnitProps } from '../delivery-unit';
import { ringRevision } from '../argo/rollout';
import type { DeliveryProps } from '../argo/settings';
import { GitOpsCluster } from '../gitops-cluster';
import { SYNC_WAVE_ANNOTATION } from '../wave';
import { valueAtPath } from '../../values/path';
import type { JsonObject } from '../../values/json';
import type { ExplainedDocument, FieldOrigin, FieldPath } from './field-origin';
import { optionOrigin } from './option-origin';

/** Options of a unit, the fields of its Application that follow from them, and what holds without them. */
const OF_UNIT: ReadonlyArray<readonly [at: FieldPath, option: keyof DeliveryUnitProps, otherwise?: string]> = [
  [['metadata', 'annotations', SYNC_WAVE_ANNOTATION], 'wave'],
  [['spec', 'destination', 'namespace'], 'namespace', 'the first namespace of its objects, or default'],
  [['spec', 'syncPolicy', 'retry'], 'retry', '10 times, 30s to 10m apart'],
  [['spec', 'ignoreDifferences'], 'ignoreDifferences'],
];

/**
 * Origins of the fields of an Application of Argo CD.
 * @param construct - the delivery unit; the app for an Application of the root
 * @param unit - the delivery unit; undefined for an Application of the root
 * @param document - the Application
 * @param app - options of the app
 */
export function applicationOrigins(
  construct: IConstruct,
  unit: DeliveryUnit | undefined,
  { content, creator }: ExplainedDocument,
  app: DeliveryProps,
): readonly FieldOrigin[] {
  const ofApp = { props: app, of: '' };
  const cluster = GitOpsCluster.of(construct);
  return [
    ...(unit === undefined ? rootOrigins() : unitOrigins(unit, creator)),
    optionOrigin(['metadata', 'namespace'], ofApp, 'argoCd.namespace', 'argocd'),
    ...(unit?.props.helm === undefined
      ? [
          optionOrigin(['spec', 'source', 'repoURL'], ofApp, 'repository.url'),
          ringRevision(app.rollout, (cluster ?? clusterOf(construct, content))?.ring) === undefined
            ? optionOrigin(['spec', 'source', 'targetRevision'], ofApp, 'repository.revision', 'main')
            : optionOrigin(['spec', 'source', 'targetRevision'], ofApp, 'rollout.rings'),
          optionOrigin(['spec', 'source', 'path'], ofApp, 'repository.path', 'the top of the repository'),
          rule(['spec', 'source', 'path'], 'below it the folder of the output', construct.node.path),
        ]
      : []),
    optionOrigin(['spec', 'syncPolicy', 'automated'], ofApp, 'argoCd.automated', 'prune and selfHeal'),
    ...(cluster === undefined ? [] : clusterOrigins(cluster)),
  ];
}

/** The cluster that an Application of the root delivers; undefined for that of the root itself. */
function clusterOf(app: IConstruct, application: JsonObject): GitOpsCluster | undefined {
  const name = valueAtPath(application, ['metadata', 'name']);
  return app.node.children.map((each) => GitOpsCluster.of(each)).find((cluster) => cluster?.clusterName === name);
}

/** The Applications of the root are not those of a unit. */
function rootOrigins(): readonly FieldOrigin[] {
  return [
    rule(['metadata', 'name'], 'name of the cluster, or of the app', ''),
    rule(['spec', 'source', 'directory'], 'the root is not part of what it delivers', ''),
    rule(['metadata', 'finalizers'], 'the Applications of a cluster go with it; what they delivered stays', ''),
    rule(['spec', 'destination'], 'the namespace and the cluster in which Argo CD runs', ''),
    rule(['spec', 'project'], 'only the AppProject of the root may write Applications', ''),
    rule(['spec', 'syncPolicy', 'retry'], 'for Applications of clusters longer than an installation takes', ''),
  ];
}

function clusterOrigins({ clusterName, destination, node: { path: of } }: GitOpsCluster): readonly FieldOrigin[] {
  const isDefault = 'name' in destination && destination.name === clusterName;
  return [
    rule(['spec', 'project'], 'each cluster has an AppProject', of),
    optionOrigin(
      ['spec', 'destination'],
      { props: isDefault ? {} : { destination }, of },
      'destination',
      'the name of the cluster',
    ),
  ];
}

function unitOrigins(unit: DeliveryUnit, creator: string): readonly FieldOrigin[] {
  const { helm, serverSideApply, ignoreDifferences } = unit.props;
  return [
    rule(['metadata', 'name'], 'names of cluster and delivery unit', unit.node.path),
    rule(['spec', 'source', 'directory'], 'the files of a unit are in folders by namespace', unit.node.path),
    ...OF_UNIT.map(([at, option, otherwise]) => unitOrigin(at, unit, creator, option, otherwise)),
    ...(serverSideApply === true
      ? [unitOrigin(['spec', 'syncPolicy', 'syncOptions'], unit, creator, 'serverSideApply')]
      : []),
    ...(ignoreDifferences === undefined
      ? []
      : [unitOrigin(['spec', 'syncPolicy', 'syncOptions'], unit, creator, 'ignoreDifferences')]),
    ...(helm === undefined
      ? []
      : (['source', 'sources'] as const).map((field) => unitOrigin(['spec', field], unit, creator, 'helm'))),
  ];
}

/**
 * An option of a delivery unit; a rule where this package makes the unit, since the program does not state it then.
 * @param at - the field that follows from it
 * @param unit - the unit
 * @param creator - path of the construct of the program that has made the unit
 * @param option - the option
 * @param otherwise - what holds without it; undefined: it is stated
 */
export function unitOrigin(
  at: FieldPath,
  { props, node: { path: of } }: DeliveryUnit,
  creator: string,
  option: keyof DeliveryUnitProps,
  otherwise?: string,
): FieldOrigin {
  if (creator === of) return optionOrigin(at, { props, of }, option, otherwise);
  return rule(at, `${option} of the delivery unit, as this package creates it`, of);
}

function rule(at: FieldPath, text: string, of: string): FieldOrigin {
  return { at, kind: 'rule', text, of };
}
