import { readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { Construct } from 'constructs';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { ManifestSet } from '../installer/manifest-set';
import { compare } from '../values/compare';
import { isJsonObject, textOf, type JsonObject, type JsonValue } from '../values/json';
import { isDnsLabel, DNS_LABEL } from '../values/names';
import { throwProblems, type Problem } from '../values/problem';
import { requireProps } from '../values/shape/require-props';

/** Dashboards of the user. */
export interface GrafanaDashboardsProps {
  /**
   * Folder with one dashboard per `.json` file, as Grafana exports them, relative to the working directory of the synthesis.
   * @default - none
   */
  readonly directory?: string;
  /**
   * More dashboards by name, which becomes part of the name of their ConfigMap.
   * @default - none
   */
  readonly dashboards?: Readonly<Record<string, JsonObject>>;
  /**
   * Namespace; Grafana looks in all.
   * @default verrazzano-system
   */
  readonly namespace?: string;
  /**
   * Version of Grafana, such as `12`. Panels of Angular, which 12 and later do not show, are an error then.
   * @default - panels are not looked at
   */
  readonly grafana?: string;
}

/** Label by which the sidecar of Grafana finds dashboards; see `components/rendered` of the release. */
const LABEL = { grafana_dashboard: '1' };

/** Version of Grafana without Angular. */
const WITHOUT_ANGULAR = 12;

/** Panels of Angular that come with Grafana up to 11; see grafana.com, Angular support deprecation. */
const ANGULAR_PANELS: readonly string[] = ['graph', 'singlestat', 'table-old'];

/** A ConfigMap holds at most 1 MiB; see the documentation of Kubernetes. */
const LIMIT = 1024 * 1024;

/**
 * Dashboards of Grafana as ConfigMaps, one each, in place of chart `verrazzano-grafana-dashboards`. Put it into a unit with
 * `serverSideApply: true` where dashboards are larger than 256 KiB.
 */
export class GrafanaDashboards extends Construct {
  /** The ConfigMaps, by name. */
  readonly manifests: readonly KubernetesManifest[];

  /**
   * @param scope - a delivery unit, or a Chart
   * @param id - id of the construct
   * @param props - the dashboards
   * @throws Error that lists every file that is no dashboard, two with one uid, and panels that the version of Grafana does not show
   */
  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    requireProps('GrafanaDashboardsProps', props, scope, id);
    super(scope, id);
    const { namespace = 'verrazzano-system', grafana } = props;
    const sources = [...inDirectory(props.directory), ...Object.entries(props.dashboards ?? {}).map(stated)];
    throwProblems(
      [
        ...(isDnsLabel(namespace) ? [] : [{ what: 'namespace is not valid', got: namespace, allowed: DNS_LABEL }]),
        ...(sources.length > 0 ? [] : [{ what: 'there is no dashboard', fix: 'state directory or dashboards' }]),
        ...sources.flatMap((source) => sourceProblems(source, grafana)),
        ...duplicates(sources),
      ],
      this.node.path,
    );
    this.manifests = sources
      .map(({ name, text }) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `grafana-dashboard-${name}`, namespace, labels: LABEL },
        data: { [`${name}.json`]: text },
      }))
      .sort((a, b) => compare(a.metadata.name, b.metadata.name));
    new ManifestSet(this, 'ConfigMaps', this.manifests);
  }
}

/** A dashboard, and where it comes from. */
interface Source {
  readonly name: string;
  readonly at: string;
  readonly text: string;
  /** Undefined where the text is not JSON. */
  readonly dashboard: JsonValue | undefined;
}

function stated([name, dashboard]: readonly [string, JsonObject]): Source {
  return { name, at: `dashboards.${name}`, text: `${JSON.stringify(dashboard, null, 2)}\n`, dashboard };
}

function inDirectory(directory: string | undefined): Source[] {
  if (directory === undefined) return [];
  const files = filesOf(directory);
  return files.map((file) => {
    const text = readFileSync(join(directory, file), 'utf8').replace(/\r\n/g, '\n');
    return { name: basename(file, '.json'), at: `${directory}/${file}`, text, dashboard: parsed(text) };
  });
}

function filesOf(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((file) => file.endsWith('.json'))
      .sort(compare);
  } catch {
    return [];
  }
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function sourceProblems({ name, at, text, dashboard }: Source, grafana: string | undefined): Problem[] {
  if (dashboard === undefined) return [{ what: `${at} is not JSON` }];
  if (!isJsonObject(dashboard) || textOf(dashboard.title) === '') {
    return [
      { what: `${at} is no dashboard: it has no title`, fix: 'export it from Grafana, without the option for sharing' },
    ];
  }
  const size = Buffer.byteLength(text);
  const angular = Number.parseInt(grafana ?? '0', 10) >= WITHOUT_ANGULAR ? angularPanels(dashboard) : [];
  return [
    ...(isDnsLabel(name)
      ? []
      : [{ what: `${at}: its name is part of that of a ConfigMap`, got: name, allowed: DNS_LABEL }]),
    ...(size > LIMIT ? [{ what: `${at} is larger than a ConfigMap`, got: `${size}`, allowed: `${LIMIT} bytes` }] : []),
    ...(angular.length > 0
      ? [
          {
            what: `${at} has panels of Angular, which Grafana ${grafana ?? ''} does not show`,
            got: angular.join(', '),
            fix: 'open it in Grafana 10 or 11, migrate the panels, and export it again',
          },
        ]
      : []),
  ];
}

/** Titles of the panels of Angular, also in rows. */
function angularPanels(dashboard: JsonObject): string[] {
  const lists = [dashboard.panels, ...objects(dashboard.rows).map(({ panels }) => panels)];
  return lists
    .flatMap(objects)
    .flatMap((panel) => [
      ...(ANGULAR_PANELS.includes(textOf(panel.type)) ? [textOf(panel.title) || textOf(panel.type)] : []),
      ...angularPanels(panel),
    ]);
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

/** Grafana shows one of two dashboards with the same uid. */
function duplicates(sources: readonly Source[]): Problem[] {
  const seen = new Map<string, string>();
  return sources.flatMap(({ name, at, dashboard }) => {
    const uid = isJsonObject(dashboard) ? textOf(dashboard.uid) : '';
    return [`name ${name}`, ...(uid === '' ? [] : [`uid ${uid}`])].flatMap((key) => {
      const other = seen.get(key);
      seen.set(key, at);
      return other === undefined ? [] : [{ what: `two dashboards have the same ${key}`, got: `${other} and ${at}` }];
    });
  });
}
