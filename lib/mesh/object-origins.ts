import type { ExplainedDocument, FieldOrigin } from '../gitops/provenance/field-origin';
import { optionOrigin } from '../gitops/provenance/option-origin';
import { isJsonObject } from '../values/json';

/** An option, and what a field follows from where the program does not give it. */
type OptionOf = readonly [option: string, otherwise?: string];

/** Fields of `spec` whose options have other names, or that methods of the construct add to, by kind. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, OptionOf>>>> = {
  Gateway: { servers: ['servers', 'calls of addServer()'] },
  VirtualService: { http: ['routes', 'calls of addRoute()'], tls: ['tlsRoutes', 'calls of addTlsRoute()'] },
  DestinationRule: { subsets: ['subsets', 'calls of addSubset()'] },
  ServiceEntry: { ports: ['ports', 'calls of addPort()'], endpoints: ['endpoints', 'calls of addEndpoint()'] },
};

/** Parts of `trafficPolicy` whose options have other names. */
const POLICY_OPTIONS: Readonly<Record<string, string>> = { portLevelSettings: 'ports' };

/**
 * Origins of the fields of an object of Istio that the program creates; none where another construct of this package creates it.
 * @param document - the object
 * @param props - the options
 * @param of - path of the construct
 */
export function meshObjectOrigins(
  { content, creator }: ExplainedDocument,
  props: object,
  of: string,
): readonly FieldOrigin[] {
  if (creator !== of) return [];
  const { kind, spec } = content;
  const options = OPTIONS[typeof kind === 'string' ? kind : ''] ?? {};
  const fields = isJsonObject(spec) ? Object.keys(spec) : [];
  return [
    ...policyOrigins(spec, props, of),
    ...fields
      .filter((field) => field !== 'trafficPolicy')
      .map((field) => {
        const [name, otherwise] = options[field] ?? [field];
        return given(['spec', field], name, props, of, otherwise);
      }),
    ...metadataOrigins(props, of),
  ];
}

/** Each part of a traffic policy is an option of the rule. */
function policyOrigins(spec: unknown, props: object, of: string): readonly FieldOrigin[] {
  const policy = isJsonObject(spec) ? spec.trafficPolicy : undefined;
  const parts = isJsonObject(policy) ? Object.keys(policy) : [];
  return parts.map((part) => given(['spec', 'trafficPolicy', part], POLICY_OPTIONS[part] ?? part, props, of));
}

/** Fields of the objects of an egress route by kind, and the options that they follow from. */
const EGRESS: Readonly<Record<string, ReadonlyArray<readonly [field: string, option: string, otherwise?: string]>>> = {
  ServiceEntry: [
    ['hosts', 'host'],
    ['ports', 'port', 'port 443 of the host'],
    ['ports', 'tls', 'the application encrypts'],
    ['exportTo', 'exportTo', 'its own namespace, and that of the gateway'],
  ],
  Gateway: [['servers', 'host']],
  VirtualService: [
    ['hosts', 'host'],
    ['exportTo', 'exportTo', 'its own namespace, and that of the gateway'],
  ],
  DestinationRule: [['exportTo', 'exportTo', 'its own namespace']],
};

/**
 * Origins of the fields of an object of an egress route.
 * @param document - the object
 * @param props - the options
 * @param of - path of the construct
 */
export function egressRouteOrigins(
  { content }: ExplainedDocument,
  props: { readonly host: string },
  of: string,
): readonly FieldOrigin[] {
  const isToHost = content.kind === 'DestinationRule' && isJsonObject(content.spec) && content.spec.host === props.host;
  if (isToHost) return [...toHostOrigins(props, of), ...metadataOrigins(props, of)];
  const fields = EGRESS[typeof content.kind === 'string' ? content.kind : ''] ?? [];
  return [
    ...fields.map(([field, option, otherwise]) => given(['spec', field], option, props, of, otherwise)),
    {
      at: ['spec'],
      kind: 'rule',
      text: 'the way from the sidecar to the egress gateway, and from there to the host',
      page: 'docs/mesh.md',
    },
    ...metadataOrigins(props, of),
  ];
}

/** The rule by which the egress gateway encrypts. */
function toHostOrigins(props: object, of: string): readonly FieldOrigin[] {
  const text = 'for the egress gateway alone: sidecars do not encrypt on the way to it';
  return [
    given(['spec', 'host'], 'host', props, of),
    given(['spec', 'trafficPolicy'], 'tls', props, of),
    { at: ['spec', 'exportTo'], kind: 'rule', text, of, page: 'docs/mesh.md' },
  ];
}

function metadataOrigins(props: object, of: string): readonly FieldOrigin[] {
  return [
    given(['metadata', 'name'], 'name', props, of, 'the id of the construct'),
    given(['metadata', 'namespace'], 'namespace', props, of, 'that of the delivery unit'),
    given(['metadata', 'labels'], 'labels', props, of),
  ];
}

function given(
  at: readonly string[],
  option: string,
  props: object,
  of: string,
  otherwise = 'default of the construct',
): FieldOrigin {
  return optionOrigin(at, { props, of }, option, otherwise);
}
