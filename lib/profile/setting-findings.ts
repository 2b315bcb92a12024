import { effectiveDefinition, sectionOf } from '../definition/effective-definition';
import { unknownImages } from '../definition/effective-images';
import type { ComponentDefinition } from '../definition/definition';
import { hasUnknownValues, portNumber, sectionValues } from '../definition/stated-values';
import { workloadsOf } from '../definition/workload';
import type { JsonObject, JsonValue } from '../values/json';
import { isJsonObject } from '../values/json';
import type { Finding } from '../resource/rules';
import type { StatedProfile } from './stated-profile';
import { ownSections } from './stated-resource';
import { unlessRefused } from '../resource/unless-refused';

/**
 * Settings of a profile without effect, or whose effect on traffic and images is not known here. They are warnings, with every
 * installer. None while the merge of the resource is refused.
 * @param profile - the profile
 */
export function settingFindings(profile: StatedProfile): readonly Finding[] {
  return unlessRefused([], () => [
    ...idleOptions(profile),
    ...imageFindings(profile),
    ...portFindings(profile),
    ...unknownValueFindings(profile),
  ]);
}

/** Options of a component that is off, apart from `enabled`. */
function idleOptions(profile: StatedProfile): readonly Finding[] {
  const sections = ownSections(profile);
  return profile.components.flatMap(({ definition: { name, specKey: key }, chartSources }) => {
    if (key === undefined || profile.isEnabled(name)) return [];
    const fields = Object.keys(sections[key] ?? {}).filter((field) => field !== 'enabled');
    if (chartSources.some(([component]) => component === name)) fields.push('chart');
    if (fields.length === 0) return [];
    return [
      warning('component.off', `spec.components.${key}`, fields.join(', '), {
        message: `options of component ${key} have no effect: the component is off`,
        fix: `set components.${key}.enabled to true, or remove the options`,
      }),
    ];
  });
}

function imageFindings({ enabledComponents, effective }: StatedProfile): readonly Finding[] {
  return unknownImages(enabledComponents, effective.spec).map(({ section, path, text }) =>
    warning('override.image', `spec.components.${section}.overrides`, text, {
      message: `the chart value ${path} names an image; it is not known which image of the bill of materials it replaces`,
      fix: 'check the list of images, and mirror both',
    }),
  );
}

/** Chart values that set or open ports, and that no definition follows. */
function portFindings({ enabledComponents, effective, resource }: StatedProfile): readonly Finding[] {
  const seen = new Set<string>();
  return enabledComponents.flatMap((definition) => {
    const section = sectionOf(definition);
    // Ports of gateways are read from their Services, and the mesh opens no other ones.
    if (section === undefined || section === 'istio' || seen.has(section)) return [];
    seen.add(section);
    const known = knownValues(
      enabledComponents.filter((one) => sectionOf(one) === section),
      effective.spec,
    );
    return portValues(sectionValues(resource.spec, section), [])
      .filter(({ path }) => !known.has(path))
      .map(({ path, value }) =>
        warning('override.port', `spec.components.${section}.overrides`, value, {
          message: `the chart value ${path} sets or opens a port that flows and policies do not reflect`,
          fix: 'add the traffic with allow where it is needed',
        }),
      );
  });
}

/** Sections with overrides from a ConfigMap or Secret, whose values may change ports, hosts and images. */
function unknownValueFindings({ enabledComponents, effective }: StatedProfile): readonly Finding[] {
  const sections = new Set(enabledComponents.flatMap((definition) => sectionOf(definition) ?? []));
  return [...sections]
    .filter((section) => hasUnknownValues(effective.spec, section))
    .map((section) =>
      warning('override.unknown-values', `spec.components.${section}.overrides`, section, {
        message:
          'come from a ConfigMap or Secret and are not known here: flows, policies, the firewall list and images do not reflect them',
        fix: 'write them as values if they set ports, hosts or images, or add the traffic with allow',
      }),
    );
}

function knownValues(definitions: readonly ComponentDefinition[], spec: JsonObject): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((definition) => {
      const ports = Object.values(effectiveDefinition(definition, spec).workloads ?? {}).flatMap((workload) =>
        Object.values(workload.ports ?? {}).flatMap((port) => (typeof port === 'object' ? (port.value ?? []) : [])),
      );
      const scraped = workloadsOf(definition).flatMap(({ scrapedWhen }) => Object.values(scrapedWhen));
      // The monitor of metrics that are followed adds no traffic.
      return [...ports, ...scraped, ...scraped.map((path) => path.replace(/enabled$/, 'serviceMonitor.enabled'))];
    }),
  );
}

interface PortValue {
  readonly path: string;
  readonly value: JsonValue;
}

function portValues(value: JsonValue | undefined, path: readonly string[]): readonly PortValue[] {
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item, at) => portValues(item, [...path, String(at)]));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, member]) => portValues(member, [...path, key]));
  if (value === undefined || !setsPort(value, path)) return [];
  return [{ path: path.join('.'), value }];
}

function setsPort(value: JsonValue, path: readonly string[]): boolean {
  const [parent = '', key = ''] = [path.at(-2), path.at(-1)];
  if (value === true) return key === 'enabled' && /^(metrics|serviceMonitor|podMonitor|servicemonitor)$/.test(parent);
  return (
    portNumber(value) !== undefined &&
    (/port$/i.test(key) || /ports$/i.test(parent)) &&
    !/^(nodePort|hostPort)$/.test(key)
  );
}

function warning(rule: string, path: string, value: unknown, text: Pick<Finding, 'message' | 'fix'>): Finding {
  return { rule, severity: 'warning', path, value, ...text };
}
