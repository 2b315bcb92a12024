import { fillTemplate, type TemplateOptions } from '../../values/go-template/run';
import { TemplateError } from '../../values/go-template/value';
import { InputError } from '../../values/input-error';
import type { JsonObject, JsonValue } from '../../values/json';
import { parseYaml } from '../../values/yaml/parse-yaml';
import { VCLUSTER_VERSION, type Release } from '../release';
import { goYaml } from '../../values/yaml/go-yaml';
import { HELM_FUNCTIONS } from './helm-functions';

/** Helm takes missing keys for nil, and the words away that Go prints for it. */
const HELM: TemplateOptions = { functions: HELM_FUNCTIONS, missingKey: 'nil', noValue: '' };

/**
 * A value in which templates are rendered, as the chart does it with the few values that may hold some.
 * @param value - the value
 * @param release - what templates may ask for
 * @param path - where the value is, for messages
 * @throws InputError where a template cannot be rendered, or its result is not YAML
 */
export function renderedTemplate(value: JsonValue, release: Release, path: string): JsonValue {
  const text = goYaml(value);
  if (!text.includes('{{')) return value;
  return parseYaml(path, renderedText(text, release, path))[0] ?? null;
}

/**
 * A string in which templates are rendered.
 * @param text - the text
 * @param release - what templates may ask for
 * @param path - where it is, for messages
 * @throws InputError where it cannot be rendered
 */
export function renderedText(text: string, release: Release, path: string): string {
  try {
    return fillTemplate(text, contextOf(release), HELM);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const fix = 'correct the template, or write its result instead';
    throw new InputError({ at: path, what: 'holds a template that cannot be rendered', got: error.message, fix });
  }
}

function contextOf({ name, namespace, values, hostVersion }: Release): JsonObject {
  const [Major = '', Minor = ''] = hostVersion.split('.');
  const version = `v${hostVersion}`;
  return {
    Capabilities: { KubeVersion: { Version: version, GitVersion: version, Major, Minor } },
    Chart: { Name: 'vcluster', Version: VCLUSTER_VERSION, Type: 'application' },
    Release: { Name: name, Namespace: namespace, Service: 'Helm', IsInstall: true, IsUpgrade: false, Revision: 1 },
    Values: values.all,
  };
}
