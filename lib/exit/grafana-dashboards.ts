import { readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import { Construct } from 'constructs';
import { grafana } from '../components/grafana';
import { DASHBOARD_LABEL } from '../components/grafana-names';
import type { KubernetesManifest } from '../definition/kubernetes-manifest';
import { ManifestSet } from '../installer/manifest-set';
import { compare } from '../values/compare';
import { isJsonObject, type JsonObject, type JsonValue, parsedJson, textOf } from '../values/json';
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
}

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
   * @throws Error that lists every file that is not a dashboard, and two with one uid
   */
  constructor(scope: Construct, id: string, props: GrafanaDashboardsProps) {
    requireProps('GrafanaDashboardsProps', props, scope, id);
    super(scope, id);
    const { namespace = grafana.namespace, directory, dashboards = {} } = props;
    const files = directory === undefined ? [] : filesOf(directory);
    const sources = [...(files ?? []), ...Object.entries(dashboards).map(stated)];
    throwProblems(
      [
        ...(isDnsLabel(namespace) ? [] : [{ what: 'namespace is not valid', got: namespace, allowed: DNS_LABEL }]),
        ...(files === undefined ? [{ what: 'directory cannot be read', got: directory, allowed: 'a folder' }] : []),
        ...(files === undefined || sources.length > 0
          ? []
          : [{ what: 'there is no dashboard', fix: 'state a directory with .json files, or dashboards' }]),
        ...sources.flatMap(sourceProblems),
        ...duplicates(sources),
      ],
      this.node.path,
    );
    this.manifests = sources
      .map(({ name, text }) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          name: `grafana-dashboard-${name}`,
          namespace,
          labels: { [DASHBOARD_LABEL.key]: DASHBOARD_LABEL.value },
        },
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

/** The dashboards in a folder; undefined where it cannot be read. */
function filesOf(directory: string): Source[] | undefined {
  try {
    return readdirSync(directory)
      .filter((file) => file.endsWith('.json'))
      .sort(compare)
      .map((file) => {
        const text = readFileSync(join(directory, file), 'utf8').replace(/\r\n/g, '\n');
        return { name: basename(file, '.json'), at: `${directory}/${file}`, text, dashboard: parsedJson(text) };
      });
  } catch {
    return undefined;
  }
}

function sourceProblems({ name, at, text, dashboard }: Source): Problem[] {
  if (dashboard === undefined) return [{ what: `${at} is not JSON` }];
  if (!isJsonObject(dashboard) || textOf(dashboard.title) === '') {
    return [
      {
        what: `${at} is not a dashboard: it has no title`,
        fix: 'export it from Grafana, without the option for sharing',
      },
    ];
  }
  const size = Buffer.byteLength(text);
  return [
    ...(isDnsLabel(name)
      ? []
      : [{ what: `${at}: its name is part of that of a ConfigMap`, got: name, allowed: DNS_LABEL }]),
    ...(size > LIMIT ? [{ what: `${at} is larger than a ConfigMap`, got: `${size}`, allowed: `${LIMIT} bytes` }] : []),
  ];
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
