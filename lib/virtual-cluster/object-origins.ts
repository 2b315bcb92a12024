import type { ExplainedDocument, FieldOrigin } from '../gitops/provenance/field-origin';
import { optionOrigin } from '../gitops/provenance/option-origin';
import { isJsonObject, textOf, type JsonValue } from '../values/json';
import { isIngressPolicy } from './objects/ingress-policies';
import { VCLUSTER_VERSION } from './release';
import { settingOrigins, VALUES_SOURCE } from './setting-origins';
import type { VirtualClusterProps } from './virtual-cluster-props';

const SOURCE = `https://github.com/loft-sh/vcluster/tree/v${VCLUSTER_VERSION}/chart/templates`;
/** How many settings are listed. */
const LISTED = 20;

/**
 * Origins of the fields of an object of a virtual cluster: it is made as a template of the chart makes it, of values; the configuration
 * Secret holds all of them.
 * @param document - the object
 * @param props - the options
 * @param values - the values that options state, without defaults
 * @param of - path of the virtual cluster
 * @param name - its name
 */
export function virtualClusterOrigins(
  { content }: ExplainedDocument,
  props: VirtualClusterProps,
  values: JsonValue,
  of: string,
  name: string,
): readonly FieldOrigin[] {
  const object = isJsonObject(content.metadata) ? textOf(content.metadata.name) : '';
  if (content.kind === 'NetworkPolicy' && isIngressPolicy(object, name)) {
    const text = 'the policies of the chart leave ingress open; this package closes it where admitFrom is stated';
    return [
      optionOrigin(['spec', 'ingress'], { props, of }, 'isolation.admitFrom'),
      { at: [], kind: 'rule', text, of, page: 'docs/virtual-clusters.md' },
    ];
  }
  const stated = leaves(values, '').sort();
  const more = stated.length > LISTED ? `, and ${stated.length - LISTED} more` : '';
  const settings = stated.length === 0 ? 'no option' : `${stated.slice(0, LISTED).join(', ')}${more}`;
  return [
    ...(content.kind === 'Secret'
      ? [
          { at: ['data', 'config.yaml'], kind: 'option' as const, text: `options that state ${settings}`, of },
          {
            at: ['data', 'config.yaml'],
            kind: 'default' as const,
            text: `all other settings: the values of chart vcluster ${VCLUSTER_VERSION}`,
            source: VALUES_SOURCE,
          },
        ]
      : []),
    ...settingOrigins(content, props, of),
    optionOrigin(['metadata', 'name'], { props, of }, 'name', 'the id of the construct'),
    optionOrigin(['metadata', 'namespace'], { props, of }, 'namespace'),
    {
      at: [],
      kind: 'rule',
      text: `what chart vcluster ${VCLUSTER_VERSION} makes for ${typeof content.kind === 'string' ? content.kind : 'it'}`,
      of,
      source: SOURCE,
    },
  ];
}

function leaves(value: JsonValue | undefined, path: string): string[] {
  if (!isJsonObject(value)) return path === '' ? [] : [path];
  return Object.entries(value).flatMap(([key, below]) => leaves(below, path === '' ? key : `${path}.${key}`));
}
