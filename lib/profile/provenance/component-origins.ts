import { INJECTION_LABEL } from '../../values/injection-labels';
import type { ComponentDefinition } from '../../definition/definition';
import { chartValue } from '../../definition/stated-values';
import { namespacesOf } from '../../definition/namespace';
import { upstreamUrl } from '../../definition/source-url';
import type { ExplainedDocument, FieldOrigin, FieldPath } from '../../gitops/provenance/field-origin';
import { SYNC_WAVE_ANNOTATION } from '../../gitops/wave';
import { systemIngressTable } from '../../ingress/system-ingresses';
import { isJsonObject, type JsonObject, textOf } from '../../values/json';
import { valueAtPath } from '../../values/path';
import { settingFragments } from '../stated-resource';
import { leaves, profileOrigin } from './resource-origins';
import { chartSourceOrigins, sourcePaths } from './chart-source-origins';
import { definitionNamed, fact, option, type Subject } from './subject';

/**
 * Origins of objects and charts that are made of the definition of a component: those of units `objects/...` and `charts/...`,
 * namespaces, Ingresses and Certificates.
 * @param document - the document
 * @param subject - the profile
 */
export function componentOrigins({ content, unit }: ExplainedDocument, subject: Subject): readonly FieldOrigin[] {
  const [folder = '', name = ''] = (unit ?? '').split('/');
  const definition = definitionNamed(subject, name) ?? ofChart(content, subject);
  const kinds: Readonly<Record<string, () => readonly FieldOrigin[]>> = {
    Namespace: () => namespaceOrigins(content, subject),
    Ingress: () => ingressOrigins(content, subject),
    Certificate: () => certificateOrigins(content, subject),
    Application: () =>
      definition === undefined
        ? []
        : [...chartOrigins(content, definition, subject), ...chartSourceOrigins(content, definition, subject)],
  };
  const whole =
    definition !== undefined && ['objects', 'charts'].includes(folder)
      ? [
          fact(
            [],
            definition,
            folder === 'charts' ? 'its chart' : 'objects that the code of the platform operator creates',
          ),
        ]
      : [];
  const order =
    definition !== undefined && content.kind === 'Application'
      ? [
          {
            at: ['metadata', 'annotations', SYNC_WAVE_ANNOTATION],
            kind: 'rule' as const,
            text: `order of delivery without the platform operator: after ${definition.after?.join(', ') || 'nothing'}`,
          },
        ]
      : [];
  return [...(kinds[textOf(content.kind)]?.() ?? []), ...order, ...whole];
}

/** A chart that is part of a component, such as istiod, has a unit of its own. */
function ofChart(content: JsonObject, { profile }: Subject): ComponentDefinition | undefined {
  const release = valueAtPath(content, ['spec', 'source', 'helm', 'releaseName']);
  return profile.runningComponents.find((each) => (each.release ?? each.name) === release);
}

function namespaceOrigins(content: JsonObject, subject: Subject): readonly FieldOrigin[] {
  const name = valueAtPath(content, ['metadata', 'name']);
  const inhabitants = subject.profile.runningComponents.filter((each) =>
    namespacesOf([each]).some((namespace) => namespace === name),
  );
  if (inhabitants.length === 0) return [];
  const who = inhabitants.map((each) => each.name).join(', ');
  const source = upstreamUrl('platform-operator/internal/k8s/namespace');
  return [
    option(
      ['metadata', 'labels', INJECTION_LABEL],
      subject,
      'patch.components.istio.injectionEnabled',
      'sidecars are injected',
    ),
    { at: ['metadata', 'labels'], kind: 'definition', text: `labels of namespace ${textOf(name)}`, source },
    { at: ['metadata', 'name'], kind: 'definition', text: `namespace of ${who}`, source },
  ];
}

function ingressOrigins(content: JsonObject, subject: Subject): readonly FieldOrigin[] {
  const { metadata } = content;
  const row = systemIngressTable(subject.profile).find(
    ({ manifest: { metadata: own } }) =>
      isJsonObject(metadata) && own.name === metadata.name && own.namespace === metadata.namespace,
  );
  const definition = row && definitionNamed(subject, row.component);
  if (row === undefined || definition === undefined) return [];
  const at = `ingresses.${row.ingress.name}`;
  const annotations =
    isJsonObject(metadata) && isJsonObject(metadata.annotations) ? Object.keys(metadata.annotations) : [];
  return [
    ...annotations.flatMap((key) => annotationOrigin(key, definition, row.ingress.name, subject)),
    ...hostOrigins(
      [
        ['spec', 'rules', 0, 'host'],
        ['spec', 'tls', 0, 'hosts'],
      ],
      definition,
      at,
      subject,
    ),
    fact(['spec', 'tls', 0, 'secretName'], definition, `${at}.tlsSecret`),
    fact(['spec', 'rules', 0, 'http'], definition, `${at}, which routes to Service ${row.ingress.backend.service}`),
    option(
      ['spec', 'ingressClassName'],
      subject,
      'components.ingressNGINX.ingressClassName',
      'default of the platform operator',
    ),
    fact(['metadata', 'name'], definition, at),
  ];
}

function annotationOrigin(
  key: string,
  definition: ComponentDefinition,
  name: string,
  subject: Subject,
): readonly FieldOrigin[] {
  const place = ['metadata', 'annotations', key];
  const at = `ingresses.${name}`;
  const { annotations = {}, annotationsWith = {}, sessionCookie, through } = definition.ingresses?.[name] ?? {};
  if (key === 'cert-manager.io/common-name') return hostOrigins([place], definition, at, subject);
  if (key.startsWith('cert-manager.io/')) {
    return [option(place, subject, 'certificates', 'the certificate authority that the platform creates')];
  }
  if (key.startsWith('external-dns.')) {
    return [fact(place, definition, `${at}.externalDns`), option(place, subject, 'dns', 'default of the profile')];
  }
  const short = key.replace(/^nginx\.ingress\.kubernetes\.io\//, '');
  const isIn = (known: Readonly<Record<string, unknown>> = {}): boolean => key in known || short in known;
  const conditions = (['letsEncrypt', 'wildcardDns'] as const).filter((each) => isIn(annotationsWith[each]));
  if (conditions.length > 0) return conditions.map((each) => fact(place, definition, `${at}.annotationsWith.${each}`));
  if (isIn(annotations)) return [fact(place, definition, `${at}.annotations`)];
  if (sessionCookie !== undefined && /^(affinity$|session-cookie-)/.test(short)) {
    return [fact(place, definition, `${at}.sessionCookie`)];
  }
  if (through === 'authproxy' && short !== key) return [fact(place, definition, `${at}.through: authproxy`)];
  const source = upstreamUrl('platform-operator/controllers/verrazzano/component');
  return [{ at: place, kind: 'definition', text: 'every Ingress of the platform has it', source }];
}

function hostOrigins(
  places: readonly FieldPath[],
  definition: ComponentDefinition,
  at: string,
  subject: Subject,
): FieldOrigin[] {
  return places.flatMap((place) => [
    fact(place, definition, `${at}.host`),
    option(place, subject, 'environmentName', 'default of the base profile'),
    option(place, subject, 'dns', 'wildcard names below nip.io'),
  ]);
}

function certificateOrigins(content: JsonObject, subject: Subject): readonly FieldOrigin[] {
  const name = textOf(valueAtPath(content, ['metadata', 'name']));
  const definition = subject.profile.enabledComponents.find(({ certificates = {} }) =>
    Object.hasOwn(certificates, name),
  );
  const spec = isJsonObject(content.spec) ? Object.keys(content.spec) : [];
  if (definition === undefined) return [];
  const facts = definition.certificates?.[name] ?? {};
  const names: Readonly<Record<string, readonly string[]>> = {
    secretName: ['secret'],
    issuerRef: ['issuer'],
    isCA: ['signsAs'],
    usages: ['bothEnds'],
    dnsNames: ['dnsNames', 'service'],
  };
  return [
    ...spec.map((field) => {
      const from = (names[field] ?? [field]).find((each) => each in facts);
      return fact(['spec', field], definition, `certificates.${name}${from === undefined ? '' : `.${from}`}`);
    }),
    fact(['metadata', 'name'], definition, `certificates.${name}`),
  ];
}

/** Values of a chart: what overrides set, and otherwise what the platform operator computes. */
function chartOrigins(content: JsonObject, definition: ComponentDefinition, subject: Subject): readonly FieldOrigin[] {
  return sourcePaths(content).flatMap((source) => valuesOrigins(content, [...source, 'helm'], definition, subject));
}

function valuesOrigins(
  content: JsonObject,
  helm: FieldPath,
  definition: ComponentDefinition,
  subject: Subject,
): readonly FieldOrigin[] {
  const root = [...helm, 'valuesObject'];
  const values = valueAtPath(content, root);
  if (values === undefined) return [];
  const { profile } = subject;
  const stated = leaves(values, []).flatMap((path) => {
    const at = [...root, ...path];
    if (chartValue(profile.resource.spec, definition.key, path) !== undefined) {
      return [statedValue(at, path, definition.key, subject)];
    }
    if (chartValue(profile.effective.spec, definition.key, path) === undefined)
      return imageOrigins(at, definition, subject);
    const overrides = ['components', definition.key, 'overrides'];
    return [profileOrigin(at, overrides, subject)];
  });
  const files = definition.valuesFile;
  return [
    ...stated,
    fact(root, definition, 'values that the platform operator computes'),
    ...(files === undefined
      ? []
      : [
          {
            at: [...helm, 'valueFiles'],
            kind: 'definition' as const,
            text: `${definition.name}: valuesFile`,
            source: upstreamUrl(`platform-operator/helm_config/overrides/${files}`),
          },
        ]),
  ];
}

/** A value that the program states as a typed value, in an override, or through an option that becomes one. */
function statedValue(at: FieldPath, path: readonly string[], key: string, subject: Subject): FieldOrigin {
  const typed = option(at, subject, ['components', key, 'values', ...path].join('.'), '');
  if (typed.kind === 'option') return typed;
  const overrides = option(at, subject, ['components', key, 'overrides'].join('.'), '');
  if (overrides.kind === 'option') return overrides;
  const setting = settingFragments(subject.props).find((each) => each.key === key);
  return option(at, subject, setting?.at ?? `components.${key}`);
}

/** Keys of values with images, as the charts of the release name them. */
const IMAGE_KEY = /image|repository|registry|tag$/i;

function imageOrigins(at: FieldPath, definition: ComponentDefinition, subject: Subject): FieldOrigin[] {
  if (!at.some((key) => IMAGE_KEY.test(String(key)))) return [];
  const images = `images ${definition.images.join(', ')}, in the bill of materials of the release`;
  const source = upstreamUrl('platform-operator/verrazzano-bom.json');
  return [
    { at, kind: 'definition', text: `${definition.name}: ${images}`, source },
    ...(subject.props.registry === undefined ? [] : [option(at, subject, 'registry')]),
  ];
}
